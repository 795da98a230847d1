/** Costs and budgets by typed commands: everyone reads them, the place's operators raise them (SPEC W10, L7, L8). */
import type { TFunction } from "i18next";
import { changeBudget, readBudgets, readGroups } from "../panels/money/money-api.ts";
import { sumUsage } from "../panels/money/meter/sum-by-speaker.ts";
import { usePlace } from "../state/place-store.ts";
import { bindingOf, describeBudgets, describeCost } from "./describe-money.ts";

export async function showCost(t: TFunction): Promise<string[]> {
  const circleId = ownCircleId();
  if (circleId === "") return [t("text.notInCircle")];
  const [usage, budgets] = await Promise.all([readGroups({ groupBy: "persona", circleId }), readBudgets(circleId)]);
  return describeCost(usePlace.getState(), circleId, sumUsage(usage.rows), budgets, t);
}

export async function showBudgets(t: TFunction): Promise<string[]> {
  return describeBudgets(usePlace.getState(), await readBudgets(null), t);
}

/** Raises the budget that would stop the person's talk first. */
export async function raiseBudget(limitNano: number, t: TFunction): Promise<string[]> {
  const circleId = ownCircleId() || null;
  const binding = bindingOf(await readBudgets(circleId), circleId);
  if (binding === null) return [t("budgets.none")];
  const { budget } = binding;
  if (budget.scope === "session")
    return [...describeBudgets(usePlace.getState(), [budget], t), t("stop.askFacilitator")];
  await changeBudget({ id: budget.id, limitNano });
  const raised = (await readBudgets(circleId)).filter(({ id }) => id === budget.id);
  return describeBudgets(usePlace.getState(), raised, t);
}

function ownCircleId(): string {
  const { avatars, myId } = usePlace.getState();
  return avatars[myId]?.circleId ?? "";
}
