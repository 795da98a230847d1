/**
 * Personas listen while others speak: the embedded model reads their prompts ahead, all but what to answer, so that a
 * turn waits for a line or two to be read, and not for all that was said since the persona's last one (SPEC L2).
 */
import type { CallScope, ChatRequest, Route, RoutedModel } from "../model/language-model.ts";
import { withoutMacros } from "../prompts/without-macros.ts";
import { turnsInView, type SpeakMatter } from "../prompts/speak-prompt.ts";
import type { Scope } from "../scope/scope.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { keepHeardByAll, type ConversationView } from "./conversation.ts";
import type { Minds } from "./minds.ts";
import { preparePrompt, PROMPT_TOKENS } from "./prepare-prompt.ts";
import type { Stance } from "./stance/take-stance.ts";

export type ListeningParts = {
  modelFor(route: string | null | undefined): RoutedModel;
  skillOf(route: Route): Skill;
  stanceOf(view: ConversationView, persona: Persona, scope: Scope): Promise<Stance | null>;
};

/** Of a circle, as the model keeps only eight prompts. */
const MOST_LISTENERS = 4;

/** Only the embedded model keeps what it has read of each persona's prompt; the shortest prompt has no beginning that stays. */
const readsAhead = ({ provider }: Route, skill: Skill): boolean => provider === "embedded" && skill !== "tiny";

export const createListening =
  ({ modelFor, skillOf, stanceOf }: ListeningParts): Minds["listen"] =>
  async (whole, personas, scope) => {
    const view = keepHeardByAll(whole);
    const listeners = personas.filter(({ voice }) => {
      const { route } = modelFor(voice.route);
      return readsAhead(route, skillOf(route));
    });
    for (const persona of listeners.slice(0, MOST_LISTENERS)) {
      if (scope.signal.aborted) return;
      const stance = await stanceOf(view, persona, scope);
      const recent = turnsInView(persona, view, PROMPT_TOKENS);
      const matter: SpeakMatter = {
        persona: withoutMacros(persona),
        view,
        recent,
        remembered: [],
        stance,
        nudge: null,
      };
      const prepare = preparePrompt(matter, 0, skillOf);
      const request = (route: Route): ChatRequest => ({
        messages: prepare(route).request.messages.slice(0, -1),
        maxTokens: 1,
        readAhead: true,
      });
      await readAhead(modelFor(persona.voice.route), request, { ...scope, personaId: persona.id, task: "keep-prompt" });
    }
  };

async function readAhead(model: RoutedModel, request: (route: Route) => ChatRequest, scope: CallScope): Promise<void> {
  try {
    // It must never become a call to a model elsewhere.
    for await (const event of model.stream(request, { ...scope, tier: "on-premises" })) void event;
  } catch (error) {
    if (!scope.signal.aborted) throw error;
  }
}
