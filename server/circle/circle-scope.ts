/** The scope of a circle's model calls: for whom they are made, who pays, and where they may be sent. */
import type { Scope } from "../../engine/scope/scope.ts";
import { CASUAL_TALK_ID } from "../../schema/messages/budget.ts";
import { isCasual, type Circle } from "./circle.ts";

export type CircleScope = Omit<Scope, "signal">;

/**
 * Nobody pays for what personas say in a circle that they opened themselves: it stays on voices that cost nothing,
 * unless it has its own budget.
 */
export const scopeOfCircle = (
  circle: Circle,
  ownerId: string | null,
  workspaceId: string,
  isCasualTalkFunded: (workspaceId: string) => boolean,
): CircleScope =>
  scopeOfTalk({ circleId: circle.id, ownerId, workspaceId }, isCasual(circle) ? "run" : "talk", isCasualTalkFunded);

/** The same by what is stored of a circle. */
export function scopeOfTalk(
  { circleId, ownerId, workspaceId }: { circleId: string; ownerId: string | null; workspaceId: string },
  policy: "run" | "talk",
  isCasualTalkFunded: (workspaceId: string) => boolean,
): CircleScope {
  const subject = { circleId };
  if (ownerId !== null) return { workspaceId, actor: { kind: "person", userId: ownerId }, subject, policy: "talk" };
  const scope: CircleScope = {
    workspaceId,
    actor: { kind: "system", name: CASUAL_TALK_ID },
    subject,
    policy,
  };
  return isCasualTalkFunded(workspaceId)
    ? { ...scope, subject: { ...subject, runId: CASUAL_TALK_ID } }
    : { ...scope, tier: "on-premises" };
}
