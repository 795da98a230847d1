import { Debate } from "../../schema/messages/debate.ts";
import { type CircleKind } from "../../schema/messages/room-messages.ts";
import { noteSpoken, stopClock } from "../../schema/rules/debate/debate-floor.ts";
import { TurnWeights } from "../../schema/messages/turn-decision.ts";
import type { StoredCircle } from "../conversation/restore-circles.store.ts";
import { createCircle, type Circle, type Member } from "./circle.ts";
import type { Branch, CircleFacts } from "./circle-ports.ts";
import { TraitThen } from "../persona/as-of-then.ts";
import { closedSession } from "./circle-session.ts";

/** Restores a circle that was open when the server stopped: its personas in their seats, asleep until somebody watches. */
export function reviveCircle(
  { circle: row, sessionId, members, people, turns }: StoredCircle,
  now: number,
): { circle: Circle; facts: CircleFacts } {
  const { id, topic, speed, paused, isPrivate, ownerId = null, language, costNano } = row;
  const circle = createCircle(
    {
      id,
      isPrivate,
      ofPersonas: ownerId === null,
      topic,
      speed,
      turnWeights: TurnWeights.nullable().parse(row.turnWeights ?? null),
      debate: debateOf(row, turns),
      paused,
      kind: row.kind as CircleKind,
      mode: row.mode as Circle["mode"],
      members: members.map(({ memberId, memberName, seat }): Member => ({
        id: memberId,
        kind: "persona",
        name: memberName,
        seat,
      })),
      lastSpeakerId: turns.findLast(({ text }) => text !== "")?.speakerId ?? null,
    },
    now,
    true,
  );
  if (sessionId !== null) Object.assign(circle, { isOfSession: true, frozen: true });
  const session = sessionId === null ? null : closedSession(sessionId);
  const guests = new Set(ownerId === null ? people : [ownerId, ...people]);
  return {
    circle,
    facts: { ownerId, language, costNano, session, guests, branch: branchOf(row), x: Number(row.x), z: Number(row.z) },
  };
}

/**
 * A turn may have been stored just before it was noted. After a crash nothing says until when its clock ran: what is known is
 * that it ran when the last turn began.
 */
function debateOf({ debate }: StoredCircle["circle"], turns: StoredCircle["turns"]): Debate | null {
  const stored = Debate.nullable().parse(debate ?? null);
  if (!stored) return null;
  const since = turns.filter(({ startedAt, text }) => text !== "" && Date.parse(startedAt) >= stored.beganAt);
  const ran = Math.max(stored.beganAt, stored.clockStartedAt, ...since.map(({ startedAt }) => Date.parse(startedAt)));
  return stopClock(
    since.reduce((known, { speakerId }) => noteSpoken(known, speakerId), stored),
    ran,
  );
}

function branchOf({ branchedFrom, branchedAt, mindsAsOf, traitsThen }: StoredCircle["circle"]): Branch | null {
  if (!branchedFrom || !branchedAt || !mindsAsOf) return null;
  const traits = TraitThen.array().parse(traitsThen ?? []);
  return { circleId: branchedFrom, turnId: branchedAt, asOf: mindsAsOf.getTime(), traits };
}
