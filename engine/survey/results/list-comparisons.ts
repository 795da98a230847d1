/** What the plan compares, then what it does not: the arms of every condition, two by two, marked exploratory. */
import type { AnalysisPlan, PlannedComparison } from "../../../schema/messages/analysis-plan.ts";
import type { Comparison, TestResult } from "../../../schema/messages/run-results.ts";
import { adjustByHolm } from "../statistics/holm.ts";
import { untestable } from "../statistics/test-outcome.ts";
import type { AnswerColumn } from "./answer-column.ts";
import { compareGroups } from "./compare-groups.ts";
import { comparePairs } from "./compare-pairs.ts";
import { toResult, type Group } from "./comparison-parts.ts";
import { traitOf, type Panel } from "./panel.ts";

type Parts = {
  columns: readonly AnswerColumn[];
  panel: Panel;
  plan: AnalysisPlan | null;
  random: () => number;
};

/** Exploratory ones beyond these would be found for chance alone, and take long. */
const MOST_EXPLORATORY = 200;

export function listComparisons({ columns, panel, plan, random }: Parts): Comparison[] {
  const find = (id: string) => columns.find(({ probe }) => probe.id === id);
  const planned = (plan?.comparisons ?? []).flatMap((part) =>
    comparePlanned(part, find, panel, random).map((compared) => ({ ...compared, isPlanned: true, decides: part.test })),
  );
  const adjusted = adjustByHolm(planned.map(({ tests, decides }) => tests.find(({ id }) => id === decides)?.p ?? null));
  const family = planned.map(({ decides, ...comparison }, index) => ({
    ...comparison,
    tests: withTest(comparison.tests, decides).map((test) =>
      test.id === decides ? { ...test, isPlanned: true, adjustedP: adjusted[index]! } : test,
    ),
  }));
  const isPlanned = (probe: string, condition: string): boolean =>
    family.some((each) => each.kind === "conditions" && each.probe === probe && each.by === condition);
  const exploratory: Comparison[] = [];
  for (const column of columns)
    for (const condition of conditionsOf(panel))
      if (!isPlanned(column.probe.id, condition)) {
        const most = MOST_EXPLORATORY - exploratory.length;
        const compared = compareArms(column, condition, { panel, random, permutes: false, most });
        const answered = compared.filter(({ groups }) => groups.every(({ n }) => n > 0));
        exploratory.push(...answered.map((each) => ({ ...each, isPlanned: false })));
      }
  return [...family, ...exploratory];
}

/** What was planned is listed, also where it cannot be done. */
const withTest = (tests: readonly TestResult[], id: TestResult["id"]): readonly TestResult[] =>
  tests.some((test) => test.id === id) ? tests : [...tests, toResult(id, untestable(0), [])];

type Compared = Omit<Comparison, "isPlanned">;
type Ports = { panel: Panel; random: () => number; permutes: boolean; most?: number };

function comparePlanned(
  part: PlannedComparison,
  find: (id: string) => AnswerColumn | undefined,
  panel: Panel,
  random: () => number,
): Compared[] {
  const ports = { panel, random, permutes: part.test === "permutation" };
  if (part.kind === "paired") {
    const [before, after] = [find(part.before), find(part.after)];
    if (!before || !after) return [];
    return [{ kind: "paired", probe: part.before, by: part.after, ...comparePairs(before, after, ports) }];
  }
  const column = find(part.probe);
  if (!column) return [];
  if (part.kind === "conditions") return compareArms(column, part.condition, ports);
  const { trait, values } = part;
  const [first, second] = values.map((value) => ({
    name: value,
    entries: column.entries.filter(({ respondent }) => {
      const wanted = traitOf(panel, respondent, trait);
      return wanted.length === 1 && wanted[0] === value;
    }),
  }));
  return [{ kind: "subgroups", probe: part.probe, by: trait, ...compareGroups(column, [first!, second!], ports) }];
}

const conditionsOf = ({ respondents }: Panel): string[] => [
  ...new Set([...respondents.values()].flatMap(({ arms }) => Object.keys(arms))),
];

function compareArms(column: AnswerColumn, condition: string, ports: Ports): Compared[] {
  if (column.probe.kind === "open") return [];
  const { respondents } = ports.panel;
  const armOf = (respondent: number) => respondents.get(respondent)?.arms[condition] ?? "";
  const arms = new Set([...respondents.keys()].map(armOf).filter(Boolean));
  const groups: Group[] = [...arms]
    .sort()
    .map((name) => ({ name, entries: column.entries.filter(({ respondent }) => armOf(respondent) === name) }));
  return groups
    .flatMap((first, index) => groups.slice(index + 1).map((second): [Group, Group] => [first, second]))
    .slice(0, ports.most)
    .map((pair) => ({
      kind: "conditions" as const,
      probe: column.probe.id,
      by: condition,
      ...compareGroups(column, pair, ports),
    }));
}
