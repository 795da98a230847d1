/**
 * The seam between stored memories and the search among them (SPEC M5). Postgres has the memories; an index has what
 * it needs to find candidates, and can be rebuilt at any time.
 */
import type { IndexedMemory, IndexQuery } from "../../engine/memory/persona-index.ts";

export interface MemoryIndex {
  /** Ids of the persona's most useful memories, best first (engine/memory/rank-memories.ts). */
  rank(persona: IndexedPersona, query: IndexQuery): Promise<string[]>;
  /** This process has committed these memories: new ones, or others of their text or vector. */
  set(personaId: string, memories: IndexedMemory[]): Promise<void>;
  /** This process has deleted this memory. */
  remove(personaId: string, memoryId: string): Promise<void>;
  close(): Promise<void>;
}

export type IndexedPersona = { workspaceId: string; personaId: string };

/** What an index reads from the store that uses it. */
export type IndexSource = {
  /** Changes by this writer have been passed to the index already. */
  writer: string;
  /** All memories of a persona. */
  load(personaId: string): Promise<IndexedMemory[]>;
  /** Those of these memories that exist. */
  read(ids: readonly string[]): Promise<IndexedMemory[]>;
  /** When a memory was last recalled, in ms since epoch, if that may not be stored yet. */
  accessedAt(id: string): number | undefined;
  /** Calls `listener` when the embedding model has changed: vectors that were read before are out of date. */
  onModelChange(listener: () => void): void;
};

export type OpenMemoryIndex = (source: IndexSource) => MemoryIndex;
