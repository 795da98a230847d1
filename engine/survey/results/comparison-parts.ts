/** What comparisons of groups and of pairs have in common. */
import type { Assumption, Comparison, Figure, TestResult } from "../../../schema/messages/run-results.ts";
import { message, type MessageCode } from "../../../schema/messages/message.ts";
import { addToSum, bandStatistics, createClusterSums } from "../statistics/bootstrap.ts";
import { mean } from "../statistics/moments.ts";
import type { TestOutcome } from "../statistics/test-outcome.ts";
import type { AnswerColumn, AnswerEntry } from "./answer-column.ts";
import { measureShares } from "./measure-shares.ts";
import { bandedFigure, evenWeight, type Panel } from "./panel.ts";

export type Group = { name: string; entries: readonly AnswerEntry[] };
export type ComparisonParts = Pick<Comparison, "groups" | "differences" | "effects" | "tests">;
export type Ports = {
  panel: Panel;
  random: () => number;
  /** Whether permutations are drawn, however many answers. */ permutes: boolean;
};

/** More respondents than this are permuted only where the plan says so: it takes seconds. */
export const MOST_PERMUTED = 1_000;
export const LARGE_GROUP = 30;
/** From here on sums of ranks are close to normally distributed. */
export const LARGE_FOR_RANKS = 10;

export const assumption = (code: MessageCode & `assume-${string}`, holds: boolean): Assumption => ({
  ...message(code),
  holds,
});

export const toResult = (id: TestResult["id"], outcome: TestOutcome, assumptions: Assumption[]): TestResult => ({
  id,
  statistic: outcome.statistic,
  degreesOfFreedom: outcome.degreesOfFreedom,
  p: outcome.p,
  adjustedP: null,
  isPlanned: false,
  n: outcome.n,
  assumptions,
});

/** So that 5/3 − 1 and 8/3 − 2 are equal: ranks and signs depend on it. */
export const roundScore = (score: number): number => Math.round(score * 1e9) / 1e9;

/** Of each respondent, the mean of its answers. */
export function scoresOf(entries: readonly AnswerEntry[]): Map<number, number> {
  const scored = Map.groupBy(
    entries.filter(({ score }) => !Number.isNaN(score)),
    ({ respondent }) => respondent,
  );
  return new Map(
    [...scored].map(([respondent, own]) => [respondent, roundScore(mean(own.map(({ score }) => score))!)]),
  );
}

/** Of each respondent, the first answer: tables count people. */
export function choicesOf(entries: readonly AnswerEntry[]): Map<number, readonly number[]> {
  return new Map(entries.toReversed().map(({ respondent, choices }) => [respondent, choices]));
}

/** A backstory with answers of several respondents. */
export function sharesCluster(entries: readonly AnswerEntry[], { clusterOf }: Panel): boolean {
  const respondents = [...new Set(entries.map(({ respondent }) => respondent))];
  return new Set(respondents.map((respondent) => clusterOf.get(respondent))).size < respondents.length;
}

export function bandDifferences(
  { options }: AnswerColumn,
  first: readonly AnswerEntry[],
  second: readonly AnswerEntry[],
  { panel, isScored }: { panel: Panel; isScored: boolean },
): Figure[] {
  const width = isScored ? 1 : options.length;
  const sums = createClusterSums(2 * (width + 1));
  [first, second].forEach((entries, group) => {
    const from = group * (width + 1);
    for (const { respondent, part, choices, score } of entries) {
      if (isScored && Number.isNaN(score)) continue;
      const cluster = panel.clusterOf.get(respondent)!;
      addToSum(sums, cluster, from + width, part);
      if (isScored) addToSum(sums, cluster, from, part * score);
      else for (const option of choices) addToSum(sums, cluster, from + option, part);
    }
  });
  const n = new Set([...first, ...second].map(({ respondent }) => respondent)).size;
  const bands = bandStatistics(sums, panel.draws, (totals) =>
    Array.from(
      { length: width },
      (_, place) => totals[width + 1 + place]! / totals[2 * width + 1]! - totals[place]! / totals[width]!,
    ),
  );
  return bands.map((band) => bandedFigure(isScored ? "mean-difference" : "share-difference", band, n));
}

/** Means and deviations, or shares where there is no order. */
export function describeGroup(
  column: AnswerColumn,
  { name, entries }: Group,
  panel: Panel,
): Comparison["groups"][number] {
  const { n, figures, shares } = measureShares(column, entries, panel, evenWeight);
  return { name, n, figures: figures.length > 1 ? figures : [...figures, ...shares] };
}
