/** Draws who of a matched panel stands up in a session (SPEC S8). */
import type { WantedTraits } from "../../../schema/messages/target.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";

/** `weight`: how many people of the target this respondent stands for, relative to the others. */
export type Candidate = { backstoryId: string; weight: number; traits: WantedTraits };

/**
 * Without replacement, each in proportion to its weight: the greatest of u^(1/w) are drawn (Efraimidis and Spirakis).
 * A backstory stands up once, also where the panel has it several times. The same seed draws the same.
 */
export function drawPanel(
  candidates: readonly Candidate[],
  { size, seed, taken }: { size: number; seed: number; taken: ReadonlySet<string> },
): Candidate[] {
  const random = seededRandom(seed, 0);
  const ranked = candidates
    .map((candidate) => ({ candidate, key: Math.log(1 - random()) / Math.max(candidate.weight, Number.MIN_VALUE) }))
    .toSorted((one, other) => other.key - one.key);
  const drawn = new Map<string, Candidate>();
  for (const { candidate } of ranked)
    if (drawn.size < size && !taken.has(candidate.backstoryId) && !drawn.has(candidate.backstoryId))
      drawn.set(candidate.backstoryId, candidate);
  return [...drawn.values()];
}
