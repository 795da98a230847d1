/** Where memories are kept and ranked. Every implementation passes the suite in memory-store-suite.ts. */
import type { Memory, NewMemory } from "./memory.ts";
import type { Scope } from "../scope/scope.ts";
import type { Audience } from "./witnesses.ts";

export type RecallQuery = {
  personaId: string;
  /** Only what all of these heard is found. */
  audience: Audience;
  /** The words memories should be useful for. */
  text: string;
  /** ms since epoch: recency is counted from here, and what is recalled counts as accessed at this time. */
  at: number;
  limit: number;
  /** Memories of these turns are in view already and not recalled. */
  exceptTurnIds: readonly string[];
};

/** One page of what a persona remembers of a person. */
export type AboutQuery = {
  personaId: string;
  userId: string;
  /** The last id of the page before. */
  before?: string | undefined;
  limit: number;
};
export type MemoryPage = {
  items: Memory[];
  /** `before` of the next page; null on the last one. */
  next: string | null;
};

/** How relevance is found: by meaning, or by words when there is no embedding model. */
export type Ranking = "vectors" | "lexical";

export interface MemoryStore {
  readonly ranking: Ranking;
  /** A memory that is stored already stays as it is. */
  add(memories: readonly NewMemory[], scope: Scope): Promise<void>;
  /** The most useful memories, best first (see rank-memories.ts). */
  recall(query: RecallQuery, scope: Scope): Promise<Memory[]>;
  /** What this persona knows of these people's tastes, as far as all of the audience heard it, newest first. */
  preferencesOf(personaId: string, userIds: readonly string[], audience: Audience, limit: number): Promise<Memory[]>;
  /** What this persona remembers of a person, as far as that person heard it; by id, the last made first. */
  listAbout(query: AboutQuery): Promise<MemoryPage>;
  /** The person a memory is about sets it right; null when there is no such memory about them. */
  correct(memoryId: string, userId: string, text: string, scope: Scope): Promise<Memory | null>;
  /** False when there is no such memory about this person. */
  forget(memoryId: string, userId: string): Promise<boolean>;
}
