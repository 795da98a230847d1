/** Where memories are kept and ranked. Every implementation passes the suite in memory-store-suite.ts. */
import type { Memory, NewMemory } from "./memory.ts";
import type { Scope } from "../scope/scope.ts";
import type { Audience } from "./witnesses.ts";

export type RecallQuery = {
  personaId: string;
  /** Only memories that all of these heard are found. */
  audience: Audience;
  /** The text that memories should be relevant to. */
  text: string;
  /** ms since epoch: recency is measured from here, and recalled memories count as accessed at this time. */
  at: number;
  limit: number;
  /** Memories of these turns are not recalled, as the turns are in the prompt anyway. */
  exceptTurnIds: readonly string[];
};

/** Query for one page of what a persona remembers about a person. */
export type AboutQuery = {
  personaId: string;
  userId: string;
  /** Only memories that contain each of these words, in any order; absent: all. */
  containing?: string | undefined;
  /** The last id of the previous page. */
  before?: string | undefined;
  limit: number;
};
/** With the memories it was made of, limited to those about the same person. */
export type ListedMemory = Memory & { sources: { id: string; text: string }[] };
export type MemoryPage = {
  items: ListedMemory[];
  /** `before` of the next page; null on the last one. */
  next: string | null;
};

/** How relevance is found: by meaning, or by words when there is no embedding model. */
export type Ranking = "vectors" | "lexical";

export interface MemoryStore {
  readonly ranking: Ranking;
  /** A memory that is already stored stays unchanged. */
  add(memories: readonly NewMemory[], scope: Scope): Promise<void>;
  /** The most useful memories, best first (see rank-memories.ts). */
  recall(query: RecallQuery, scope: Scope): Promise<Memory[]>;
  /** This persona's memories of these people's tastes, limited to those that all of the audience heard; newest first. */
  preferencesOf(personaId: string, userIds: readonly string[], audience: Audience, limit: number): Promise<Memory[]>;
  /** This persona's memories about a person, limited to those that the person heard; by id, newest first. */
  listAbout(query: AboutQuery, scope: Scope): Promise<MemoryPage>;
  /** Corrects a memory for the person it is about; null when there is no such memory about them. */
  correct(memoryId: string, userId: string, text: string, scope: Scope): Promise<Memory | null>;
  /** False when there is no such memory about this person. */
  forget(memoryId: string, userId: string, scope: Scope): Promise<boolean>;
}
