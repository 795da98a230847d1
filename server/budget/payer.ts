/** Who pays for a call: one lease for each such set, whatever budgets apply to it. */
import type { Payer } from "../../engine/model/with-budget.ts";
import type { BudgetScope } from "../../schema/messages/budget.ts";

export const payerKey = ({ workspaceId, userId, circleId, runId }: Payer): string =>
  [workspaceId, userId, circleId, runId].join("\n");

export type Subject = { scope: BudgetScope; subjectId: string };

/** Everything whose spending the call adds to. */
export function subjectsOf({ workspaceId, userId, circleId, runId }: Payer): Subject[] {
  const subjects: [BudgetScope, string | undefined][] = [
    ["workspace", workspaceId],
    ["person", userId],
    ["circle", circleId],
    ["run", runId],
  ];
  return subjects.flatMap(([scope, subjectId]) => (subjectId ? [{ scope, subjectId }] : []));
}

export type BudgetKey = { workspaceId: string; scope: BudgetScope; subjectId: string | null };

/**
 * Whether anything limits a payer; in memory, for each call.
 * @param billing workspaces where each person's prepaid credit counts too
 */
export function createPayerCheck(budgets: BudgetKey[], billing: string[]): (payer: Payer) => boolean {
  const key = (workspaceId: string, scope: string, subjectId: string | null) =>
    `${workspaceId}\n${scope}\n${subjectId ?? ""}`;
  const limited = new Set(budgets.map(({ workspaceId, scope, subjectId }) => key(workspaceId, scope, subjectId)));
  const billed = new Set(billing);
  return (payer) =>
    (payer.userId !== undefined && billed.has(payer.workspaceId)) ||
    subjectsOf(payer).some(
      ({ scope, subjectId }) =>
        limited.has(key(payer.workspaceId, scope, null)) || limited.has(key(payer.workspaceId, scope, subjectId)),
    );
}
