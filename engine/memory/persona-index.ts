/** One persona's memories for ranking: no texts, only what scores need. Synchronous; held by a worker. */
import { LexicalIndex } from "./lexical-index.ts";
import { chooseCandidates, rankMemories, type RankColumns } from "./rank-memories.ts";
import { VectorIndex } from "./vector-index.ts";
import { mayBeUsed, type Audience, type Witnesses } from "./witnesses.ts";

export type IndexedMemory = {
  id: string;
  text: string;
  turnId: string | null;
  witnesses: Witnesses;
  importance: number;
  lastAccessedAt: number;
  /** Unit vector; null while not embedded. */
  embedding: Float32Array | null;
};

export type IndexQuery = {
  /** Only memories that all of these heard are ranked. */
  audience: Audience;
  text: string;
  embedding: Float32Array | null;
  at: number;
  limit: number;
  exceptTurnIds: readonly string[];
};

const FIRST_SLOTS = 64;

export class PersonaIndex {
  /** By slot; null where a memory was removed. */
  readonly #ids: (string | null)[] = [];
  readonly #turnIds: (string | null)[] = [];
  /** By slot: index of the set in `#companies` that heard it. */
  #company = new Uint32Array(FIRST_SLOTS);
  /** The distinct sets of witnesses, far fewer than memories. */
  readonly #companies: Witnesses[] = [];
  readonly #companyNumbers = new Map<string, number>();
  #importance = new Float64Array(FIRST_SLOTS);
  #lastAccessedAt = new Float64Array(FIRST_SLOTS);
  #hasVector = new Uint8Array(FIRST_SLOTS);
  readonly #slots = new Map<string, number>();
  readonly #slotsOfTurn = new Map<string, Set<number>>();
  readonly #free: number[] = [];
  readonly #words = new LexicalIndex();
  #vectors: VectorIndex | null = null;

  /** Adds or replaces a memory. */
  set(memory: IndexedMemory): void {
    const { id, turnId, witnesses, importance, lastAccessedAt, text, embedding } = memory;
    const slot = this.#slots.get(id) ?? this.#free.pop() ?? this.#ids.length;
    this.#forgetTurn(slot);
    this.#ids[slot] = id;
    this.#turnIds[slot] = turnId;
    if (turnId) this.#slotsOfTurn.set(turnId, (this.#slotsOfTurn.get(turnId) ?? new Set()).add(slot));
    this.#reserve(slot);
    this.#company[slot] = this.#numberOf(witnesses);
    this.#importance[slot] = importance;
    this.#lastAccessedAt[slot] = lastAccessedAt;
    this.#slots.set(id, slot);
    this.#words.set(slot, text);
    this.#hasVector[slot] = Number(embedding !== null);
    if (!embedding) return;
    this.#vectors ??= new VectorIndex(embedding.length);
    this.#vectors.set(slot, embedding);
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#forgetTurn(slot);
    this.#ids[slot] = null;
    this.#slots.delete(id);
    this.#words.remove(slot);
    this.#free.push(slot);
  }

  /** Ids of the most useful memories, best first; they count as accessed at `query.at`. */
  rank(query: IndexQuery): string[] {
    const columns: RankColumns = {
      meaning: this.#scoreMeaning(query),
      words: this.#words.score(query.text, this.#ids.length),
      importance: this.#importance,
      lastAccessedAt: this.#lastAccessedAt,
    };
    const candidates = chooseCandidates(columns, this.#usable(query), query.at);
    const best = rankMemories(columns, candidates, query.at, query.limit);
    for (const slot of best) this.#lastAccessedAt[slot] = query.at;
    return best.map((slot) => this.#ids[slot]!);
  }

  #usable({ audience, exceptTurnIds }: IndexQuery): Uint32Array {
    const isHeard = Uint8Array.from(this.#companies, (witnesses) => Number(mayBeUsed(witnesses, audience)));
    const excluded = new Set(exceptTurnIds.flatMap((turnId) => [...(this.#slotsOfTurn.get(turnId) ?? [])]));
    const usable = new Uint32Array(this.#slots.size);
    let count = 0;
    for (let slot = 0; slot < this.#ids.length; slot++)
      if (this.#ids[slot] !== null && isHeard[this.#company[slot]!] && !excluded.has(slot)) usable[count++] = slot;
    return usable.subarray(0, count);
  }

  #numberOf(witnesses: Witnesses): number {
    const key = JSON.stringify(witnesses?.toSorted() ?? null);
    const number = this.#companyNumbers.get(key) ?? this.#companies.push(witnesses) - 1;
    this.#companyNumbers.set(key, number);
    return number;
  }

  /** By slot; NaN where there is no vector of the question's dimension. */
  #scoreMeaning({ embedding }: IndexQuery): Float32Array {
    const slots = this.#ids.length;
    if (!embedding || this.#vectors?.dimension !== embedding.length) return new Float32Array(slots).fill(NaN);
    const scores = this.#vectors.score(embedding, slots);
    for (let slot = 0; slot < slots; slot++) if (!this.#hasVector[slot]) scores[slot] = NaN;
    return scores;
  }

  #forgetTurn(slot: number): void {
    const turnId = this.#turnIds[slot];
    if (!turnId) return;
    const slots = this.#slotsOfTurn.get(turnId);
    slots?.delete(slot);
    if (slots?.size === 0) this.#slotsOfTurn.delete(turnId);
    this.#turnIds[slot] = null;
  }

  #reserve(slot: number): void {
    if (slot < this.#importance.length) return;
    const [company, importance, lastAccessedAt] = [this.#company, this.#importance, this.#lastAccessedAt];
    const hasVector = this.#hasVector;
    this.#company = new Uint32Array(slot * 2);
    this.#importance = new Float64Array(slot * 2);
    this.#lastAccessedAt = new Float64Array(slot * 2);
    this.#hasVector = new Uint8Array(slot * 2);
    this.#company.set(company);
    this.#importance.set(importance);
    this.#lastAccessedAt.set(lastAccessedAt);
    this.#hasVector.set(hasVector);
  }
}
