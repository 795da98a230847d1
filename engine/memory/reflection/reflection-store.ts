/** What judging and reflecting read and write. Each write is one step: after a crash all of it is there, or none. */
import type { Scope } from "../../scope/scope.ts";
import type { Memory, NewMemory } from "../memory.ts";

/** A turn that awaits a round of judging and reflecting. */
export type AwaitingTurn = {
  turnId: string;
  /** As it is remembered: "Sam said: …"; null when it is judged already, or remembered no longer. */
  text: string | null;
  /** Said by a person, so that it may state a preference. */
  isByPerson: boolean;
};
export type UnjudgedTurn = AwaitingTurn & { text: string };

/** What a persona has not reflected on yet: of one person, before one company, oldest first. */
export type RipeMemories = { personaId: string; personaName: string; memories: Memory[] };

export type TurnJudgment = {
  turnId: string;
  /** 0–1 */
  importance: number;
  /** Clauses of the turn, each "Sam said: …", that state what the person likes, needs or cannot stand. */
  preferences: readonly string[];
};

export interface ReflectionStore {
  /** Turns of a circle that await a round, oldest first. */
  readRound(circleId: string, limit: number): Promise<AwaitingTurn[]>;
  /** For every persona that remembers these turns, in one step; what has been judged meanwhile stays as it is. */
  judge(circleId: string, judgments: readonly TurnJudgment[], scope: Scope): Promise<void>;
  /** Of the personas that remember these turns, where at least this much importance has gathered; the most of it first. */
  readUnreflected(turns: readonly AwaitingTurn[], least: number, limit: number): Promise<RipeMemories[]>;
  /**
   * Stores what was concluded from these memories, and marks them as reflected on, in one step.
   * @returns false, with nothing stored, when one of them has been deleted, corrected or reflected on meanwhile
   */
  addReflections(considered: readonly Memory[], reflections: readonly NewMemory[], scope: Scope): Promise<boolean>;
  /** These turns await a round no longer. */
  endRound(turns: readonly AwaitingTurn[]): Promise<void>;
}
