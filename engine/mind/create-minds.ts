/** Composes minds from voices and memory. */
import { message } from "../../schema/messages/message.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import { routeName, type CallScope, type Route, type RoutedModel } from "../model/language-model.ts";
import type { Scope } from "../scope/scope.ts";
import type { Memory } from "../memory/memory.ts";
import type { MemoryStore } from "../memory/memory-store.ts";
import { recallMemories } from "../memory/recall-memories.ts";
import { createReflecting } from "../memory/reflection/reflect-on-talk.ts";
import type { ReflectionStore } from "../memory/reflection/reflection-store.ts";
import { witnessTurn } from "../memory/witness-turn.ts";
import { turnsInView, type SpeakMatter } from "../prompts/speak-prompt.ts";
import { guessLanguage } from "../text/guess-language.ts";
import { withoutMacros } from "../prompts/without-macros.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { askNextSpeaker } from "./ask-next-speaker.ts";
import { keepHeardByAll, type ConversationView } from "./conversation.ts";
import { counterDrift } from "./counter-drift.ts";
import { decideTurn, type AskModel } from "./decide-turn.ts";
import { findRepeatRequests } from "./find-repeat-requests.ts";
import { canJudge, presumeSkill } from "../model/skill/skill.ts";
import { listPeople } from "./list-people.ts";
import { createListening } from "./listen.ts";
import type { SpeechEvent, TalkMinds } from "./minds.ts";
import { createStances } from "./stance/hold-stances.ts";
import { takeStance } from "./stance/take-stance.ts";
import type { StanceStore } from "./stance/stance-store.ts";
import { PROMPT_TOKENS, preparePrompt } from "./prepare-prompt.ts";
import { speakTurn } from "./speak-turn.ts";
import { extractTraits } from "./traits/extract-traits.ts";

/** The part of the server's voices that minds need. */
export type MindVoices = {
  modelFor(task: "speak" | "light", route?: string | null): RoutedModel;
  /** As probed; absent: as presumed of models that are not. */
  skillOf?(route: Route): Skill;
};

export type MindParts = {
  voices: MindVoices;
  memory: MemoryStore;
  /** Absent: importance stays as words tell it, and nobody reflects. */
  reflections?: ReflectionStore;
  /** Absent: every stance stays as it is formed. */
  stances?: StanceStore;
  /** Whether all of them consent to sending their personal data unredacted to remote models; absent: nobody does. */
  hasConsentOf?(userIds: readonly string[]): Promise<boolean>;
  /** ms since epoch */
  now: () => number;
  newId: () => string;
  /** Called with the underlying error of a problem that people see only as a message. */
  report: (error: unknown) => void;
};

const MEMORY_TOKENS = 600;
const SAY_IT_AGAIN = "You are asked for what was said before: say it again in the same words.";

export function createMinds(parts: MindParts): TalkMinds {
  const { voices, memory, reflections, hasConsentOf, now, newId, report } = parts;
  const stances = createStances(parts.stances ?? null);
  const skillOf = voices.skillOf ?? presumeSkill;
  const reflect =
    reflections && createReflecting({ store: reflections, model: () => voices.modelFor("light"), skillOf, newId, now });
  function voiceTurn(model: RoutedModel, matter: SpeakMatter, scope: CallScope): AsyncGenerator<SpeechEvent> {
    return speakTurn({ model, preparePrompt: (attempt) => preparePrompt(matter, attempt, skillOf), scope, now });
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

  const stanceOf = (view: ConversationView, persona: Persona, scope: Scope) =>
    stances.of(view, persona, scope).catch((error: unknown) => {
      report(error);
      return view.topic ? takeStance(persona, view.topic) : null;
    });

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
      const stance = await stanceOf(view, persona, scope);
      const { memories, preferences } = recollection;
      const remembered = [...preferences, ...memories].map(({ text }) => text);
      const isAsked = findRepeatRequests(view).length > 0;
      const nudge = isAsked ? SAY_IT_AGAIN : counterDrift(view.utterances);
      const matter = { persona: withoutMacros(persona), view, recent, remembered, stance, nudge };
      const consented = await mayLeave(view, [...preferences, ...memories]);
      yield* voiceTurn(model, matter, { ...scope, personaId: persona.id, task: "speak", consented });
    },

    listen: createListening({ modelFor: (route) => voices.modelFor("speak", route), skillOf, stanceOf }),

    tryLine(persona, line, scope) {
      const view = viewOfLine(persona, line, now());
      const matter = {
        persona: withoutMacros(persona),
        view,
        recent: view.utterances,
        remembered: [],
        stance: null,
        nudge: null,
      };
      return voiceTurn(voices.modelFor("speak", persona.voice.route), matter, { ...scope, task: "try-line" });
    },

    async decideTurn(whole, personas, scope) {
      const askModel: AskModel = async (view, rivals) => {
        const model = voices.modelFor("light");
        // The best local bid is better than the guess of a model that cannot judge.
        if (!canJudge(skillOf(model.route))) return null;
        const consented = await mayLeave(view, []);
        // People who wait for the talk wait for the choice of its next speaker.
        const policy = scope.policy === "talk" ? "decide" : scope.policy;
        return askNextSpeaker(model, view, rivals, { ...scope, policy, task: "decide", consented });
      };
      return decideTurn(keepHeardByAll(whole), personas, askModel);
    },

    async extractTraits(persona, exchanges, scope) {
      const model = voices.modelFor("light");
      if (!canJudge(skillOf(model.route))) return null;
      return extractTraits(persona, exchanges, model, { ...scope, task: "extract-traits", personaId: persona.id });
    },

    witness: (company, turn, personaIds) => witnessTurn(company, turn, personaIds, newId),

    reflect: async (circleId, awaiting, scope) => reflect?.(circleId, awaiting, scope),

    hear: stances.hear,
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
