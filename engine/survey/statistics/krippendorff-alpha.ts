/**
 * Krippendorff's α for nominal values: how far coders agree beyond what their values would by chance. 1: always; 0: as by
 * chance. Coders may have left units out; units that fewer than two coded do not count.
 * @param units the values that coders gave to each
 * @returns null where no two values differ, so that nothing could be disagreed on
 */
export function krippendorffAlpha(units: readonly (readonly (string | number | boolean)[])[]): number | null {
  const pairable = units.filter(({ length }) => length > 1);
  const totals = new Map<string | number | boolean, number>();
  for (const value of pairable.flat()) totals.set(value, (totals.get(value) ?? 0) + 1);
  const n = pairable.reduce((sum, { length }) => sum + length, 0);
  const expected = n ** 2 - sumOfSquares(totals.values());
  if (expected === 0) return null;
  const observed = pairable.reduce((sum, values) => sum + countUnlike(values) / (values.length - 1), 0);
  return 1 - ((n - 1) * observed) / expected;
}

const sumOfSquares = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count ** 2, 0);

/** Ordered pairs of values that differ. */
function countUnlike(values: readonly (string | number | boolean)[]): number {
  const counts = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length);
  return values.length ** 2 - sumOfSquares(counts);
}
