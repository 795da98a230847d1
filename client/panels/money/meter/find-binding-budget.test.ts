import { expect, test } from "vitest";
import type { BudgetView } from "../../../../schema/messages/budget.ts";
import { findBindingBudget, toBinding } from "./find-binding-budget.ts";

const budget = (change: Partial<BudgetView>): BudgetView => ({
  id: "b",
  scope: "workspace",
  subjectId: null,
  period: "day",
  limitNano: 1_000,
  spentNano: 0,
  heldNano: 0,
  state: "open",
  renewsAt: null,
  isDefault: false,
  ...change,
});
const concerned = { userId: "u1", circleId: "c1" };

test("L8 the budget that leaves least binds first", () => {
  const budgets = [
    budget({ id: "workspace", limitNano: 9_000, spentNano: 100 }),
    budget({ id: "mine", scope: "person", spentNano: 300 }),
    budget({ id: "circle", scope: "circle", subjectId: "c1", spentNano: 400 }),
  ];
  expect(findBindingBudget(budgets, concerned)).toMatchObject({
    budget: { id: "circle" },
    leftNano: 600,
    spentShare: 0.4,
    level: "calm",
  });
});

test("L8 budgets of other people, circles and runs do not concern a talk", () => {
  const budgets = [
    budget({ scope: "person", subjectId: "u2" }),
    budget({ scope: "circle", subjectId: "c2" }),
    budget({ scope: "run" }),
  ];
  expect(findBindingBudget(budgets, concerned)).toBeNull();
});

test("L7 a budget that names this circle replaces the default for circles", () => {
  const each = budget({ id: "each", scope: "circle", limitNano: 10 });
  const own = budget({ id: "own", scope: "circle", subjectId: "c1", limitNano: 5_000 });
  expect(findBindingBudget([each, own], concerned)).toMatchObject({ budget: { id: "own" } });
  expect(findBindingBudget([each, { ...own, period: "month" }], concerned)).toMatchObject({ budget: { id: "each" } });
});

test("L7 a session's limit stands beside the budget of its circle, and the stricter binds", () => {
  const ofCircle = budget({ id: "of-circle", scope: "circle", subjectId: "c1", limitNano: 500 });
  const ofSession = budget({ id: "of-session", scope: "session", subjectId: "c1", limitNano: 200 });
  expect(findBindingBudget([ofCircle, ofSession], concerned)).toMatchObject({ budget: { id: "of-session" } });
  const raised = { ...ofSession, limitNano: 900 };
  expect(findBindingBudget([ofCircle, raised], concerned)).toMatchObject({ budget: { id: "of-circle" } });
});

test("L7 a budget that refuses calls binds, even where another leaves less", () => {
  const budgets = [
    budget({ id: "least", limitNano: 5 }),
    budget({ id: "stopped", spentNano: 990, state: "suspended" }),
  ];
  expect(findBindingBudget(budgets, concerned)).toMatchObject({ budget: { id: "stopped" }, level: "suspended" });
});

test.each([
  [799, "open", "calm"],
  [800, "open", "warned"],
  [10, "warned", "warned"],
  [1_200, "open", "warned"],
] as const)("L7 %d of 1,000 spent while %s is %s", (spentNano, state, level) => {
  expect(toBinding(budget({ spentNano, state }))).toMatchObject({ level });
});

test("L7 a limit below the amount spent leaves nothing, and a limit of zero is used up", () => {
  expect(toBinding(budget({ spentNano: 1_200 }))).toMatchObject({ leftNano: 0, spentShare: 1 });
  expect(toBinding(budget({ limitNano: 0 }))).toMatchObject({ leftNano: 0, spentShare: 1 });
});
