/** Inviting into a circle, dismissing from it, and coming together again where a conversation branches. */
import { message } from "../../schema/messages/message.ts";
import { noticeOf } from "../messages/notice-of.ts";
import { branching } from "./branching.ts";
import type { createCircleOpening } from "./circle-opening.ts";
import type { CirclePorts } from "./circle-ports.ts";
import { maySteer } from "./circle-rights.ts";
import { isFacilitator } from "./is-facilitator.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { IntentRefused, type Actor, type CircleHost } from "./circle-stage.ts";
import type { createSeating } from "./create-seating.ts";
import { findFreePersona, type HostedCircles } from "./hosted-circles.ts";

export function createCircleCompany(
  ports: Pick<CirclePorts, "stage" | "clock" | "conversations" | "newId">,
  circles: HostedCircles,
  seating: ReturnType<typeof createSeating>,
  opening: Pick<ReturnType<typeof createCircleOpening>, "restore">,
) {
  const { stage, clock } = ports;
  const { seat, unseat } = seating;
  const freePersona = (personaId: string, calledTo?: CircleRunner) =>
    findFreePersona(stage.state, personaId, circles.ofMember(personaId), calledTo, clock.now());

  /** Only its opener invites people into a private circle. */
  function invitePerson(actor: Actor, { circle, facts }: CircleRunner, userId: string): void {
    const isOwner = facts.ownerId === actor.userId || isFacilitator(actor);
    if (circle.isPrivate && !isOwner) throw new IntentRefused(message("not-the-owner"));
    facts.guests.add(userId);
    stage.sendToPerson(
      userId,
      "notice",
      noticeOf("info", message("invited", { name: actor.name, topic: circle.topic })),
    );
  }

  function refuseGuestOfSession(actor: Actor, runner: CircleRunner): void {
    if (runner.facts.session && !maySteer(actor, runner)) throw new IntentRefused(message("session-facilitators-only"));
  }

  const host: Pick<CircleHost, "invite" | "dismiss"> = {
    async invite(actor, { personaId }) {
      const runner = circles.ofActor(actor);
      refuseGuestOfSession(actor, runner);
      if (personaId === actor.userId) throw new IntentRefused(message("already-here"));
      if (stage.state.avatars.get(personaId)?.kind === "person") invitePerson(actor, runner, personaId);
      else seat(runner, freePersona(personaId, runner));
      return { personaId };
    },

    async dismiss(actor, { personaId }) {
      const runner = circles.ofActor(actor);
      refuseGuestOfSession(actor, runner);
      const isHere = runner.circle.members.some(({ id, kind }) => id === personaId && kind === "persona");
      if (!isHere) throw new IntentRefused(message("not-a-persona-here"));
      unseat(runner, personaId);
      return { personaId };
    },
  };
  return { ...host, ...branching(ports, circles, { ...seating, ...opening, freePersona }), freePersona };
}
