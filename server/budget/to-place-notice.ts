/** Who in a place is notified of a budget alert, and the text. */
import { inEnglish } from "../../schema/messages/message.ts";
import type { PlaceNotice } from "../place/place-notice.ts";
import type { BudgetAlert } from "./budget-event.ts";
import { describeSuspension, describeWarning } from "./describe-budget.ts";

const KEEPERS = ["admin", "operator"] as const;

/** Null when those concerned know already: a circle whose turn is refused notifies its members itself. */
export function toPlaceNotice(alert: BudgetAlert, now: Date): PlaceNotice | null {
  const { state, scope, subjectId, workspaceId, refusedNano } = alert;
  const isWarning = state === "warned";
  const isOfCircle = scope === "circle" || scope === "session";
  if (isOfCircle && !isWarning) return null;
  const problem = isWarning ? describeWarning(alert, now) : describeSuspension(alert, refusedNano ?? 0, now);
  return {
    workspaceId,
    to:
      scope === "person"
        ? { userId: subjectId, inCircles: isWarning }
        : isOfCircle
          ? { circleId: subjectId }
          : { roles: KEEPERS },
    notice: { code: `budget-${state}`, level: "warning", text: inEnglish(problem), values: { problem } },
  };
}
