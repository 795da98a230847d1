/** Puts a mind together from voices and memory. */
import { NO_USAGE } from "../model/add-usage.ts";
import { routeName, type CallContext, type LanguageModel } from "../model/language-model.ts";
import type { MemoryStore } from "../memory/memory-store.ts";
import { recallMemories } from "../memory/recall-memories.ts";
import { witnessTurn } from "../memory/witness-turn.ts";
import { buildSmallSpeakPrompt } from "../prompts/speak-prompt-small.ts";
import { buildSpeakPrompt, turnsInView, type SpeakMatter } from "../prompts/speak-prompt.ts";
import { guessLanguage } from "../text/guess-language.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { askNextSpeaker } from "./ask-next-speaker.ts";
import type { ConversationView } from "./conversation.ts";
import { counterDrift } from "./counter-drift.ts";
import { decideTurn } from "./decide-turn.ts";
import { frameReply, stopStrings } from "./frame-reply.ts";
import { isSmallModel } from "../model/judge-model-size.ts";
import type { SpeechEvent, TalkMinds } from "./minds.ts";
import { shapeTemperature } from "./shape-temperature.ts";
import { speakTurn } from "./speak-turn.ts";
import { extractTraits } from "./traits/extract-traits.ts";

/** The part of the server's voices that minds need. */
export type MindVoices = {
  modelFor(task: "speak" | "light", route?: string | null): LanguageModel;
};

export type MindParts = {
  voices: MindVoices;
  memory: MemoryStore;
  /** ms since epoch */
  now: () => number;
  newId: () => string;
};

const MEMORY_TOKENS = 600;
/** Who speaks and the talk so far. */
const PROMPT_TOKENS = 5400;
/** Small models wander off: they get less room and less chance. */
const SMALL_MAX_TOKENS = 72;
/** Colder they loop, warmer they lose the thread: 0.1–1.5 is brought to 0.5–0.8, so that traits still tell. */
const coolForSmall = (temperature: number): number => 0.5 + (0.3 * (temperature - 0.1)) / 1.4;
/** An empty reply is tried again a little warmer. */
const RETRY_TEMPERATURE = 0.3;

type Billing = Omit<CallContext, "task">;

export function createMinds({ voices, memory, now, newId }: MindParts): TalkMinds {
  /** Prompt, limits and cleaning by the size of the model; the rest is the same for every voice. */
  function voiceTurn(model: LanguageModel, matter: SpeakMatter, context: CallContext): AsyncGenerator<SpeechEvent> {
    const { persona, view } = matter;
    const isSmall = isSmallModel(model.route);
    const maxTokens = isSmall ? Math.min(persona.voice.maxTokens, SMALL_MAX_TOKENS) : persona.voice.maxTokens;
    const shaped = shapeTemperature(persona);
    const temperature = isSmall ? coolForSmall(shaped) : shaped;
    return speakTurn({
      model,
      buildRequest: (attempt) => ({
        messages: isSmall ? buildSmallSpeakPrompt(matter, attempt) : buildSpeakPrompt(matter),
        maxTokens,
        temperature: temperature + attempt * RETRY_TEMPERATURE,
        stop: stopStrings(view, persona),
      }),
      frameReply: (request) => frameReply(view, persona, request.messages, request.maxTokens),
      context,
    });
  }

  return {
    async *speak(view, persona, billing: Billing) {
      const model = voices.modelFor("speak", persona.voice.route);
      const recent = turnsInView(persona, view, PROMPT_TOKENS);
      const recollection = await recallMemories(memory, persona.id, view, recent, now(), MEMORY_TOKENS).catch(
        () => null,
      );
      if (!recollection) return yield forgetful(persona, model);
      const { memories, preferences } = recollection;
      const remembered = [...preferences, ...memories].map(({ text }) => text);
      const matter = { persona, view, recent, remembered, nudge: counterDrift(view.utterances) };
      yield* voiceTurn(model, matter, { ...billing, task: "speak", personaId: persona.id, circleId: view.circleId });
    },

    tryLine(persona, line, billing) {
      const view = viewOfLine(persona, line, now());
      const matter = { persona, view, recent: view.utterances, remembered: [], nudge: null };
      return voiceTurn(voices.modelFor("speak", persona.voice.route), matter, { ...billing, task: "try-line" });
    },

    decideTurn(view, personas, billing) {
      const model = voices.modelFor("light");
      // The script knows nothing of conversations: the best local bid is better than its guess.
      const isScript = model.route.provider === "rehearsal";
      const context: CallContext = { ...billing, task: "decide", circleId: view.circleId };
      return decideTurn(view, personas, isScript ? null : askNextSpeaker(model, context));
    },

    extractTraits: (persona, heard, reply, billing) =>
      extractTraits(persona, heard, reply, voices.modelFor("light"), {
        ...billing,
        task: "extract-traits",
        personaId: persona.id,
      }),

    witness: (view, turnId, personaIds) => memory.add(witnessTurn(view, turnId, personaIds, newId)),
  };
}

const forgetful = (persona: Persona, model: LanguageModel): SpeechEvent => ({
  type: "end",
  status: "failed",
  text: "",
  usage: NO_USAGE,
  costNano: 0,
  voice: routeName(model.route),
  problem: `What ${persona.name} remembers could not be read. Ask for another turn.`,
});

/** A circle of two in which one line was said. */
const viewOfLine = (persona: Persona, line: string, at: number): ConversationView => ({
  circleId: "",
  topic: "",
  kind: "chat",
  language: guessLanguage(line),
  participants: [
    { id: "visitor", name: "Visitor", kind: "person" },
    { id: persona.id, name: persona.name, kind: "persona" },
  ],
  utterances: [
    {
      id: "line",
      speakerId: "visitor",
      speakerName: "Visitor",
      speakerKind: "person",
      text: line,
      status: "finished",
      replyTo: null,
      at,
    },
  ],
});
