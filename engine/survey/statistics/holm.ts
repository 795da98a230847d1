/**
 * P-values of a family of tests, adjusted so that the chance of any false one stays below the level (Holm 1979). A test
 * that could not be done (null) belongs to the family all the same, or a plan would gain from what failed.
 */
export function adjustByHolm(values: readonly (number | null)[]): (number | null)[] {
  const order = values
    .flatMap((p, index) => (p === null ? [] : [{ p, index }]))
    .sort((left, right) => left.p - right.p);
  const adjusted = values.map((): number | null => null);
  let greatest = 0;
  order.forEach(({ p, index }, place) => {
    greatest = Math.max(greatest, Math.min(1, p * (values.length - place)));
    adjusted[index] = greatest;
  });
  return adjusted;
}
