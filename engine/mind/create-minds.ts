/** Composes minds from voices and memory. */
import { message } from "../../schema/messages/message.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import { routeName, type CallScope, type ChatRequest, type Route, type RoutedModel } from "../model/language-model.ts";
import type { Memory } from "../memory/memory.ts";
import type { MemoryStore } from "../memory/memory-store.ts";
import { recallMemories } from "../memory/recall-memories.ts";
import { witnessTurn } from "../memory/witness-turn.ts";
import { buildSmallSpeakPrompt } from "../prompts/speak-prompt-small.ts";
import { buildSpeakPrompt, turnsInView, type SpeakMatter } from "../prompts/speak-prompt.ts";
import { guessLanguage } from "../text/guess-language.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { askNextSpeaker } from "./ask-next-speaker.ts";
import { keepHeardByAll, type ConversationView } from "./conversation.ts";
import { counterDrift } from "./counter-drift.ts";
import { decideTurn, type AskModel } from "./decide-turn.ts";
import { findRepeatRequests } from "./find-repeat-requests.ts";
import { frameReply, stopStrings } from "./frame-reply.ts";
import { isSmallModel } from "../model/routing/judge-model-size.ts";
import { listPeople } from "./list-people.ts";
import type { SpeechEvent, TalkMinds } from "./minds.ts";
import { shapeTemperature } from "./shape-temperature.ts";
import { speakTurn, type SpeakPrompt } from "./speak-turn.ts";
import { extractTraits } from "./traits/extract-traits.ts";

/** The part of the server's voices that minds need. */
export type MindVoices = {
  modelFor(task: "speak" | "light", route?: string | null): RoutedModel;
};

export type MindParts = {
  voices: MindVoices;
  memory: MemoryStore;
  /** Whether all of them consent to sending their personal data unredacted to remote models; absent: nobody does. */
  hasConsentOf?(userIds: readonly string[]): Promise<boolean>;
  /** ms since epoch */
  now: () => number;
  newId: () => string;
  /** Called with the underlying error of a problem that people see only as a message. */
  report: (error: unknown) => void;
};

const MEMORY_TOKENS = 600;
/** Prompt budget for the persona and the talk so far. */
const PROMPT_TOKENS = 6000;
/** Small models lose focus: they get fewer tokens and a narrower temperature range. */
const SMALL_MAX_TOKENS = 72;
/** Below this range they loop, above it they lose the thread: 0.1–1.5 is mapped to 0.5–0.8, so that traits still have an effect. */
const coolForSmall = (temperature: number): number => 0.5 + (0.3 * (temperature - 0.1)) / 1.4;
/** After an empty reply, the retry uses a higher temperature. */
const RETRY_TEMPERATURE = 0.3;
const SAY_SOMETHING_NEW = "Say something that nobody has said in this talk.";
const SAY_IT_AGAIN = "You are asked for what was said before: say it again in the same words.";

export function createMinds({ voices, memory, hasConsentOf, now, newId, report }: MindParts): TalkMinds {
  function voiceTurn(model: RoutedModel, matter: SpeakMatter, scope: CallScope): AsyncGenerator<SpeechEvent> {
    return speakTurn({ model, preparePrompt: (attempt) => preparePrompt(matter, attempt), scope, now });
  }

  async function mayLeave(view: ConversationView, memories: readonly Memory[]): Promise<boolean> {
    const people = listPeople(view, memories);
    if (!people || !hasConsentOf) return false;
    // When consent cannot be read, nobody has agreed.
    return hasConsentOf(people).catch((error: unknown) => {
      report(error);
      return false;
    });
  }

  return {
    async *speak(whole, persona, scope) {
      const view = keepHeardByAll(whole);
      const model = voices.modelFor("speak", persona.voice.route);
      const recent = turnsInView(persona, view, PROMPT_TOKENS);
      const wanted = { inView: recent, at: now(), budgetTokens: MEMORY_TOKENS, scope };
      const recollection = await recallMemories(memory, persona.id, view, wanted).catch((error: unknown) => {
        report(error);
        return null;
      });
      if (!recollection) return yield forgetful(persona, model);
      const { memories, preferences } = recollection;
      const remembered = [...preferences, ...memories].map(({ text }) => text);
      const isAsked = findRepeatRequests(view).length > 0;
      const nudge = isAsked ? SAY_IT_AGAIN : counterDrift(view.utterances);
      const matter = { persona, view, recent, remembered, nudge };
      const consented = await mayLeave(view, [...preferences, ...memories]);
      yield* voiceTurn(model, matter, { ...scope, personaId: persona.id, task: "speak", consented });
    },

    tryLine(persona, line, scope) {
      const view = viewOfLine(persona, line, now());
      const matter = { persona, view, recent: view.utterances, remembered: [], nudge: null };
      return voiceTurn(voices.modelFor("speak", persona.voice.route), matter, { ...scope, task: "try-line" });
    },

    async decideTurn(whole, personas, scope) {
      const askModel: AskModel = async (view, rivals) => {
        const model = voices.modelFor("light");
        // The rehearsal script understands nothing: the best local bid is better than its guess.
        if (model.route.provider === "rehearsal") return null;
        const consented = await mayLeave(view, []);
        // People who wait for the talk wait for the choice of its next speaker.
        const policy = scope.policy === "talk" ? "decide" : scope.policy;
        return askNextSpeaker(model, view, rivals, { ...scope, policy, task: "decide", consented });
      };
      return decideTurn(keepHeardByAll(whole), personas, askModel);
    },

    extractTraits: (persona, exchanges, scope) =>
      extractTraits(persona, exchanges, voices.modelFor("light"), {
        ...scope,
        task: "extract-traits",
        personaId: persona.id,
      }),

    witness: (view, turnId, personaIds, scope) => memory.add(witnessTurn(view, turnId, personaIds, newId), scope),
  };
}

/** Prompt and limits by model size; each is built on first use. */
function preparePrompt(matter: SpeakMatter, attempt: number): (route: Route) => SpeakPrompt {
  const build = (isSmall: boolean): SpeakPrompt => {
    const request = isSmall ? buildSmallRequest(matter, attempt) : buildRequest(matter, attempt);
    return { request, frameReply: () => frameReply(matter, request, isSmall) };
  };
  const prompts = new Map<boolean, SpeakPrompt>();
  return (route) => {
    const isSmall = isSmallModel(route);
    const prompt = prompts.get(isSmall) ?? build(isSmall);
    prompts.set(isSmall, prompt);
    return prompt;
  };
}

function buildRequest(matter: SpeakMatter, attempt: number): ChatRequest {
  const { persona, view } = matter;
  return {
    messages: buildSpeakPrompt({ ...matter, nudge: matter.nudge ?? (attempt > 0 ? SAY_SOMETHING_NEW : null) }),
    maxTokens: persona.voice.maxTokens,
    temperature: shapeTemperature(persona) + attempt * RETRY_TEMPERATURE,
    stop: stopStrings(view, persona),
  };
}

function buildSmallRequest(matter: SpeakMatter, attempt: number): ChatRequest {
  const { persona, view } = matter;
  return {
    messages: buildSmallSpeakPrompt(matter, attempt),
    maxTokens: Math.min(persona.voice.maxTokens, SMALL_MAX_TOKENS),
    temperature: coolForSmall(shapeTemperature(persona)) + attempt * RETRY_TEMPERATURE,
    stop: stopStrings(view, persona),
  };
}

const forgetful = (persona: Persona, model: Pick<RoutedModel, "route">): SpeechEvent => ({
  type: "end",
  status: "failed",
  text: "",
  usage: NO_USAGE,
  costNano: 0,
  voice: routeName(model.route),
  problem: message("turn-memory-unreadable", { name: persona.name }),
});

/** The view of a circle of two in which one line was said. */
const viewOfLine = (persona: Persona, line: string, at: number): ConversationView => ({
  circleId: "",
  topic: "",
  kind: "chat",
  isPrivate: true,
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
      witnesses: ["visitor"],
      at,
    },
  ],
});
