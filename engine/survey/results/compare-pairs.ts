/** The same respondents asked before and after: effect sizes first, then tests. */
import type { Assumption, Figure, TestResult } from "../../../schema/messages/run-results.ts";
import {
  mcNemar,
  mcNemarExact,
  pairedT,
  signTest,
  stuartMaxwell,
  wilcoxonSignedRank,
} from "../statistics/compare-pairs.ts";
import { cohensDPaired, rankBiserialPaired } from "../statistics/effect-sizes.ts";
import { mean, variance } from "../statistics/moments.ts";
import { permuteSigns } from "../statistics/permutation-test.ts";
import { haveSameOptions } from "../../../schema/rules/survey/survey-question.ts";
import type { AnswerColumn } from "./answer-column.ts";
import {
  assumption,
  bandDifferences,
  choicesOf,
  describeGroup,
  LARGE_FOR_RANKS,
  LARGE_GROUP,
  MOST_PERMUTED,
  roundScore,
  scoresOf,
  sharesCluster,
  toResult,
  type ComparisonParts,
  type Ports,
} from "./comparison-parts.ts";
import { figure } from "./panel.ts";

/** @param before and `after` are two probes of the same options */
export function comparePairs(
  before: AnswerColumn,
  after: AnswerColumn,
  { panel, random, permutes }: Ports,
): ComparisonParts {
  const [first, second] = [choicesOf(before.entries), choicesOf(after.entries)];
  const both = [...first.keys()].filter((respondent) => second.has(respondent));
  const keep = (column: AnswerColumn) =>
    column.entries.filter(({ respondent }) => first.has(respondent) && second.has(respondent));
  const [left, right] = [scoresOf(keep(before)), scoresOf(keep(after))];
  const changes = both.flatMap((respondent) => {
    const change = roundScore(right.get(respondent)! - left.get(respondent)!);
    return Number.isNaN(change) ? [] : [change];
  });
  const independent = assumption("assume-independent", !sharesCluster(keep(before), panel));
  const size = before.options.length;
  const isAlike = size >= 2 && haveSameOptions(before, after);
  const isTable = isAlike && [before, after].every(({ bins, probe }) => bins === null && probe.kind !== "multiple");
  const table = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  if (isTable) for (const each of both) table[first.get(each)![0]!]![second.get(each)![0]!]!++;
  return {
    groups: [before, after].map((column) =>
      describeGroup(column, { name: column.probe.id, entries: keep(column) }, panel),
    ),
    differences:
      changes.length > 0 || isAlike
        ? bandDifferences(before, keep(before), keep(after), { panel, isScored: changes.length > 0 })
        : [],
    effects: [...changeEffects(changes), ...(isTable && size === 2 ? [oddsRatio(table)] : [])],
    tests: [
      ...(changes.length > 0 ? testChanges(changes, independent, random, permutes) : []),
      ...(isTable ? testMargins(table, independent) : []),
    ],
  };
}

function changeEffects(changes: readonly number[]): Figure[] {
  if (changes.length === 0) return [];
  return [
    figure("cohens-d-paired", cohensDPaired(changes), changes.length),
    figure("rank-biserial", rankBiserialPaired(changes), changes.length),
  ];
}

const oddsRatio = (table: number[][]): Figure =>
  figure("odds-ratio", table[0]![1]! / table[1]![0]!, table[0]![1]! + table[1]![0]!);

function testChanges(
  changes: readonly number[],
  independent: Assumption,
  random: () => number,
  permutes: boolean,
): TestResult[] {
  const large = assumption("assume-large-groups", changes.length >= LARGE_GROUP);
  const ranked = wilcoxonSignedRank(changes);
  const enough = assumption("assume-ranks-of-changes", ranked.n >= LARGE_FOR_RANKS);
  const symmetric = assumption("assume-symmetric-changes", Math.abs(skewness(changes)) < 1);
  return [
    toResult("paired-t", pairedT(changes), [large, independent]),
    toResult("wilcoxon-signed-rank", ranked, [...(ranked.isExact ? [] : [enough]), symmetric, independent]),
    toResult("sign", signTest(changes), [independent]),
    ...(permutes || changes.length <= MOST_PERMUTED
      ? [toResult("permutation", permuteSigns(changes, random), [symmetric, independent])]
      : []),
  ];
}

function testMargins(table: number[][], independent: Assumption): TestResult[] {
  if (table.length > 2) return [toResult("stuart-maxwell", stuartMaxwell(table), [independent])];
  const [up, down] = [table[0]![1]!, table[1]![0]!];
  return [
    toResult("mcnemar-exact", mcNemarExact(up, down), [independent]),
    toResult("mcnemar", mcNemar(up, down), [assumption("assume-changes", up + down >= 25), independent]),
  ];
}

/** 0 for symmetric values, and where all are the same. */
function skewness(values: readonly number[]): number {
  const [middle, spread] = [mean(values)!, variance(values)];
  if (!spread) return 0;
  return values.reduce((sum, value) => sum + (value - middle) ** 3, 0) / values.length / spread ** 1.5;
}
