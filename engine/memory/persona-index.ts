/** One persona's memories as ranking sees them: no texts, only what scores need. Synchronous; a worker holds it. */
import { LexicalIndex } from "./lexical-index.ts";
import { rankMemories } from "./rank-memories.ts";
import { VectorIndex } from "./vector-index.ts";

export type IndexedMemory = {
  id: string;
  text: string;
  turnId: string | null;
  importance: number;
  lastAccessedAt: number;
  /** Unit vector; null while not embedded. */
  embedding: Float32Array | null;
};

export type IndexQuery = {
  text: string;
  embedding: Float32Array | null;
  at: number;
  limit: number;
  exceptTurnIds: readonly string[];
};

type Entry = { id: string; turnId: string | null; importance: number; lastAccessedAt: number };

export class PersonaIndex {
  readonly #entries: (Entry | null)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #words = new LexicalIndex();
  #vectors: VectorIndex | null = null;

  get size(): number {
    return this.#slots.size;
  }

  /** Adds a memory, or replaces what is known of it. */
  set(memory: IndexedMemory): void {
    const slot = this.#slots.get(memory.id) ?? this.#free.pop() ?? this.#entries.length;
    const { id, turnId, importance, lastAccessedAt } = memory;
    this.#entries[slot] = { id, turnId, importance, lastAccessedAt };
    this.#slots.set(id, slot);
    this.#words.set(slot, memory.text);
    if (!memory.embedding) return;
    this.#vectors ??= new VectorIndex(memory.embedding.length);
    this.#vectors.set(slot, memory.embedding);
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#entries[slot] = null;
    this.#slots.delete(id);
    this.#words.remove(slot);
    this.#vectors?.set(slot, new Float32Array(this.#vectors.dimension));
    this.#free.push(slot);
  }

  /** Ids of the most useful memories, best first; they count as accessed at `query.at`. */
  rank(query: IndexQuery): string[] {
    const relevanceOf = this.#scoreRelevance(query);
    const candidates = this.#entries.flatMap((entry, slot) =>
      entry && !(entry.turnId && query.exceptTurnIds.includes(entry.turnId))
        ? [{ entry, relevance: relevanceOf(slot), importance: entry.importance, lastAccessedAt: entry.lastAccessedAt }]
        : [],
    );
    const best = rankMemories(candidates, query.at, query.limit).map((position) => candidates[position]!.entry);
    for (const entry of best) entry.lastAccessedAt = query.at;
    return best.map((entry) => entry.id);
  }

  #scoreRelevance(query: IndexQuery): (slot: number) => number {
    if (query.embedding && this.#vectors?.dimension === query.embedding.length) {
      const scores = this.#vectors.score(query.embedding, this.#entries.length);
      return (slot) => scores[slot] ?? 0;
    }
    const scores = this.#words.score(query.text);
    return (slot) => scores.get(slot) ?? 0;
  }
}
