import type { TFunction } from "i18next";
import { CASUAL_TALK_ID, type BudgetView } from "../../../../schema/messages/budget.ts";
import type { PlaceView } from "../../../state/place-store.ts";

/** The budget's subject, by its name in this place. */
export function nameBudget(
  { scope, subjectId }: Pick<BudgetView, "scope" | "subjectId">,
  { avatars, circles }: Pick<PlaceView, "avatars" | "circles">,
  t: TFunction,
): string {
  if (subjectId === null) return t(`budgets.each.${scope}`);
  if (subjectId === CASUAL_TALK_ID) return t("budgets.scopes.casual-talk");
  const topic = circles[subjectId]?.topic;
  const named = topic && t(scope === "session" ? "budgets.ofSession" : "budgets.ofCircle", { topic });
  return avatars[subjectId]?.name ?? named ?? t(`budgets.one.${scope}`);
}
