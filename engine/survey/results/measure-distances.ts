/** How far the run's answers are from the baseline's, with what that is to be read beside. */
import type { DistanceRow, Figure } from "../../../schema/messages/run-results.ts";
import type { FigureId } from "../../../schema/rules/survey/figures/figures.ts";
import { jensenShannon, normalisedWasserstein, rawWasserstein, totalVariation } from "../statistics/distances.ts";
import { averageHalves, noiseFloors } from "../statistics/noise-floor.ts";
import { countBaseline, type BaselineColumn } from "./baseline-column.ts";
import type { AnswerColumn } from "./answer-column.ts";
import { figure } from "./panel.ts";
import type { Shares } from "./measure-shares.ts";

type Distance = { id: FigureId; measure: (one: readonly number[], other: readonly number[]) => number };

/** Those of a scale are between answers that have a place on it. */
export function distancesOf({ probe, bins, scores }: AnswerColumn): Distance[] {
  const any = [
    { id: "total-variation", measure: totalVariation },
    { id: "jensen-shannon", measure: jensenShannon },
  ] as const;
  if (!bins && !(probe.isOrdinal && probe.kind !== "ranking")) return [...any];
  const onScale = (measure: Distance["measure"]): Distance["measure"] =>
    bins ? measure : (one, other) => measure(keepScaled(one, scores), keepScaled(other, scores));
  return [
    { id: "wasserstein-raw", measure: onScale(rawWasserstein) },
    { id: "wasserstein-normalised", measure: onScale(normalisedWasserstein) },
    ...any,
  ];
}

function keepScaled(shares: readonly number[], scores: readonly number[]): number[] {
  const kept = shares.filter((_, option) => !Number.isNaN(scores[option]!));
  const total = kept.reduce((sum, share) => sum + share, 0);
  return kept.map((share) => share / total);
}

type Parts = {
  column: AnswerColumn;
  even: Shares;
  weighted: Shares | null;
  baseline: BaselineColumn | null;
  random: () => number;
};

/**
 * Several answers of one respondent, and open ones, are no distribution. Numbers could be any, so that none are drawn by
 * lot: how even their bins are says nothing.
 */
export function measureDistances({ column, even, weighted, baseline, random }: Parts): DistanceRow[] {
  const { kind } = column.probe;
  const count = column.options.length;
  if (kind === "multiple" || kind === "open" || even.n === 0 || count < 2) return [];
  const distances = distancesOf(column);
  const uniform = column.options.map(() => 1 / count);
  const measure = (one: readonly number[], other: readonly number[], n: number): Figure[] =>
    distances.map(({ id, measure: distance }) => figure(id, distance(one, other), n));
  const byLot: DistanceRow[] = column.bins
    ? []
    : [{ of: "run", to: "uniform", figures: measure(even.plainShares, uniform, even.n) }];
  const human = baseline && countBaseline(baseline, count);
  if (!human) return byLot;
  const greatest = human.shares.indexOf(Math.max(...human.shares));
  const majority = human.shares.map((_, option) => Number(option === greatest));
  const size = Math.max(1, Math.round(even.effectiveSize));
  const measures = distances.map(({ measure: distance }) => distance);
  const floors = noiseFloors(human.shares, size, random, measures);
  const halves = measureHalves(baseline, count, random, measures);
  const fill = (values: readonly (number | null)[], n: number): Figure[] =>
    distances.map(({ id }, index) => figure(id, values[index] ?? null, n));
  return [
    { of: "run", to: "baseline", figures: measure(even.plainShares, human.shares, even.n) },
    ...(weighted
      ? [{ of: "weighted-run", to: "baseline", figures: measure(weighted.plainShares, human.shares, even.n) } as const]
      : []),
    { of: "sample", to: "baseline", figures: fill(floors, size) },
    { of: "halves", to: "baseline", figures: fill(halves, human.people) },
    ...(column.bins
      ? []
      : [{ of: "uniform", to: "baseline", figures: measure(uniform, human.shares, human.people) } as const]),
    { of: "majority", to: "baseline", figures: measure(majority, human.shares, human.people) },
    ...byLot,
  ];
}

function measureHalves(
  baseline: BaselineColumn,
  optionCount: number,
  random: () => number,
  distances: readonly Distance["measure"][],
): (number | null)[] {
  const people = baseline.options.flatMap((option, person) => (option < 0 ? [] : [person]));
  const sharesOf = (half: readonly number[]) =>
    countBaseline(
      baseline,
      optionCount,
      half.map((index) => people[index]!),
    )?.shares;
  return averageHalves(people.length, random, (one, other) => {
    const [left, right] = [sharesOf(one), sharesOf(other)];
    return distances.map((distance) => (left && right ? distance(left, right) : NaN));
  });
}
