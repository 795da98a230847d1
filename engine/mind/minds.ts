/** The engine's interface for circles. The engine only proposes; the circle decides and acts. */
import type { Message } from "../../schema/messages/message.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { TurnDecision } from "../../schema/messages/turn-decision.ts";
import type { CallScope, Usage } from "../model/language-model.ts";
import type { Scope } from "../scope/scope.ts";
import type { Exchange } from "../prompts/extract-traits-prompt.ts";
import type { NewMemory } from "../memory/memory.ts";
import type { Company } from "../memory/witness-turn.ts";
import type { ConversationView, Utterance } from "./conversation.ts";
import type { ShownTrait } from "./traits/shown-trait.ts";

export type SpeechEvent =
  | { type: "delta"; text: string }
  /**
   * Always the last event. `text` equals the concatenated deltas. `failed` has the problem
   * as a message for people; what was said before stays in `text`.
   */
  | {
      type: "end";
      status: "finished" | "failed";
      text: string;
      usage: Usage;
      costNano: number;
      voice: string;
      problem: Message | null;
      /** Set when a budget refused the call: the next one would be refused, too. */
      overBudget?: true;
      /** Set when calls came too often: the time until the next one may be made. */
      retryAfterMs?: number;
    };

export type TurnScope = Scope & Pick<CallScope, "turnId">;

export interface Minds {
  /**
   * Who speaks next (SPEC M6); null when nobody has anything to add. Local bids first, a light model
   * only when bids are too close to call. Never names the last speaker while another persona is present.
   */
  decideTurn(view: ConversationView, personas: Persona[], scope: Scope): Promise<TurnDecision | null>;
  /** Speaks one turn as `persona`: memories recalled, prompt built, reply cleaned (M7). Never throws; ends with `end`, which after an abort has the spending. */
  speak(view: ConversationView, persona: Persona, scope: TurnScope): AsyncIterable<SpeechEvent>;
  /**
   * These personas take in what was said so far, for a shorter wait when one of them speaks (SPEC L2). Does nothing
   * where the voice gains nothing by it. Called while nobody waits; never awaited by a turn. @throws ModelError
   */
  listen(view: ConversationView, personas: readonly Persona[], scope: Scope): Promise<void>;
  /** What these personas remember of a turn that they heard, to be stored in one commit with it (SPEC M4). */
  witness(company: Company, turn: Utterance, personaIds: readonly string[]): NewMemory[];
  /**
   * Judges and reflects on turns of a circle, once enough of them await it (M4). Called after each turn that was
   * remembered; never awaited by a turn. @throws ModelError
   */
  reflect(circleId: string, awaiting: number, scope: Scope): Promise<void>;
  /** Moves the stances of these personas by a stored turn that they heard (M7), without a call. Never awaited by a turn. */
  hear(view: ConversationView, turnId: string, personaIds: readonly string[], scope: Scope): Promise<void>;
}

/** Additional functions for talk outside circles: the chat route, the persona editor. */
export interface TalkMinds extends Minds {
  /** Answers as a persona that is still being edited, without recalling or remembering. Ends like `speak`. */
  tryLine(persona: Persona, line: string, scope: Scope): AsyncIterable<SpeechEvent>;
  /** Which traits each reply showed, with its own words as evidence (M3), in one call; null where no model can tell. @throws ModelError */
  extractTraits(persona: Persona, exchanges: readonly Exchange[], scope: Scope): Promise<ShownTrait[][] | null>;
}
