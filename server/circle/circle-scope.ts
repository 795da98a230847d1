/** For whom the model calls of a circle are made, who pays, and where they may go. */
import type { Scope } from "../../engine/scope/scope.ts";
import { CASUAL_TALK_ID } from "../../schema/messages/budget.ts";
import { isCasual, type Circle } from "./circle.ts";

export type CircleScope = Omit<Scope, "signal">;

/**
 * What personas say in a circle that they opened themselves is paid by nobody: it stays on voices that cost nothing,
 * unless it has a budget of its own.
 */
export function scopeOfCircle(
  circle: Circle,
  ownerId: string | null,
  workspaceId: string,
  isCasualTalkFunded: (workspaceId: string) => boolean,
): CircleScope {
  const subject = { circleId: circle.id };
  if (ownerId !== null) return { workspaceId, actor: { kind: "person", userId: ownerId }, subject, policy: "talk" };
  const scope: CircleScope = {
    workspaceId,
    actor: { kind: "system", name: CASUAL_TALK_ID },
    subject,
    policy: isCasual(circle) ? "run" : "talk",
  };
  return isCasualTalkFunded(workspaceId)
    ? { ...scope, subject: { ...subject, runId: CASUAL_TALK_ID } }
    : { ...scope, tier: "on-premises" };
}
