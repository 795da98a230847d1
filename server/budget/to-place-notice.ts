/** Who in a place is told of an alert, in which words. */
import { inEnglish } from "../../schema/messages/message.ts";
import type { PlaceNotice } from "../place/place-notice.ts";
import type { BudgetAlert } from "./budget-events.adapter.ts";
import { describeSuspension, describeWarning } from "./describe-budget.ts";

const KEEPERS = ["admin", "operator"] as const;

/** Null: whoever it concerns is told already. A circle whose turn is refused says so itself to all who are in it. */
export function toPlaceNotice(alert: BudgetAlert, now: Date): PlaceNotice | null {
  const { state, scope, subjectId, workspaceId, refusedNano } = alert;
  const isWarning = state === "warned";
  if (scope === "circle" && !isWarning) return null;
  const problem = isWarning ? describeWarning(alert, now) : describeSuspension(alert, refusedNano ?? 0, now);
  return {
    workspaceId,
    to:
      scope === "person"
        ? { userId: subjectId, inCircles: isWarning }
        : scope === "circle"
          ? { circleId: subjectId }
          : { roles: KEEPERS },
    notice: { code: `budget-${state}`, level: "warning", text: inEnglish(problem), values: { problem } },
  };
}
