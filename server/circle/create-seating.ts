/** Seats members in a circle and lets them leave: in its rules, on the floor and in the store. */
import type { Look } from "../../schema/messages/look.ts";
import { seatPosition } from "../../schema/rules/seating.ts";
import type { Member } from "./circle.ts";
import type { CirclePorts } from "./circle-ports.ts";
import type { CircleRunner } from "./circle-runner.ts";
import type { Actor } from "./circle-stage.ts";
import { findFreeSeat, type HostedCircles } from "./hosted-circles.ts";

export function createSeating({ stage, conversations, clock, newId }: CirclePorts, circles: HostedCircles) {
  /** Moves them from the circle they sat in before. */
  function seat(runner: CircleRunner, who: Pick<Member, "id" | "kind" | "name">): void {
    const { circle, facts } = runner;
    if (circle.members.some(({ id }) => id === who.id)) return;
    const free = findFreeSeat(runner);
    const former = circles.ofMember(who.id);
    if (former) unseat(former, who.id);
    runner.dispatch({ type: "member-joined", member: { ...who, seat: free } });
    if (who.kind === "person") {
      facts.guests.add(who.id);
      runner.dispatch({ type: "watched", watched: true });
    }
    stage.walkTo(who.id, seatPosition(facts, free), facts);
    const look = stage.state.avatars.get(who.id)?.look;
    const row = {
      id: newId(),
      workspaceId: stage.workspaceId,
      circleId: circle.id,
      memberId: who.id,
      memberKind: who.kind,
      memberName: who.name,
      seat: free,
      ...(look && { look: JSON.parse(look) as Look }),
    };
    runner.turnLog.insist(() => conversations.addMember(row));
  }

  function unseat(runner: CircleRunner, memberId: string): void {
    const at = new Date(clock.now());
    runner.dispatch({ type: "member-left", memberId });
    stage.release(memberId);
    runner.turnLog.insist(() => conversations.removeMember(runner.turnLog.key, memberId, at));
  }

  const seatActor = (runner: CircleRunner, { userId, name, isPersona }: Actor): void =>
    seat(runner, { id: userId, kind: isPersona ? "persona" : "person", name });

  return { seat, seatActor, unseat };
}
