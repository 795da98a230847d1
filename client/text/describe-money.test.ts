import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import type { BudgetView } from "../../schema/messages/budget.ts";
import type { AvatarSnapshot } from "../net/place-snapshot.ts";
import { describeBudgets, describeCost } from "./describe-money.ts";

/** Renders a text as its key and values: the tests check what is said, not the wording. */
const t = ((key: string, values?: object) =>
  values ? `${key} ${Object.values(values).join(" ")}` : key) as unknown as TFunction;

const budget: BudgetView = {
  id: "b",
  scope: "workspace",
  subjectId: null,
  period: "day",
  limitNano: 2_000_000_000,
  spentNano: 1_700_000_000,
  heldNano: 0,
  state: "open",
  renewsAt: null,
  isDefault: false,
};
const view = { avatars: { p1: { name: "Ida" } as AvatarSnapshot }, circles: {}, transcripts: {} };

test("L8 W10 the text view shows the cost of a circle, by persona and in total, and the remaining budget", () => {
  const spending = {
    totalNano: 1_700_000_000,
    bySpeaker: [
      { personaId: "p1", costNano: 1_600_000_000, tokens: 9 },
      { personaId: null, costNano: 100_000_000, tokens: 1 },
    ],
  };
  expect(describeCost(view, "c", spending, [budget], t)).toEqual([
    "text.spent $1.70",
    "text.spentBy Ida $1.60",
    "text.spentBy meter.deciding $0.10",
    "$0.30 meter.leftOf.workspace.day.",
  ]);
});

test("L7 W10 the text view shows each budget, and which is nearly used up", () => {
  expect(describeBudgets(view, [budget], t)).toEqual([
    "text.budget budgets.each.workspace budgets.periods.day $1.70 $2.00 $0.30 budgets.levels.warned.",
  ]);
  expect(describeBudgets(view, [], t)).toEqual(["budgets.none", "budgets.noneText"]);
});
