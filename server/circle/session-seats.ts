/** Brings the circle of a session to what is stored of it: seated, muted, frozen, heard by its people (SPEC C9). */
import { isDeepStrictEqual } from "node:util";
import type { Material } from "../../schema/messages/session-material.ts";
import type { HostedSession, Said } from "../session/hosted-session.ts";
import { peopleOf, personasOf } from "./circle.ts";
import type { CirclePorts } from "./circle-ports.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { toCircleSession, type CircleSession } from "./circle-session.ts";
import { IntentRefused } from "./circle-stage.ts";
import type { createSeating } from "./create-seating.ts";
import { findFreePersona, type HostedCircles } from "./hosted-circles.ts";

export function createSessionSeats(
  { stage, sessions, conversations, clock }: Pick<CirclePorts, "stage" | "sessions" | "conversations" | "clock">,
  circles: HostedCircles,
  seating: ReturnType<typeof createSeating>,
) {
  function seatPersonas(runner: CircleRunner, personaIds: readonly string[]): void {
    for (const { id } of personasOf(runner.circle)) if (!personaIds.includes(id)) seating.unseat(runner, id);
    for (const id of personaIds) {
      if (runner.circle.members.some((member) => member.id === id)) continue;
      try {
        seating.seat(runner, findFreePersona(stage.state, id, circles.ofMember(id), runner, clock.now()));
      } catch (error) {
        // It sits elsewhere, or is gone: the studio shows who is missing.
        if (!(error instanceof IntentRefused)) throw error;
      }
    }
  }

  function seatPeople(runner: CircleRunner): void {
    const session = runner.facts.session!;
    for (const { id } of peopleOf(runner.circle))
      if (![session.seats, session.facilitators, session.keepers].some((may) => may.has(id)))
        seating.unseat(runner, id);
    for (const id of session.seats) if (!session.stoodUp.has(id)) seatPerson(runner, id);
  }

  function seatPerson(runner: CircleRunner, userId: string): void {
    const avatar = stage.state.avatars.get(userId);
    if (avatar?.kind !== "person" || runner.circle.members.some(({ id }) => id === userId)) return;
    try {
      seating.seat(runner, { id: userId, kind: "person", name: avatar.name });
    } catch (error) {
      // Every seat is taken.
      if (!(error instanceof IntentRefused)) throw error;
    }
  }

  /** In order with what is being stored: a turn of theirs, or one that repeats them, may be. */
  function forget(runner: CircleRunner, userId: string, name: string): void {
    const sessionId = runner.facts.session!.id;
    const said: Said[] = [];
    runner.dispatch({ type: "withdrew" });
    runner.turnLog.insist(async () => {
      said.push(...runner.transcript.forget(userId, name));
      await sessions.erase({ sessionId, userId, said });
      await runner.outcome.read();
      // Former wordings of edited turns are stored alone, so what others repeated of them was found there.
      for (const turn of await conversations.readWordings(runner.turnLog.key, runner.transcript.endedIds()))
        runner.transcript.reword(turn);
      stage.sendTranscripts(runner.circle.id);
      runner.dispatch({ type: "erased" });
    });
  }

  function bring(runner: CircleRunner, hosted: HostedSession): void {
    const before = runner.facts.session?.listeners ?? new Set<string>();
    const shownBefore = shownBy(runner.facts.session);
    const session = toCircleSession(hosted, clock.now(), runner.facts.session);
    runner.facts.session = session;
    const shown = shownBy(session);
    if (!isDeepStrictEqual(shown, shownBefore)) runner.send("shown-changed", { circleId: runner.circle.id, shown });
    const newcomers = [...session.listeners].filter((userId) => !before.has(userId));
    const newcomer = hosted.people.find(
      ({ userId }) => newcomers.includes(userId) && !session.facilitators.has(userId),
    );
    const { muted, isFrozen: frozen } = hosted;
    runner.dispatch({ type: "session-set", muted, frozen, newcomer: newcomer?.name ?? null });
    runner.whispers.set(hosted.whispers);
    // Whoever is let in hears what was said from the start; the consent form says so.
    for (const userId of newcomers) runner.turnLog.admit(userId);
    for (const userId of before) if (!session.listeners.has(userId)) runner.turnLog.left(userId);
    seatPersonas(runner, hosted.personaIds);
    seatPeople(runner);
    for (const { userId, name, status } of hosted.people)
      if (status === "withdrawn" && (before.has(userId) || runner.transcript.hasTurnsOf(userId)))
        forget(runner, userId, name);
  }

  return { bring, seatPerson };
}

const shownBy = (session: CircleSession | null): Material | null => session?.section?.material ?? null;
