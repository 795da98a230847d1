/** What people are told of a budget: what happened, what was kept, what to do (SPEC L7). */
import { CASUAL_TALK_ID, type BudgetPeriod, type BudgetScope } from "../../schema/messages/budget.ts";
import { formatMoney } from "../../schema/rules/format-money.ts";
import { renewsAt } from "./renews-at.ts";

export type Standing = {
  scope: BudgetScope;
  subjectId?: string;
  period: BudgetPeriod;
  limitNano: number;
  spentNano: number;
};

const KEPT = "All that was said is kept.";

const WHO: Record<BudgetScope, { have: string; their: string }> = {
  person: { have: "You have", their: "your" },
  circle: { have: "This circle has", their: "its" },
  run: { have: "This run has", their: "its" },
  workspace: { have: "Everyone here together has", their: "the" },
};
const CASUAL_TALK = { have: "The personas talking near the entrance have", their: "their" };
const whoOf = ({ scope, subjectId }: Standing) => (subjectId === CASUAL_TALK_ID ? CASUAL_TALK : WHO[scope]);
const WHEN: Record<BudgetPeriod, string> = { total: "", day: " for today", month: " for this month" };

const money = (nano: number): string => formatMoney(nano, "en");

export function describeWarning(standing: Standing, now: Date): string {
  const { have, their } = whoOf(standing);
  const { limitNano, spentNano, period } = standing;
  return `${have} used ${money(spentNano)} of ${their} ${money(limitNano)}${WHEN[period]}. When all is used, personas stop answering. ${wayOn(standing, now)}`;
}

/** @param refusedNano what the refused call might have cost */
export function describeSuspension(standing: Standing, refusedNano: number, now: Date): string {
  const { have, their } = whoOf(standing);
  const { limitNano, spentNano, period } = standing;
  const limit = `${their} ${money(limitNano)}${WHEN[period]}`;
  const used =
    spentNano >= limitNano
      ? `${have} used ${limit}.`
      : `${have} used ${money(spentNano)} of ${limit}, and the next answer may cost up to ${money(refusedNano)}.`;
  return `${used} ${KEPT} ${wayOn(standing, now)}`;
}

export const describeEmptyCredit = (balanceNano: number, refusedNano: number): string =>
  `Your prepaid credit is ${money(balanceNano)}, and the next answer may cost up to ${money(refusedNano)}. ${KEPT} Who runs this place can add credit.`;

function wayOn({ period }: Standing, now: Date): string {
  const again = renewsAt(period, now);
  if (!again) return "Who runs this place can raise it.";
  const day = `${again.getUTCDate()} ${again.toLocaleString("en", { month: "long", timeZone: "UTC" })}`;
  return `It begins anew ${period === "day" ? "at 00:00 UTC" : `on ${day} (UTC)`}, or who runs this place can raise it.`;
}
