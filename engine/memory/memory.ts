/** What a persona remembers (SPEC M4). */
import type { Witnesses } from "./witnesses.ts";

export type MemoryKind = "witnessed" | "reflection" | "preference";

export type NewMemory = {
  id: string;
  personaId: string;
  kind: MemoryKind;
  text: string;
  /** The person whose words, deeds or tastes these are; null when it is about no person. */
  aboutUserId: string | null;
  circleId: string;
  /** Of the turn it comes from; what is concluded from several has those whom all of them have. */
  witnesses: Witnesses;
  turnId: string | null;
  /** 0–1 */
  importance: number;
  /** ms since epoch */
  at: number;
};

export type Memory = NewMemory & { /** ms since epoch */ lastAccessedAt: number };
