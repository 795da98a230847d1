import { expect, test } from "vitest";
import { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import type { TargetDefinition } from "../../../schema/messages/target.ts";
import { checkPlan } from "../../../schema/rules/survey/plan/check-plan.ts";
import { fillComparison, FIRST_COMPARISON, listPlanChoices } from "./plan-choices.ts";

const SURVEY = {
  conditions: [
    { name: "frame", arms: [{ name: "gain" }, { name: "loss" }] },
    { name: "single", arms: [{ name: "only" }] },
  ],
  elements: [
    { type: "comment", name: "why" },
    { type: "boolean", name: "before" },
    { type: "rating", name: "view" },
    { type: "boolean", name: "after" },
  ],
};
const TARGET: TargetDefinition = {
  kind: "cells",
  cells: [
    { wanted: { party: ["democrat"], age: ["18-24", "25-34"] }, share: 1 },
    { wanted: { party: ["republican"], age: ["35-44"] }, share: 1 },
  ],
};
const choices = listPlanChoices(SURVEY, TARGET);
const fill = (fields: Partial<typeof FIRST_COMPARISON>) => fillComparison({ ...FIRST_COMPARISON, ...fields }, choices)!;

test("S7 the form offers what is asked and can be compared, of groups that the target has", () => {
  expect(choices.probes.map(({ id }) => id)).toEqual(["why", "before", "view", "after"]);
  const { probes, bys, tests } = fill({});
  expect(probes.map(({ id }) => id)).toEqual(["before", "view", "after"]);
  expect(bys.map(({ key }) => key)).toEqual(["conditions frame", "subgroups party", "paired after"]);
  expect(tests).toEqual(["fisher-exact", "chi-squared"]);
  expect(fill({ probe: "view" }).tests).toEqual(["welch-t", "mann-whitney", "permutation"]);
  expect(fill({ by: "paired after" }).tests).toEqual(["mcnemar-exact", "mcnemar"]);
});

test("S7 two groups are never the same, and what is no longer offered is chosen anew", () => {
  const groups = fill({ by: "subgroups party", first: "republican", second: "republican" });
  expect(groups.comparison).toMatchObject({ kind: "subgroups", trait: "party", values: ["republican", "democrat"] });
  expect(fill({ probe: "view", by: "paired after", test: "mcnemar" }).chosen).toMatchObject({
    by: "conditions frame",
    test: "welch-t",
  });
});

test("S7 nothing is offered that the server refuses", () => {
  const comparisons = fill({}).probes.flatMap(({ id: probe }) =>
    fill({ probe }).bys.flatMap(({ key: by }) =>
      fill({ probe, by }).tests.map((decides) => fill({ probe, by, test: decides }).comparison),
    ),
  );
  expect(comparisons).toHaveLength(16);
  const plan = AnalysisPlan.parse({ outcomes: ["why"], comparisons, scales: [] });
  const wanted = [{ party: ["democrat"] }, { party: ["republican"] }];
  expect(checkPlan(plan, { probes: choices.probes, conditions: [{ name: "frame", arms: [] }], wanted })).toBeNull();
});

test("S7 where nothing can be compared, the form says so", () => {
  expect(fillComparison(FIRST_COMPARISON, listPlanChoices({ elements: [] }, TARGET))).toBeNull();
});
