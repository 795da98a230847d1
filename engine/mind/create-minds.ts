/** Puts a mind together from voices and memory. */
import { NO_USAGE } from "../model/add-usage.ts";
import { routeName, type CallContext, type LanguageModel, type Route, type Usage } from "../model/language-model.ts";
import type { MemoryStore } from "../memory/memory-store.ts";
import { recallMemories } from "../memory/recall-memories.ts";
import { witnessTurn } from "../memory/witness-turn.ts";
import { buildSmallSpeakPrompt } from "../prompts/speak-prompt-small.ts";
import { buildSpeakPrompt } from "../prompts/speak-prompt.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { askNextSpeaker } from "./ask-next-speaker.ts";
import type { ConversationView } from "./conversation.ts";
import { counterDrift } from "./counter-drift.ts";
import { decideTurn } from "./decide-turn.ts";
import { frameReply, stopStrings } from "./frame-reply.ts";
import { isSmallModel } from "./judge-model-size.ts";
import type { Minds, SpeechEvent } from "./minds.ts";
import { shapeTemperature } from "./shape-temperature.ts";
import { speakTurn } from "./speak-turn.ts";

/** The part of the server's voices that minds need. */
export type MindVoices = {
  modelFor(task: "speak" | "light", route?: string | null): LanguageModel;
  costNano(route: Route, usage: Usage): number;
};

export type MindParts = {
  voices: MindVoices;
  memory: MemoryStore;
  /** ms since epoch */
  now: () => number;
  newId: () => string;
};

const MEMORY_TOKENS = 600;
const PROMPT_TOKENS = 6000;
/** Small models wander off: they get less room and less chance. */
const SMALL_MAX_TOKENS = 72;
const SMALL_TEMPERATURE_SHARE = 0.75;
/** An empty reply is tried again a little warmer. */
const RETRY_TEMPERATURE = 0.3;

export function createMinds({ voices, memory, now, newId }: MindParts): Minds {
  async function* speak(view: ConversationView, persona: Persona, billing: Omit<CallContext, "task">): AsyncGenerator<SpeechEvent> {
    const model = voices.modelFor("speak", persona.voice.route);
    const isSmall = isSmallModel(model.route);
    const recollection = await recallMemories(memory, persona.id, view, now(), MEMORY_TOKENS).catch(() => null);
    if (!recollection) {
      const problem = `What ${persona.name} remembers could not be read. Ask for another turn.`;
      return yield { type: "end", status: "failed", text: "", usage: NO_USAGE, costNano: 0, voice: routeName(model.route), problem };
    }
    const { recent, memories, preferences } = recollection;
    const matter = {
      persona,
      view,
      recent,
      remembered: [...preferences, ...memories].map(({ text }) => text),
      nudge: counterDrift(view.utterances),
    };
    const maxTokens = isSmall ? Math.min(persona.voice.maxTokens, SMALL_MAX_TOKENS) : persona.voice.maxTokens;
    const temperature = shapeTemperature(persona) * (isSmall ? SMALL_TEMPERATURE_SHARE : 1);
    yield* speakTurn({
      model,
      buildRequest: (attempt) => ({
        messages: isSmall ? buildSmallSpeakPrompt(matter, attempt) : buildSpeakPrompt(matter, PROMPT_TOKENS),
        maxTokens,
        temperature: temperature + attempt * RETRY_TEMPERATURE,
        stop: stopStrings(view, persona),
      }),
      frameReply: (request) => frameReply(view, persona, request.messages, request.maxTokens),
      costNano: (usage) => voices.costNano(model.route, usage),
      context: { ...billing, task: "speak", personaId: persona.id, circleId: view.circleId },
    });
  }

  return {
    speak,

    decideTurn(view, personas, billing) {
      const model = voices.modelFor("light");
      // The script knows nothing of conversations: the best local bid is better than its guess.
      const askModel = model.route.provider === "rehearsal" ? null : askNextSpeaker(model, { ...billing, task: "decide", circleId: view.circleId });
      return decideTurn(view, personas, askModel);
    },

    witness: (view, turnId, personaIds) => memory.add(witnessTurn(view, turnId, personaIds, newId)),
  };
}
