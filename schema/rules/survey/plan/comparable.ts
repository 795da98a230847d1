/** Which probes can be compared, and which tests suit them. */
import type { GROUP_TESTS, PAIR_TESTS } from "../../../messages/analysis-plan.ts";
import type { AskedProbe } from "../list-probes.ts";
import { haveSameOptions } from "../survey-question.ts";

export type GroupTest = (typeof GROUP_TESTS)[number];
export type PairTest = (typeof PAIR_TESTS)[number];

/** Open answers have nothing to count; of several options, people are no table. */
export const canBeCompared = ({ kind }: AskedProbe): boolean => kind !== "open" && kind !== "multiple";

/** Options of the same values in the same order, or both numbers. */
export const areAlike = (before: AskedProbe, after: AskedProbe): boolean =>
  (before.kind === "numeric") === (after.kind === "numeric") &&
  (before.kind === "ranking") === (after.kind === "ranking") &&
  haveSameOptions(before, after);

/** Whether its answers have an order, so that it can be taken together with others. */
export const hasScale = ({ kind, isOrdinal }: AskedProbe): boolean =>
  kind === "numeric" || (isOrdinal && kind !== "ranking");

/** Those that can be done, the usual one first. */
export function groupTestsOf(probe: AskedProbe): readonly GroupTest[] {
  if (hasScale(probe)) return ["welch-t", "mann-whitney", "permutation"];
  return probe.options.length === 2 ? ["fisher-exact", "chi-squared"] : ["chi-squared"];
}

/** Those that can be done, the usual one first. */
export function pairTestsOf(probe: AskedProbe): readonly PairTest[] {
  if (hasScale(probe)) return ["wilcoxon-signed-rank", "paired-t", "sign", "permutation"];
  return probe.options.length === 2 ? ["mcnemar-exact", "mcnemar"] : ["stuart-maxwell"];
}
