/** What talk costs and may cost, in words (SPEC L8). */
import i18next, { type TFunction } from "i18next";
import type { BudgetView } from "../../schema/messages/budget.ts";
import { nameBudget } from "../panels/money/budgets/name-budget.ts";
import { findBindingBudget, toBinding, type Binding } from "../panels/money/meter/find-binding-budget.ts";
import { projectSpending } from "../panels/money/meter/project-spending.ts";
import type { Spending } from "../panels/money/meter/sum-by-speaker.ts";
import { useAccount } from "../state/account.ts";
import type { PlaceView } from "../state/place-store.ts";
import { formatDuration } from "../words/format-duration.ts";
import { formatMoney } from "../../schema/rules/format-money.ts";

const money = (nano: number): string => formatMoney(nano, i18next.language);

type Seen = Pick<PlaceView, "avatars" | "circles" | "transcripts">;

/** The meter of one circle: by persona, the total, what is left, and until when. */
export function describeCost(
  view: Seen,
  circleId: string,
  spending: Spending,
  budgets: BudgetView[],
  t: TFunction,
): string[] {
  const binding = bindingOf(budgets, circleId);
  const projection = projectSpending(view.transcripts[circleId]?.turns ?? [], binding?.leftNano ?? null);
  const minutes = projection?.minutesLeft ?? null;
  return [
    t("text.spent", { money: money(spending.totalNano) }),
    ...spending.bySpeaker.map(({ personaId, costNano }) => {
      const name = personaId === null ? t("meter.deciding") : (view.avatars[personaId]?.name ?? t("meter.gone"));
      return t("text.spentBy", { name, money: money(costNano) });
    }),
    ...(projection ? [t("text.pace", { money: money(projection.perHourNano) })] : []),
    ...(binding ? [describeLeft(binding, t)] : []),
    ...(minutes === null ? [] : [t("text.lasts", { duration: formatDuration(minutes, i18next.language) })]),
  ];
}

export function describeBudgets(
  view: Pick<PlaceView, "avatars" | "circles">,
  budgets: BudgetView[],
  t: TFunction,
): string[] {
  if (budgets.length === 0) return [t("budgets.none"), t("budgets.noneText")];
  return budgets.map((budget) => {
    const { level, leftNano } = toBinding(budget);
    const line = t("text.budget", {
      name: nameBudget(budget, view, t),
      period: t(`budgets.periods.${budget.period}`),
      spent: money(budget.spentNano),
      limit: money(budget.limitNano),
      left: money(leftNano),
    });
    return level === "calm" ? line : `${line} ${t(`budgets.levels.${level}`)}.`;
  });
}

export const bindingOf = (budgets: BudgetView[], circleId: string | null): Binding | null =>
  findBindingBudget(budgets, { userId: useAccount.getState().account?.user.id ?? null, circleId });

const describeLeft = ({ budget, leftNano }: Binding, t: TFunction): string =>
  `${money(leftNano)} ${t(`meter.leftOf.${budget.scope}.${budget.period}`)}.`;
