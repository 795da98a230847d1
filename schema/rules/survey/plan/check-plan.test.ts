import { expect, it } from "vitest";
import type { AnalysisPlan, PlannedComparison } from "../../../messages/analysis-plan.ts";
import { checkPlan } from "./check-plan.ts";
import { listProbes } from "../list-probes.ts";

const asked = {
  probes: listProbes({
    elements: [
      { type: "boolean", name: "before" },
      { type: "boolean", name: "after" },
      { type: "radiogroup", name: "view", choices: [1, 2, 3] },
      { type: "rating", name: "trust" },
      { type: "rating", name: "later-trust" },
      { type: "checkbox", name: "reads", choices: ["paper", "screen"] },
      { type: "comment", name: "why" },
      { type: "comment", name: "why-now" },
    ],
  }),
  conditions: [{ name: "frame", arms: [] }],
  wanted: [{ party: ["x"] }, { party: ["y"] }, { party: ["x", "w"] }],
};
const codeOf = (comparison: PlannedComparison, parts: Partial<AnalysisPlan> = {}) =>
  checkPlan({ outcomes: [], comparisons: [comparison], scales: [], ...parts }, asked)?.code ?? null;
const paired = (before: string, after: string): PlannedComparison => ({ kind: "paired", before, after, test: "sign" });
const arms = (probe: string, condition: string): PlannedComparison => ({
  kind: "conditions",
  probe,
  condition,
  test: "welch-t",
});
const groups = (trait: string, second: string): PlannedComparison => ({
  kind: "subgroups",
  probe: "view",
  trait,
  values: ["x", second],
  test: "welch-t",
});

it("S7 a plan of what is asked, of whom it is asked, is taken", () => {
  for (const part of [paired("before", "after"), arms("view", "frame"), groups("party", "y")])
    expect(codeOf(part)).toBeNull();
});

it("S7 a plan that names what is not there is refused", () => {
  for (const part of [
    paired("before", "later"),
    arms("view", "tone"),
    arms("vote", "frame"),
    groups("party", "z"),
    groups("party", "w"),
  ])
    expect(codeOf(part)).toBe("run-plan-unknown");
  expect(codeOf(groups("constructor", "y"))).toBe("run-plan-unknown");
  expect(codeOf(paired("before", "after"), { outcomes: ["vote"] })).toBe("run-plan-unknown");
  const scales = [{ name: "All", probes: ["view", "vote"] }];
  expect(codeOf(paired("before", "after"), { scales })).toBe("run-plan-unknown");
});

it("S7 a plan that takes questions without an order together, or one twice, or two scales of one name, is refused", () => {
  const codeOfScales = (...scales: AnalysisPlan["scales"]) => codeOf(paired("before", "after"), { scales });
  const view = { name: "View", probes: ["trust", "later-trust"] };
  expect(codeOfScales(view)).toBeNull();
  expect(codeOfScales({ name: "View", probes: ["trust", "view"] })).toBe("run-plan-unordered");
  expect(codeOfScales({ name: "View", probes: ["trust", "why"] })).toBe("run-plan-unordered");
  expect(codeOfScales({ name: "View", probes: ["trust", "trust"] })).toBe("run-plan-scale-twice");
  expect(codeOfScales(view, { ...view, probes: ["later-trust", "trust"] })).toBe("run-plan-scale-twice");
});

it("S7 a plan that compares open answers, several options, or pairs of other options is refused", () => {
  expect(codeOf(paired("why", "why-now"))).toBe("run-plan-uncounted");
  expect(codeOf(arms("reads", "frame"))).toBe("run-plan-uncounted");
  expect(codeOf(paired("before", "view"))).toBe("run-plan-pair");
});
