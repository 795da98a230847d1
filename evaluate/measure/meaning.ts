/** Closeness in meaning of two texts: by a real embedding model where one lies beside the project, otherwise by words. */
import { stemWords } from "../../engine/text/stem-words.ts";
import { hasSmallEmbedding, openSmallEmbedding } from "../../test/small-embedding.ts";
import { scopeOfSystem } from "../../engine/scope/scope.ts";

export type Meaning = {
  /** Named in every report, because figures by words and by meaning cannot be compared. */
  name: string;
  /** Cosine similarity, −1 to 1. Both texts must have been read. */
  compare(one: string, other: string): number;
  /** Reads texts before they are compared. */
  read(texts: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

export async function openMeaning(): Promise<Meaning> {
  if (!hasSmallEmbedding)
    return meaningOf(
      "words",
      async (texts) => texts.map(toWordVector),
      async () => undefined,
    );
  const model = await openSmallEmbedding();
  const scope = scopeOfSystem("default", "evaluate", new AbortController().signal);
  return meaningOf(model.route.model, (texts) => model.embed(texts, scope), model.close);
}

/** For tests that have no embedding model, and as the fallback. */
export const meaningOfWords = (): Meaning =>
  meaningOf(
    "words",
    async (texts) => texts.map(toWordVector),
    async () => undefined,
  );

function meaningOf(
  name: string,
  embed: (texts: string[]) => Promise<Float32Array[]>,
  close: () => Promise<void>,
): Meaning {
  const vectors = new Map<string, Float32Array>();
  return {
    name,
    async read(texts) {
      const unread = [...new Set(texts)].filter((text) => !vectors.has(text));
      for (const [index, vector] of (await embed(unread)).entries()) vectors.set(unread[index]!, vector);
    },
    compare(one, other) {
      const [first, second] = [vectors.get(one), vectors.get(other)];
      if (!first || !second) throw new Error(`not read: ${first ? other : one}`);
      return first.reduce((sum, value, index) => sum + value * second[index]!, 0);
    },
    close,
  };
}

const DIMENSIONS = 4096;

/** Stems counted by hash, as a unit vector. */
function toWordVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const stem of stemWords(text, "en")) vector[hash(stem)]! += 1;
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  return vector.map((value) => value / length);
}

const hash = (word: string): number =>
  [...word].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) >>> 0, 7) % DIMENSIONS;
