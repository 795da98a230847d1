/** Who pays for a call: one lease per such set, whatever budgets apply to it. */
import type { Payer } from "../../engine/scope/scope.ts";
import type { BudgetScope } from "../../schema/messages/budget.ts";

export const payerKey = ({ workspaceId, userId, circleId, runId }: Payer): string =>
  [workspaceId, userId, circleId, runId].join("\n");

export type Subject = { scope: BudgetScope; subjectId: string };

/** All subjects whose spending the call adds to. */
export function subjectsOf({ workspaceId, userId, circleId, runId }: Payer): Subject[] {
  const subjects: [BudgetScope, string | undefined][] = [
    ["workspace", workspaceId],
    ["person", userId],
    ["circle", circleId],
    ["session", circleId],
    ["run", runId],
  ];
  return subjects.flatMap(([scope, subjectId]) => (subjectId ? [{ scope, subjectId }] : []));
}
