/** Opens, changes and ends the circles of a place as its sessions say (SPEC C9). */
import { principalOf } from "../../engine/scope/scope.ts";
import { message } from "../../schema/messages/message.ts";
import type { SessionRole } from "../../schema/messages/session.ts";
import type { createCircleOpening } from "./circle-opening.ts";
import type { CirclePorts } from "./circle-ports.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { IntentRefused, type CircleHost } from "./circle-stage.ts";
import type { createSeating } from "./create-seating.ts";
import type { HostedCircles } from "./hosted-circles.ts";
import { createSessionLeads } from "./session-leads.ts";
import { createSessionSeats } from "./session-seats.ts";
import { createSessionWakes } from "./session-wakes.ts";
import type { HostedSession } from "../session/hosted-session.ts";

type Parts = {
  opening: Pick<ReturnType<typeof createCircleOpening>, "open">;
  seating: ReturnType<typeof createSeating>;
};

/** A circle whose facilitator is not here opens near it. */
const CENTRE = { x: 0, z: 0 };

const RETRY_MS = 10_000;

export function hostSessions(
  { stage, sessions, conversations, clock, logger }: CirclePorts,
  circles: HostedCircles,
  { opening, seating }: Parts,
): Pick<CircleHost, "applySession" | "applySessions" | "bodyCame" | "attends"> & { end(): void } {
  /** In order, so that no earlier state overwrites a later one. */
  let applying: Promise<unknown> = Promise.resolve();
  const wakes = createSessionWakes(clock, (id) => void applySession(id).catch((error: unknown) => report(error, id)));
  const leads = createSessionLeads({ stage, clock, sessions }, (error, id) => report(error, id));
  const { bring, seatPerson } = createSessionSeats({ stage, sessions, conversations, clock }, circles, seating);

  function open({ owner, circleId, ...hosted }: HostedSession): CircleRunner {
    const { topic, kind, isPrivate, language } = hosted;
    const scope = principalOf(hosted.workspaceId, owner.userId);
    const actor = { ...owner, scope, role: "facilitator", spectator: false };
    const at = stage.state.avatars.has(owner.userId) ? owner.userId : stage.findSpot(CENTRE, circles.takenSpots());
    if (at === null) throw new IntentRefused(message("floor-full"));
    return opening.open(actor, { topic, kind, private: isPrivate, language }, at, circleId!);
  }

  /** Several servers may have the place for a moment: one of them gets the circle. */
  async function openFor(hosted: HostedSession): Promise<void> {
    const runner = open(hosted);
    if (await runner.turnLog.isHeld()) bring(runner, hosted);
    else runner.dispatch({ type: "displaced" });
  }

  /** Null when it is gone, or of another place. */
  async function read(id: string): Promise<HostedSession | null> {
    const hosted = await sessions.read(id);
    return hosted?.placeId === stage.placeId && hosted.workspaceId === stage.workspaceId ? hosted : null;
  }

  async function startIfDue(planned: HostedSession): Promise<HostedSession | null> {
    const { id, status, startsAt } = planned;
    if (status !== "planned" || !startsAt || startsAt.getTime() > clock.now()) return planned;
    await sessions.startIfDue(id);
    return read(id);
  }

  async function apply(id: string): Promise<ReadonlyMap<string, SessionRole>> {
    const found = await read(id);
    const hosted = found && (await startIfDue(found));
    if (!hosted) {
      wakes.forget(id);
      leads.forget(id);
      return new Map();
    }
    wakes.follow(hosted);
    leads.follow(hosted);
    const runner = circles.get(hosted.circleId ?? "");
    if (hosted.status === "ended") runner?.dispatch({ type: "stopped", by: hosted.owner.name });
    else if (runner) bring(runner, hosted);
    else if (hosted.status === "live" && !hosted.hasCircle) await openFor(hosted);
    return new Map([
      ...hosted.people.map(({ userId, role }) => [userId, role] as const),
      [hosted.owner.userId, "facilitator"] as const,
    ]);
  }

  function applySession(id: string): Promise<ReadonlyMap<string, SessionRole>> {
    const applied = applying.then(() => apply(id));
    applying = applied.catch(() => wakes.set(id, clock.now() + RETRY_MS));
    return applied;
  }

  const report = (error: unknown, sessionId: string) =>
    logger.error({ err: error, sessionId }, "a session could not be brought up to date");

  return {
    applySession,

    async applySessions() {
      for (const id of await sessions.listIds(stage.placeId, stage.workspaceId))
        await applySession(id).catch((error: unknown) => report(error, id));
    },

    bodyCame(userId) {
      for (const runner of circles.values())
        if (runner.circle.endedAt === null && runner.facts.session?.seats.has(userId)) seatPerson(runner, userId);
    },

    attends: ({ userId }, circleId) => circles.get(circleId)?.facts.session?.listeners.has(userId) ?? false,

    end() {
      wakes.end();
      leads.end();
    },
  };
}
