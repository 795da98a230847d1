/**
 * How different texts are from each other (SPEC S2): the mean cosine distance of two of them, 0–2, over all pairs.
 * @param vectors unit vectors of one length
 * @returns null for fewer than two
 */
export function measureSpread(vectors: readonly Float32Array[]): number | null {
  const count = vectors.length;
  if (count < 2) return null;
  const sum = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) for (let place = 0; place < sum.length; place++) sum[place]! += vector[place]!;
  // The squared length of the sum is the sum of all cosines, those of each with itself included.
  const cosines = sum.reduce((total, value) => total + value * value, 0) - count;
  return 1 - cosines / (count * (count - 1));
}
