/** Where memories are kept and ranked. Every implementation passes the suite in memory-store-suite.ts. */
import type { Memory, NewMemory } from "./memory.ts";

export type RecallQuery = {
  personaId: string;
  /** The words memories should be useful for. */
  text: string;
  /** ms since epoch: recency is counted from here, and what is recalled counts as accessed at this time. */
  at: number;
  limit: number;
  /** Memories of these turns are in view already and not recalled. */
  exceptTurnIds: readonly string[];
};

/** How relevance is found: by meaning, or by words when there is no embedding model. */
export type Ranking = "vectors" | "lexical";

export interface MemoryStore {
  readonly ranking: Ranking;
  /** A memory that is stored already stays as it is. */
  add(memories: readonly NewMemory[]): Promise<void>;
  /** The most useful memories, best first (see rank-memories.ts). */
  recall(query: RecallQuery): Promise<Memory[]>;
  /** What this persona knows of these people's tastes, newest first. */
  preferencesOf(personaId: string, userIds: readonly string[], limit: number): Promise<Memory[]>;
  /** What this persona remembers of a person, newest first. */
  listAbout(personaId: string, userId: string, limit: number): Promise<Memory[]>;
  /** The person a memory is about sets it right; null when there is no such memory about them. */
  correct(memoryId: string, userId: string, text: string): Promise<Memory | null>;
  /** False when there is no such memory about this person. */
  forget(memoryId: string, userId: string): Promise<boolean>;
}
