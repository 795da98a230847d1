import { drawCounts } from "./draw-counts.ts";
import type { Combination, Marginals } from "./fit-marginals.ts";

/**
 * Draws `size` people from a joint table, one by one, so that every margin of the panel is its share rounded to a whole
 * number: a combination is drawn with the chance of its share, as far as its values have places left.
 * @param shares of the combinations, with these marginals, summing to 1
 * @returns how many people of each combination
 */
export function drawWithMargins(
  marginals: Marginals,
  combinations: readonly Combination[],
  shares: readonly number[],
  { size, random }: { size: number; random: () => number },
): number[] {
  const counts = shares.map((share) => Math.floor(share * size));
  const traits = Object.entries(marginals).map(([traitId, wanted]) => {
    const values = Object.keys(wanted);
    const valueOf = Int32Array.from(combinations, (each) => values.indexOf(each[traitId]!));
    const left = Float64Array.from(drawCounts(Object.values(wanted), size, random));
    const expected = new Float64Array(values.length);
    counts.forEach((count, index) => {
      left[valueOf[index]!]! -= count;
      expected[valueOf[index]!]! += shares[index]! * size - count;
    });
    return { valueOf, left, expected };
  });
  const chances = new Float64Array(combinations.length);
  for (let drawn = counts.reduce((sum, count) => sum + count, 0); drawn < size; drawn++) {
    chances.forEach((_, index) => {
      let chance = Math.max(shares[index]! * size - counts[index]!, shares[index]! * AGAIN);
      for (const { valueOf, left, expected } of traits) {
        const value = valueOf[index]!;
        chance *= left[value]! > 0 ? left[value]! / Math.max(expected[value]!, AGAIN) : 0;
      }
      chances[index] = chance;
    });
    const chosen = pickByChance(chances, random);
    counts[chosen]!++;
    for (const { valueOf, left } of traits) left[valueOf[chosen]!]!--;
  }
  return counts;
}

/** A combination whose share is used up is drawn again only where nothing else has places left. */
const AGAIN = 1e-9;

function pickByChance(chances: Float64Array, random: () => number): number {
  let point = random() * chances.reduce((sum, chance) => sum + chance, 0);
  let last = 0;
  for (let index = 0; index < chances.length; index++) {
    if (chances[index] === 0) continue;
    last = index;
    point -= chances[index]!;
    if (point < 0) break;
  }
  return last;
}
