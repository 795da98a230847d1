/** Who pays for the model calls of a circle, where they may go, and whether somebody waits for them. */
import type { CallContext } from "../../engine/model/language-model.ts";
import { CASUAL_TALK_ID } from "../../schema/messages/budget.ts";
import { isCasual, type Circle } from "./circle.ts";

export type Billing = Pick<CallContext, "workspaceId" | "circleId" | "userId" | "runId" | "tier" | "priority">;

/**
 * What personas say in a circle that they opened themselves is nobody's to pay: it stays on voices that cost nothing,
 * unless it has a budget of its own.
 */
export function billCall(
  circle: Circle,
  ownerId: string | null,
  workspaceId: string,
  isCasualTalkFunded: (workspaceId: string) => boolean,
): Billing {
  const billing: Billing = { workspaceId, circleId: circle.id };
  if (ownerId !== null) return { ...billing, userId: ownerId };
  const priority = isCasual(circle) ? "background" : "person";
  return isCasualTalkFunded(workspaceId)
    ? { ...billing, priority, runId: CASUAL_TALK_ID }
    : { ...billing, priority, tier: "on-premises" };
}
