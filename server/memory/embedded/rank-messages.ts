/** Messages between the store and the ranking worker. Every request is answered under its number. */
import type { IndexedMemory, IndexQuery } from "../../../engine/memory/persona-index.ts";

export type RankRequest = { number: number; personaId: string } &
  /** Also for a memory whose text or vector has changed. */
  (
    | { type: "set"; memories: IndexedMemory[] }
    | { type: "remove"; memoryId: string }
    | { type: "rank"; query: IndexQuery }
    /** The persona is idle: frees its index. */
    | { type: "unload" }
  );
/** `ids` are those of the best memories for "rank", otherwise empty. */
export type RankAnswer = { number: number; ids: string[] } | { number: number; problem: string };
