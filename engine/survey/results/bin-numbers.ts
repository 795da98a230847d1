/** A range of numbers: from `from` up to the next bin. */
export type Bin = { from: number; text: string };

/** Each number by itself up to so many, then ranges of a round width. */
const MOST_BINS = 12;

export function binNumbers(values: readonly number[]): Bin[] {
  const distinct = [...new Set(values)].sort((left, right) => left - right);
  if (distinct.length <= MOST_BINS) return distinct.map((from) => ({ from, text: String(from) }));
  const [least, greatest] = [distinct[0]!, distinct.at(-1)!];
  const width = roundUp((greatest - least) / (MOST_BINS - 1));
  const first = Math.floor(least / width) * width;
  const count = Math.floor((greatest - first) / width) + 1;
  const edge = (place: number): number => Number((first + place * width).toPrecision(12));
  return Array.from({ length: count }, (_, place) => ({
    from: edge(place),
    text: `${edge(place)} – ${edge(place + 1)}`,
  }));
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= width)!;
}

export const binOf = (bins: readonly Bin[], value: number): number =>
  Math.max(
    0,
    bins.findLastIndex(({ from }) => from <= value),
  );
