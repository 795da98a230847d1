/** What a persona remembers (SPEC M4). */
import type { Witnesses } from "./witnesses.ts";

export type MemoryKind = "witnessed" | "reflection" | "preference";

export type NewMemory = {
  id: string;
  personaId: string;
  kind: MemoryKind;
  text: string;
  /** The person it is about (their words, deeds or tastes); null when it is about nobody. */
  aboutUserId: string | null;
  circleId: string;
  /** Witnesses of its turn; a conclusion from several turns has those that all of them share. */
  witnesses: Witnesses;
  turnId: string | null;
  /** 0–1 */
  importance: number;
  /** ms since epoch */
  at: number;
  /**
   * The memories it was made of: a preference's sentence, a reflection's memories; absent for what was witnessed. When
   * one of them is deleted or corrected, it is deleted.
   */
  sourceIds?: readonly string[];
};

export type Memory = NewMemory & {
  sourceIds: readonly string[];
  /** ms since epoch */
  lastAccessedAt: number;
};
