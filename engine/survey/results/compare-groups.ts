/** Two groups of respondents: effect sizes first, then tests. */
import type { Assumption } from "../../../schema/messages/run-results.ts";
import { chiSquared, fisherExact, mannWhitney, welchT, withoutEmpty } from "../statistics/compare-groups.ts";
import { cohensD, cramersV, rankBiserial } from "../statistics/effect-sizes.ts";
import { permuteGroups } from "../statistics/permutation-test.ts";
import type { AnswerColumn } from "./answer-column.ts";
import {
  assumption,
  bandDifferences,
  choicesOf,
  describeGroup,
  LARGE_FOR_RANKS,
  LARGE_GROUP,
  MOST_PERMUTED,
  scoresOf,
  sharesCluster,
  toResult,
  type ComparisonParts,
  type Group,
  type Ports,
} from "./comparison-parts.ts";
import { figure } from "./panel.ts";

export function compareGroups(
  column: AnswerColumn,
  [first, second]: readonly [Group, Group],
  ports: Ports,
): ComparisonParts {
  const { panel } = ports;
  const measured = [first, second].map((group) => describeGroup(column, group, panel));
  const independent = assumption("assume-independent", !sharesCluster([...first.entries, ...second.entries], panel));
  const [one, other] = [first, second].map(({ entries }) => [...scoresOf(entries).values()]);
  const isScored = one!.length + other!.length > 0;
  return {
    groups: measured,
    differences: bandDifferences(column, first.entries, second.entries, { panel, isScored }),
    ...(isScored
      ? compareScores(one!, other!, independent, ports)
      : compareChoices(column, [first, second], independent)),
  };
}

function compareScores(
  one: readonly number[],
  other: readonly number[],
  independent: Assumption,
  { random, permutes }: Ports,
): Pick<ComparisonParts, "effects" | "tests"> {
  const n = one.length + other.length;
  const ranked = mannWhitney(one, other);
  const smaller = Math.min(one.length, other.length);
  const large = assumption("assume-large-groups", smaller >= LARGE_GROUP);
  const enough = assumption("assume-ranks-of-groups", smaller >= LARGE_FOR_RANKS);
  return {
    effects: [
      figure("cohens-d", cohensD(one, other), n),
      figure(
        "rank-biserial",
        ranked.statistic === null ? null : rankBiserial(ranked.statistic, one.length, other.length),
        n,
      ),
    ],
    tests: [
      toResult("welch-t", welchT(one, other), [large, independent]),
      toResult("mann-whitney", ranked, [enough, independent]),
      ...(permutes || n <= MOST_PERMUTED
        ? [toResult("permutation", permuteGroups(one, other, random), [independent])]
        : []),
    ],
  };
}

/** Several answers of one respondent make no table of people. */
function compareChoices(
  { options, probe }: AnswerColumn,
  groups: readonly Group[],
  independent: Assumption,
): Pick<ComparisonParts, "effects" | "tests"> {
  if (probe.kind === "multiple" || probe.kind === "open") return { effects: [], tests: [] };
  const table = groups.map(({ entries }) => countChoices([...choicesOf(entries).values()], options.length));
  return testTable(table, independent);
}

function countChoices(choices: readonly (readonly number[])[], optionCount: number): number[] {
  const counts = Array.from({ length: optionCount }, () => 0);
  for (const [option] of choices) if (option !== undefined) counts[option]!++;
  return counts;
}

export function testTable(
  table: readonly (readonly number[])[],
  independent: Assumption,
): Pick<ComparisonParts, "effects" | "tests"> {
  const used = withoutEmpty(table);
  const found = chiSquared(table);
  const side = Math.min(used.length, used[0]?.length ?? 0);
  const expected = assumption("assume-expected-counts", (found.leastExpected ?? 0) >= 5);
  const [[a, b] = [], [c, d] = []] = used;
  const isSmall = used.length === 2 && used[0]!.length === 2;
  return {
    effects: [figure("cramers-v", found.statistic === null ? null : cramersV(found.statistic, found.n, side), found.n)],
    tests: [
      toResult("chi-squared", found, [expected, independent]),
      ...(isSmall
        ? [
            toResult(
              "fisher-exact",
              fisherExact([
                [a!, b!],
                [c!, d!],
              ]),
              [independent],
            ),
          ]
        : []),
    ],
  };
}
