/** Relevance by words: BM25 over one persona's memories, for when there is no embedding model (SPEC M5). */
import { stemWords } from "../text/stem-words.ts";

/** Robertson and Zaragoza's usual values: saturation of repeated words, and penalty for long texts. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;
/** Up to this many, even a word that all contain is kept. */
const FEW_MEMORIES = 20;

/** Stems of both languages, so that a German memory is found in a German circle and an English one in an English. */
export const stemBoth = (text: string): string[] => [...new Set([...stemWords(text, "en"), ...stemWords(text, "de")])];

export class LexicalIndex {
  /** Stem → slots of memories that contain it; memories are short, so a word counts once. */
  readonly #slotsOf = new Map<string, Set<number>>();
  readonly #stems = new Map<number, string[]>();
  /** Number of stems by slot. */
  #lengths = new Uint16Array(64);
  #totalStems = 0;

  set(slot: number, text: string): void {
    this.remove(slot);
    const stems = stemBoth(text);
    this.#stems.set(slot, stems);
    this.#totalStems += stems.length;
    if (slot >= this.#lengths.length) {
      const lengths = new Uint16Array(slot * 2);
      lengths.set(this.#lengths);
      this.#lengths = lengths;
    }
    this.#lengths[slot] = stems.length;
    for (const stem of stems) {
      const slots = this.#slotsOf.get(stem) ?? new Set();
      slots.add(slot);
      this.#slotsOf.set(stem, slots);
    }
  }

  remove(slot: number): void {
    const stems = this.#stems.get(slot);
    if (!stems) return;
    for (const stem of stems) {
      const slots = this.#slotsOf.get(stem);
      slots?.delete(slot);
      if (slots?.size === 0) this.#slotsOf.delete(stem);
    }
    this.#stems.delete(slot);
    this.#totalStems -= stems.length;
  }

  /** BM25 by slot for the first `slots` slots; 0 where no word is shared. Words that most memories contain are ignored. */
  score(query: string, slots: number): Float32Array {
    const count = this.#stems.size;
    const averageLength = this.#totalStems / Math.max(1, count);
    const scores = new Float32Array(slots);
    for (const stem of stemBoth(query)) {
      const holders = this.#slotsOf.get(stem);
      if (!holders || holders.size > Math.max(FEW_MEMORIES, count / 2)) continue;
      const rarity = Math.log(1 + (count - holders.size + 0.5) / (holders.size + 0.5));
      for (const slot of holders) {
        const held = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * this.#lengths[slot]!) / averageLength);
        scores[slot]! += (rarity * (SATURATION + 1)) / (1 + held);
      }
    }
    return scores;
  }
}
