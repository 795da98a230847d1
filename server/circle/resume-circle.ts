/** Resumes a circle that another server held, or this one before a restart, among those that are open here (SPEC C7). */
import { message } from "../../schema/messages/message.ts";
import { distanceBetween, type Point } from "../../schema/rules/point.ts";
import { FULL_CIRCLES_APART_M, seatPosition } from "../../schema/rules/seating.ts";
import type { StoredCircle } from "../conversation/restore-circles.store.ts";
import { noticeOf } from "../messages/notice-of.ts";
import { isCasual, type Circle } from "./circle.ts";
import type { CircleFacts, CirclePorts } from "./circle-ports.ts";
import type { CircleRunner } from "./circle-runner.ts";
import type { CircleStage } from "./circle-stage.ts";
import type { HostedCircles } from "./hosted-circles.ts";
import { reviveCircle } from "./revive-circle.ts";
import { Transcript } from "./transcript.ts";

type Here = {
  ports: Pick<CirclePorts, "stage" | "conversations" | "clock">;
  circles: HostedCircles;
  unseat(runner: CircleRunner, memberId: string): void;
  run(circle: Circle, facts: CircleFacts, transcript: Transcript): CircleRunner;
};

export function resumeCircle(stored: StoredCircle, { ports, circles, unseat, run }: Here): void {
  const { stage, conversations, clock } = ports;
  const { topic } = stored.circle;
  const now = clock.now();
  const plan = planTakeover(stored, circles, stage);
  const { circle, facts } = reviveCircle({ ...stored, members: plan?.present ?? [] }, now);
  const runner = run(circle, { ...facts, ...plan?.at }, new Transcript(stored.turns));
  if (!plan) {
    const notice = noticeOf("info", message("circle-ended-no-room", { topic }));
    for (const userId of stored.people) stage.sendToPerson(userId, "notice", notice);
    return runner.dispatch({ type: "displaced" });
  }
  const { at, absent } = plan;
  for (const casual of circles.casualAt(at)) if (casual !== runner) casual.dispatch({ type: "displaced" });
  if (at.x !== facts.x || at.z !== facts.z)
    runner.turnLog.insist(() => conversations.changeCircle(runner.turnLog.key, at));
  for (const { memberId } of absent)
    runner.turnLog.insist(() => conversations.removeMember(runner.turnLog.key, memberId, new Date(now)));
  for (const member of circle.members) {
    const current = circles.ofMember(member.id);
    if (current && current !== runner) unseat(current, member.id);
    stage.walkTo(member.id, seatPosition(runner.facts, member.seat), runner.facts);
  }
  runner.outcome.changed(null);
  runner.dispatch({ type: "time-passed" });
}

type Membership = StoredCircle["members"][number];
type Takeover = {
  at: Point;
  /** Personas that are not here, or sit in another circle here; they leave this one. */
  absent: Membership[];
  present: Membership[];
};

/** Null when there is no ground for it, or when it is small talk beside other small talk. */
function planTakeover(
  { circle, members, people }: StoredCircle,
  circles: HostedCircles,
  stage: Pick<CircleStage, "state" | "findSpot">,
): Takeover | null {
  const open = [...circles.values()].filter((runner) => runner.circle.endedAt === null);
  const isSmallTalk = circle.ownerId === null && people.length === 0;
  if (isSmallTalk && open.some((runner) => isCasual(runner.circle))) return null;

  const stood = { x: Number(circle.x), z: Number(circle.z) };
  const isTaken = open.some(
    (runner) => !isCasual(runner.circle) && distanceBetween(runner.facts, stood) < FULL_CIRCLES_APART_M,
  );
  const at = isTaken ? stage.findSpot(stood, circles.takenSpots()) : stood;
  if (!at) return null;
  const isFree = ({ memberId }: Membership): boolean => {
    const current = circles.ofMember(memberId);
    return stage.state.avatars.has(memberId) && (!current || (isCasual(current.circle) && !isSmallTalk));
  };
  return { at, present: members.filter(isFree), absent: members.filter((member) => !isFree(member)) };
}
