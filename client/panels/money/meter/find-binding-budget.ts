/** The budget that would stop a talk first (SPEC L7, L8). */
import { WARNED_SHARE, type BudgetView } from "../../../../schema/messages/budget.ts";

export type Binding = {
  budget: BudgetView;
  leftNano: number;
  /** 0–1 */
  spentShare: number;
  level: SpendingLevel;
};

export type SpendingLevel = "calm" | "warned" | "suspended";

/** A budget for one subject overrides the default for each. */
export function findBindingBudget(
  budgets: readonly BudgetView[],
  concerned: { userId: string | null; circleId: string | null },
): Binding | null {
  const { userId, circleId } = concerned;
  const subjects = { workspace: null, person: userId, circle: circleId, session: circleId, run: null };
  const named = budgets.filter(({ scope, subjectId }) => subjectId !== null && subjectId === subjects[scope]);
  const ofEach = budgets.filter(
    ({ scope, subjectId, period }) =>
      subjectId === null && scope !== "run" && !named.some((own) => own.scope === scope && own.period === period),
  );
  const binding = [...named, ...ofEach]
    .map(toBinding)
    // A budget that already refuses calls comes first; otherwise the smallest remainder.
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
