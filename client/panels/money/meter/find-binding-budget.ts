/** Of the budgets that concern a talk, the one that would stop it first (SPEC L7, L8). */
import { WARNED_SHARE, type BudgetView } from "../../../../schema/messages/budget.ts";

export type Binding = {
  budget: BudgetView;
  leftNano: number;
  /** 0–1 */
  spentShare: number;
  level: SpendingLevel;
};

export type SpendingLevel = "calm" | "warned" | "suspended";

/** A budget that names its subject stands in for the one of each. */
export function findBindingBudget(
  budgets: readonly BudgetView[],
  concerned: { userId: string | null; circleId: string | null },
): Binding | null {
  const subjects = { workspace: null, person: concerned.userId, circle: concerned.circleId, run: null };
  const named = budgets.filter(({ scope, subjectId }) => subjectId !== null && subjectId === subjects[scope]);
  const ofEach = budgets.filter(
    ({ scope, subjectId, period }) =>
      subjectId === null && scope !== "run" && !named.some((own) => own.scope === scope && own.period === period),
  );
  const binding = [...named, ...ofEach]
    .map(toBinding)
    // Once calls are refused, no larger remainder elsewhere helps; otherwise what is left counts.
    .toSorted((one, other) => rank(one) - rank(other) || one.leftNano - other.leftNano);
  return binding[0] ?? null;
}

export function toBinding(budget: BudgetView): Binding {
  const { limitNano, spentNano, state } = budget;
  const spentShare = limitNano === 0 ? 1 : Math.min(1, spentNano / limitNano);
  const isWarned = state === "warned" || spentShare >= WARNED_SHARE;
  const level = state === "suspended" ? "suspended" : isWarned ? "warned" : "calm";
  return { budget, leftNano: Math.max(0, limitNano - spentNano), spentShare, level };
}

const rank = ({ level }: Binding): number => (level === "suspended" ? 0 : 1);
