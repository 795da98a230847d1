import { shuffle } from "../../../schema/rules/seeded-random.ts";

const SAMPLES = 200;
/** As in the published comparison of halves. */
const HALVINGS = 100;

type Distance = (one: readonly number[], other: readonly number[]) => number;

/**
 * How far a random sample of `size` people is from the population it is drawn from, on average: a distance that is no
 * greater than this one says nothing.
 * @param shares of the population, summing to 1
 */
export const noiseFloor = (
  shares: readonly number[],
  size: number,
  { random, distance }: { random: () => number; distance: Distance },
): number => noiseFloors(shares, size, random, [distance])[0]!;

/** By several distances, of the same samples. */
export function noiseFloors(
  shares: readonly number[],
  size: number,
  random: () => number,
  distances: readonly Distance[],
): number[] {
  const sums = distances.map(() => 0);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const counts = shares.map(() => 0);
    for (let person = 0; person < size; person++) counts[drawIndex(shares, random())]!++;
    const drawn = counts.map((count) => count / size);
    distances.forEach((distance, index) => (sums[index]! += distance(drawn, shares)));
  }
  return sums.map((sum) => sum / SAMPLES);
}

function drawIndex(shares: readonly number[], point: number): number {
  let left = point;
  for (let index = 0; index < shares.length - 1; index++) {
    left -= shares[index]!;
    if (left < 0) return index;
  }
  return shares.length - 1;
}

/**
 * What measures of two random halves of people come to, on average over many halvings.
 * @param measure of the indexes of people in each half; NaN where it has no value, which does not count
 */
export function averageHalves(
  people: number,
  random: () => number,
  measure: (one: readonly number[], other: readonly number[]) => readonly number[],
): (number | null)[] {
  let order = Array.from({ length: people }, (_, index) => index);
  const half = Math.floor(people / 2);
  const measured = Array.from({ length: half > 0 ? HALVINGS : 0 }, () => {
    order = shuffle(order, random);
    return measure(order.slice(0, half), order.slice(half));
  });
  return (measured[0] ?? []).map((_, index) => {
    const values = measured.map((each) => each[index]!).filter((value) => !Number.isNaN(value));
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  });
}
