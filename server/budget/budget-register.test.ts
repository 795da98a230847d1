import { expect, test } from "vitest";
import { CASUAL_TALK_ID } from "../../schema/messages/budget.ts";
import { createBudgetRegister } from "./budget-register.ts";

const talk = { workspaceId: "w", scope: "run", subjectId: CASUAL_TALK_ID } as const;
const registerOf = (...budgets: Parameters<typeof createBudgetRegister>[0]["budgets"]) =>
  createBudgetRegister({ budgets, low: [], billing: [] });
const isFunded = (...budgets: Parameters<typeof registerOf>) => registerOf(...budgets).isRunFunded("w", CASUAL_TALK_ID);

test("L7 W8 the talk of personas by themselves is funded by a budget that names it, not by one of each run, nor by none at all", () => {
  expect(isFunded()).toBe(false);
  expect(isFunded({ ...talk, limitNano: 5 })).toBe(true);
  expect(isFunded({ ...talk, subjectId: null, limitNano: 5 })).toBe(false);
  expect(isFunded({ ...talk, workspaceId: "other", limitNano: 5 })).toBe(false);
  expect(isFunded({ ...talk, limitNano: 0 })).toBe(false);
});

test("L7 W8 once that budget, or the workspace's, is used up, it is funded no longer", () => {
  const spent = registerOf({ ...talk, limitNano: 5 });
  spent.note({ ...talk, shareLeft: 0 });
  expect(spent.isRunFunded("w", CASUAL_TALK_ID)).toBe(false);
  const broke = registerOf({ ...talk, limitNano: 5 });
  broke.note({ workspaceId: "w", scope: "workspace", subjectId: "w", shareLeft: 0 });
  expect(broke.isRunFunded("w", CASUAL_TALK_ID)).toBe(false);
});
