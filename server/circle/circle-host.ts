/** The circles of one place: what its room asks of them (SPEC C1). */
import type { CircleKind, Intent } from "../../schema/messages/room-messages.ts";
import { freeSeat, seatPosition } from "../../schema/rules/seating.ts";
import { createCircle, DEFAULT_SPEED, peopleOf, statusOf, type Circle, type Member } from "./circle.ts";
import { isFacilitator, mayHear, refuseSpectator, refuseSteering, refuseStranger } from "./circle-rights.ts";
import { CircleRunner, type CircleFacts, type CirclePorts } from "./circle-runner.ts";
import { IntentRefused, type Actor, type CircleHost } from "./circle-stage.ts";
import { removeCircle } from "./mirror-circle.ts";
import { toSteeringEvent } from "./steer-circle.ts";
import { Transcript } from "./transcript.ts";

const DEFAULT_LANGUAGE = "en";

/** Circles of a place; nobody but this host writes `state.circles` and its members' circle fields. */
export function createCircleHost(ports: CirclePorts): CircleHost {
  const { stage, conversations, personas, clock, newId, logger } = ports;
  const runners = new Map<string, CircleRunner>();

  const stopListening = personas.onChange(({ personaId, persona }) => {
    const runner = runnerOf(personaId);
    if (!runner) return;
    if (persona) runner.dispatch({ type: "member-renamed", memberId: personaId, name: persona.name });
    else removeMember(runner, personaId);
  });

  const runnerOf = (memberId: string): CircleRunner | undefined =>
    [...runners.values()].find(({ circle }) => circle.endedAt === null && circle.members.some(({ id }) => id === memberId));

  function startRunner(circle: Circle, facts: CircleFacts, transcript: Transcript): CircleRunner {
    const runner = new CircleRunner(circle, facts, transcript, ports, () => {
      runners.delete(circle.id);
      removeCircle(stage.state, circle.id);
    });
    runners.set(circle.id, runner);
    return runner;
  }

  /** `near`: the avatar at which the circle opens. */
  async function openCircle(actor: Actor, intent: Intent<"open-circle">, near: string): Promise<CircleRunner> {
    const { topic, kind, private: isPrivate, language = DEFAULT_LANGUAGE } = intent;
    const spot = stage.findSpot(near);
    if (!spot) throw new IntentRefused("floor-full", "There is no room for another circle here. Join one, or wait until one ends.");
    const id = newId();
    const circle = createCircle({ id, topic, kind }, clock.now());
    const row = { id, workspaceId: stage.workspaceId, ownerId: actor.userId, placeId: stage.placeId, topic, title: topic, kind, isPrivate };
    try {
      await conversations.openCircle({ ...row, ...spot, language, mode: "auto", speed: DEFAULT_SPEED, chatSessionId: null });
    } catch (error) {
      logger.error({ err: error }, "a circle could not be stored");
      throw new IntentRefused("not-saved", "The circle could not be stored, so it was not opened. Try again in a moment.");
    }
    return startRunner(circle, { ...spot, isPrivate, ownerId: actor.userId, language, guests: new Set([actor.userId]), costNano: 0 }, new Transcript());
  }

  function seat(runner: CircleRunner, who: Pick<Member, "id" | "kind" | "name">): void {
    const { circle, facts } = runner;
    if (circle.members.some(({ id }) => id === who.id)) return;
    const free = freeSeat(circle.members.map((member) => member.seat));
    if (free === null) throw new IntentRefused("circle-full", `All 16 seats of "${circle.topic}" are taken. Listen from outside, or open a circle of your own.`);
    const former = runnerOf(who.id);
    if (former) removeMember(former, who.id);
    if (who.kind === "person") facts.guests.add(who.id);
    runner.dispatch({ type: "member-joined", member: { ...who, seat: free } });
    if (who.kind === "person") runner.dispatch({ type: "watched", watched: true });
    stage.walkTo(who.id, seatPosition(facts, free), facts);
    const row = { id: newId(), workspaceId: stage.workspaceId, circleId: circle.id, memberId: who.id, memberKind: who.kind, memberName: who.name, seat: free };
    runner.record(() => conversations.addMember(row));
  }

  function removeMember(runner: CircleRunner, memberId: string): void {
    const at = new Date(clock.now());
    runner.dispatch({ type: "member-left", memberId });
    stage.release(memberId);
    runner.record(() => conversations.removeMember(runner.circle.id, memberId, at));
  }

  const seatPerson = (runner: CircleRunner, actor: Actor): void => seat(runner, { id: actor.userId, kind: "person", name: actor.name });

  function findCircle(circleId: string): CircleRunner {
    const runner = runners.get(circleId);
    if (!runner || runner.circle.endedAt !== null) throw new IntentRefused("no-such-circle", "This circle has ended. Its transcript is in the history.");
    return runner;
  }

  function ownCircle(actor: Actor): CircleRunner {
    refuseSpectator(actor);
    const runner = runnerOf(actor.userId);
    if (!runner) throw new IntentRefused("no-circle", "You are in no circle. Walk up to a persona or a circle and press E, or open one.");
    return runner;
  }

  /** A persona that may be called away: in no circle, or in one that sleeps without people. */
  function findFreePersona(personaId: string, calledTo?: CircleRunner): { id: string; name: string } {
    const avatar = stage.state.avatars.get(personaId);
    if (avatar?.kind !== "persona") throw new IntentRefused("no-such-persona", "This persona is not in this place.");
    const runner = runnerOf(personaId);
    const isBusy = runner && runner !== calledTo && (peopleOf(runner.circle).length > 0 || statusOf(runner.circle, clock.now()) !== "asleep");
    if (!isBusy) return { id: personaId, name: avatar.name };
    const others = runner.circle.members.filter(({ id }) => id !== personaId).map(({ name }) => name);
    const company = others.length > 0 ? ` with ${others.join(", ")}` : "";
    const where = mayBeNamed(runner) ? `"${runner.circle.topic}"${company}. Join them there` : "a private circle. Ask again later";
    throw new IntentRefused("persona-busy", `${avatar.name} is talking in ${where}.`);
  }

  const mayBeNamed = (runner: CircleRunner): boolean => !runner.facts.isPrivate;

  /** People are invited into a private circle by who opened it. */
  function invitePerson(actor: Actor, runner: CircleRunner, userId: string): void {
    const isOwner = runner.facts.ownerId === actor.userId || isFacilitator(actor);
    if (runner.facts.isPrivate && !isOwner) throw new IntentRefused("not-the-owner", "Only the person who opened this private circle can invite people.");
    runner.facts.guests.add(userId);
    const text = `${actor.name} invites you to "${runner.circle.topic}".`;
    stage.sendToPerson(userId, "notice", { code: "invited", level: "info", text });
  }

  return {
    async restore() {
      const now = clock.now();
      for (const { circle: row, members, people, turns } of await conversations.restore(stage.placeId, stage.workspaceId, new Date(now))) {
        const { id, topic, speed, paused } = row;
        const seated = members.map((member) => ({ id: member.memberId, kind: "persona" as const, name: member.memberName, seat: member.seat }));
        const start = { id, topic, speed, paused, members: seated, kind: row.kind as CircleKind, mode: row.mode as Circle["mode"] };
        const lastSpeakerId = turns.findLast(({ text }) => text !== "")?.speakerId ?? null;
        const guests = new Set([...people, ...(row.ownerId ? [row.ownerId] : [])]);
        const { isPrivate, ownerId = null, language, costNano } = row;
        const facts = { isPrivate, ownerId, language, costNano, guests, x: Number(row.x), z: Number(row.z) };
        const runner = startRunner(createCircle({ ...start, lastSpeakerId }, now, true), facts, new Transcript(turns));
        for (const member of seated) {
          if (stage.state.avatars.has(member.id)) stage.walkTo(member.id, seatPosition(facts, member.seat), facts);
          else removeMember(runner, member.id);
        }
        runner.dispatch({ type: "time-passed" });
      }
    },

    async openCircle(actor, intent) {
      refuseSpectator(actor);
      const runner = await openCircle(actor, intent, actor.userId);
      seatPerson(runner, actor);
      return runner.transcriptView();
    },

    async joinCircle(actor, { circleId }) {
      refuseSpectator(actor);
      const runner = findCircle(circleId);
      refuseStranger(actor, runner);
      seatPerson(runner, actor);
      return runner.transcriptView();
    },

    async leaveCircle(actor) {
      const runner = ownCircle(actor);
      removeMember(runner, actor.userId);
      return { circleId: runner.circle.id };
    },

    async talkTo(actor, { personaId, language }) {
      refuseSpectator(actor);
      const current = runnerOf(actor.userId);
      const persona = findFreePersona(personaId, current);
      if (current && current === runnerOf(personaId)) return current.transcriptView();
      const runner = await openCircle(actor, { topic: `A talk with ${persona.name}`, kind: "chat", private: false, language }, personaId);
      seatPerson(runner, actor);
      // Somebody else may have called the persona away while the circle was stored.
      seat(runner, { ...findFreePersona(personaId, runner), kind: "persona" });
      return runner.transcriptView();
    },

    async invite(actor, { personaId }) {
      const runner = ownCircle(actor);
      if (stage.state.avatars.get(personaId)?.kind === "person") invitePerson(actor, runner, personaId);
      else seat(runner, { ...findFreePersona(personaId, runner), kind: "persona" });
      return { personaId };
    },

    async dismiss(actor, { personaId }) {
      const runner = ownCircle(actor);
      const isHere = runner.circle.members.some(({ id, kind }) => id === personaId && kind === "persona");
      if (!isHere) throw new IntentRefused("not-a-persona-here", "This persona does not sit in your circle.");
      removeMember(runner, personaId);
      return { personaId };
    },

    async say(actor, { text, replyTo = null }) {
      const runner = ownCircle(actor);
      if (replyTo && !runner.transcript.find(replyTo)) {
        throw new IntentRefused("no-such-turn", "The message you answer is not among this conversation's recent ones. Send it without the reply.");
      }
      return { turnId: await runner.say(actor, text, replyTo) };
    },

    setTyping(actor, { typing }) {
      runnerOf(actor.userId)?.dispatch({ type: "typed", personId: actor.userId, typing });
    },

    async steer(actor, intent) {
      const runner = findCircle(intent.circleId);
      refuseSteering(actor, runner);
      runner.dispatch(toSteeringEvent(runner.circle, intent, actor.name));
      const { kind, mode, speed, paused } = runner.circle;
      runner.record(() => conversations.changeCircle(intent.circleId, { kind, mode, speed, paused }));
      return { circleId: intent.circleId };
    },

    async react(actor, { turnId, emoji }) {
      const runner = [...runners.values()].find(({ transcript }) => transcript.find(turnId));
      const turn = runner?.transcript.find(turnId);
      if (!runner || !turn || !mayHear(actor, runner)) throw new IntentRefused("no-such-turn", "This message is not among the recent ones here.");
      const circleId = runner.circle.id;
      if (!runner.transcript.react(turn, actor.userId, emoji)) return { turnId };
      runner.record(() => conversations.addReaction({ turnId, userId: actor.userId, emoji, workspaceId: stage.workspaceId, circleId }));
      stage.sendToAudience(circleId, "reacted", { circleId, turnId, emoji, userId: actor.userId });
      return { turnId };
    },

    async transcriptFor(actor, circleId) {
      const runner = runners.get(circleId);
      return runner && mayHear(actor, runner) ? runner.transcriptView() : null;
    },

    draftOf: (circleId) => runners.get(circleId)?.transcriptView().draft ?? null,

    setWatched(circleId, watched) {
      runners.get(circleId)?.dispatch({ type: "watched", watched });
    },

    async bodyLeft(avatarId) {
      const runner = runnerOf(avatarId);
      if (runner) removeMember(runner, avatarId);
    },

    async drain() {
      stopListening();
      await Promise.all([...runners.values()].map((runner) => runner.drain()));
      runners.clear();
    },
  };
}
