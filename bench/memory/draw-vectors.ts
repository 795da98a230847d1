/** Random unit vectors, the same in every run; without any structure, which is the hardest case for an index of neighbours. */

const DIMENSION = 384;

export function createDraw(seed: number): () => Float32Array {
  const random = createRandom(seed);
  return () => {
    const vector = Float32Array.from({ length: DIMENSION }, () => random() - 0.5);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
}

/** By comparing with each. */
export function findNearest(
  texts: readonly string[],
  vectors: ReadonlyMap<string, Float32Array>,
  query: Float32Array,
  count: number,
): Set<string> {
  const scored = texts.map((text) => ({
    text,
    score: vectors.get(text)!.reduce((sum, value, at) => sum + value * query[at]!, 0),
  }));
  return new Set(
    scored
      .sort((one, other) => other.score - one.score)
      .slice(0, count)
      .map(({ text }) => text),
  );
}

/** Numbers 0–1 from a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
