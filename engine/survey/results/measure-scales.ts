/** Several probes together: reliability, and correlations beside the baseline's. */
import type { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import type { ScaleResult } from "../../../schema/messages/run-results.ts";
import { addToSum, bandStatistics, createClusterSums } from "../statistics/bootstrap.ts";
import { correlate, frobeniusDistance } from "../statistics/correlations.ts";
import { cronbachAlpha } from "../statistics/cronbach-alpha.ts";
import { mean } from "../statistics/moments.ts";
import { averageHalves } from "../statistics/noise-floor.ts";
import type { AnswerColumn } from "./answer-column.ts";
import { bandedFigure, figure, type Panel } from "./panel.ts";
import type { BaselineColumn } from "./baseline-column.ts";

/** A matrix of more is not read by anybody. */
const MOST_PROBES = 40;

/** A share of the spread of the parts. */
const ROUNDING = 1e-12;

export type ScaledColumn = { column: AnswerColumn; baseline: BaselineColumn | null };
/** Answers of one respondent or person to each probe, what it counts, and the cluster it belongs to. */
type Row = { scores: number[]; weight: number; cluster: number };

export function measureScales(
  columns: readonly ScaledColumn[],
  plan: AnalysisPlan | null,
  ports: { panel: Panel; random: () => number },
): ScaleResult[] {
  const scaled = columns.filter(({ column }) => column.entries.some(({ score }) => !Number.isNaN(score)));
  const planned = (plan?.scales ?? []).map(({ name, probes }) => ({
    name,
    isPlanned: true,
    own: probes.flatMap((id) => scaled.find(({ column }) => column.probe.id === id) ?? []),
  }));
  const all = { name: null, isPlanned: false, own: scaled.slice(0, MOST_PROBES) };
  return [...planned, all].flatMap(({ name, isPlanned, own }) =>
    own.length < 2 ? [] : [{ name, isPlanned, ...measureScale(own, ports) }],
  );
}

function measureScale(own: readonly ScaledColumn[], { panel, random }: { panel: Panel; random: () => number }) {
  const rows = joinAnswers(own, panel);
  const scores = rows.map((row) => row.scores);
  const correlations = correlate(scores);
  const people = joinPeople(own);
  const human =
    people &&
    correlate(
      people.map((row) => row.scores),
      people.map(({ weight }) => weight),
    );
  return {
    probes: own.map(({ column }) => column.probe.id),
    figures: [
      bandedFigure("cronbachs-alpha", bandAlpha(rows, panel), rows.length),
      ...(human
        ? [
            figure(
              "correlation-distance",
              rows.length < 2 ? null : frobeniusDistance(correlations, human),
              rows.length,
            ),
            figure("correlation-distance-halves", compareHalves(people, random), people.length),
          ]
        : []),
    ],
    correlations,
    baselineCorrelations: human,
  };
}

/** Of each respondent who answered all of them, its mean answers. */
function joinAnswers(own: readonly ScaledColumn[], { clusterOf }: Panel): Row[] {
  const byProbe = own.map(({ column }) =>
    Map.groupBy(
      column.entries.filter(({ score }) => !Number.isNaN(score)),
      ({ respondent }) => respondent,
    ),
  );
  return [...byProbe[0]!.keys()].flatMap((respondent) => {
    const given = byProbe.map((answers) => answers.get(respondent));
    if (given.includes(undefined)) return [];
    const scores = given.map((answers) => mean(answers!.map(({ score }) => score))!);
    return [{ scores, weight: 1, cluster: clusterOf.get(respondent)! }];
  });
}

/** Null unless the baseline has all of them, with at least two people who answered all. */
function joinPeople(own: readonly ScaledColumn[]): Row[] | null {
  const columns = own.flatMap(({ baseline }) => baseline ?? []);
  if (columns.length < own.length) return null;
  const people = columns[0]!.scores.flatMap((_, person) => {
    const scores = columns.map((column) => column.scores[person]!);
    return scores.some(Number.isNaN) ? [] : [{ scores, weight: columns[0]!.weights[person]!, cluster: person }];
  });
  return people.length > 1 ? people : null;
}

/** From the sums and sums of squares of each probe, and of all together, as differences from the mean, which keep their digits. */
function bandAlpha(rows: readonly Row[], { draws }: Panel) {
  const count = rows[0]?.scores.length ?? 0;
  const means = Array.from({ length: count }, (_, place) => mean(rows.map(({ scores }) => scores[place]!))!);
  const sums = createClusterSums(2 * (count + 1) + 1);
  for (const { scores, cluster } of rows) {
    const apart = scores.map((score, place) => score - means[place]!);
    const total = apart.reduce((sum, each) => sum + each, 0);
    [...apart, total].forEach((value, place) => {
      addToSum(sums, cluster, 2 * place, value);
      addToSum(sums, cluster, 2 * place + 1, value ** 2);
    });
    addToSum(sums, cluster, 2 * (count + 1), 1);
  }
  const [banded] = bandStatistics(sums, draws, (totals) => {
    const n = totals[2 * (count + 1)]!;
    const spread = (place: number): number => totals[2 * place + 1]! / n - (totals[2 * place]! / n) ** 2;
    const parts = Array.from({ length: count }, (_, place) => spread(place)).reduce((sum, each) => sum + each, 0);
    const whole = spread(count);
    // Sums that are all equal differ by rounding.
    return [whole > parts * ROUNDING ? (count / (count - 1)) * (1 - parts / whole) : NaN];
  });
  return { ...banded!, value: cronbachAlpha(rows.map(({ scores }) => scores)) ?? NaN };
}

function compareHalves(people: readonly Row[], random: () => number): number | null {
  const of = (half: readonly number[]) =>
    correlate(
      half.map((index) => people[index]!.scores),
      half.map((index) => people[index]!.weight),
    );
  const [distance] = averageHalves(people.length, random, (one, other) => [
    one.length < 2 ? NaN : (frobeniusDistance(of(one), of(other)) ?? NaN),
  ]);
  return distance ?? null;
}
