/** Messages about budgets: what happened, what was kept, what to do (SPEC L7). */
import { CASUAL_TALK_ID, type BudgetPeriod, type BudgetScope } from "../../schema/messages/budget.ts";
import { message, type Message } from "../../schema/messages/message.ts";
import { renewsAt } from "./renews-at.ts";

export type Standing = {
  scope: BudgetScope;
  subjectId?: string;
  period: BudgetPeriod;
  limitNano: number;
  spentNano: number;
};

const ownerOf = ({ scope, subjectId }: Standing) => (subjectId === CASUAL_TALK_ID ? "entrance" : scope);
const whoOf = (standing: Standing): Message => message(`budget-who-${ownerOf(standing)}`);
const limitOf = (standing: Standing): Message =>
  message(`budget-limit-${ownerOf(standing)}`, { limit: standing.limitNano });

export function describeWarning(standing: Standing, now: Date): Message {
  const { period, spentNano } = standing;
  return message(`budget-nearly-used-up-${period}`, {
    who: whoOf(standing),
    spent: spentNano,
    limit: limitOf(standing),
    renewal: renewalOf(standing, now),
  });
}

/** @param refusedNano maximum cost of the refused call */
export function describeSuspension(standing: Standing, refusedNano: number, now: Date): Message {
  const { period, limitNano, spentNano } = standing;
  const values = { who: whoOf(standing), limit: limitOf(standing), renewal: renewalOf(standing, now) };
  return spentNano >= limitNano
    ? message(`budget-used-up-${period}`, values)
    : message(`budget-too-little-${period}`, { ...values, spent: spentNano, cost: refusedNano });
}

export const describeEmptyCredit = (balanceNano: number, refusedNano: number): Message =>
  message("credit-too-little", { balance: balanceNano, cost: refusedNano });

function renewalOf({ scope, period }: Standing, now: Date): Message {
  if (scope === "session") return message("budget-raised-in-studio");
  const again = renewsAt(period, now);
  if (!again) return message("budget-renews-never");
  return period === "day" ? message("budget-renews-daily") : message("budget-renews-on", { day: again.toISOString() });
}
