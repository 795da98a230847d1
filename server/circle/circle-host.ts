/** The circles of one place: what its room asks of them (SPEC C1). */
import type { CircleTranscript, Intent } from "../../schema/messages/room-messages.ts";
import { seatPosition } from "../../schema/rules/seating.ts";
import { createCircle, type Circle } from "./circle.ts";
import { isFacilitator, mayHear, mayKnow, refuseSpectator, refuseSteering, refuseStranger } from "./circle-rights.ts";
import type { CircleFacts, CirclePorts } from "./circle-ports.ts";
import { CircleRunner } from "./circle-runner.ts";
import { makeRoom } from "./make-room.ts";
import { IntentRefused, type Actor, type CircleHost } from "./circle-stage.ts";
import { findFreePersona, HostedCircles } from "./hosted-circles.ts";
import { removeCircle } from "./mirror-circle.ts";
import { reviveCircle } from "./revive-circle.ts";
import { createSeating } from "./create-seating.ts";
import { toSteeringEvent } from "./steer-circle.ts";
import { talkTopic } from "./talk-topic.ts";
import { Transcript } from "./transcript.ts";

const DEFAULT_LANGUAGE = "en";

/** Circles of a place; nobody but this host writes `state.circles` and its members' circle fields. */
export function createCircleHost(ports: CirclePorts): CircleHost {
  const { stage, conversations, personas, onCall, clock, newId } = ports;
  const circles = new HostedCircles();
  const { seat, unseat } = createSeating(ports, circles);
  let isDraining = false;

  const stopCounting = onCall(({ context, cost }) => circles.get(context.circleId ?? "")?.count(cost.totalNano));
  const stopListening = personas.onChange(({ personaId, persona }) => {
    const runner = circles.ofMember(personaId);
    if (runner && persona) runner.dispatch({ type: "member-renamed", memberId: personaId, name: persona.name });
    else if (runner) unseat(runner, personaId);
  });

  function run(circle: Circle, facts: CircleFacts, transcript: Transcript): CircleRunner {
    const runner = new CircleRunner(circle, facts, transcript, ports, () => {
      circles.delete(circle.id);
      removeCircle(stage.state, circle.id);
    });
    circles.set(circle.id, runner);
    return runner;
  }

  /** `near`: the avatar at which the circle opens. */
  function openCircle(actor: Actor, intent: Intent<"open-circle">, near: string): CircleRunner {
    if (isDraining) throw new IntentRefused("closing", "The server is stopping. Come back in a moment.");
    makeRoom(actor, circles.openedBy(actor.userId));
    const spot = stage.findSpot(near);
    if (!spot)
      throw new IntentRefused(
        "floor-full",
        "There is no room for another circle here. Join one, or wait until one ends.",
      );
    const { topic, kind, private: isPrivate, language = DEFAULT_LANGUAGE } = intent;
    const { userId: ownerId } = actor;
    const circle = createCircle({ id: newId(), isPrivate, topic, kind }, clock.now());
    const runner = run(
      circle,
      { ...spot, ownerId, language, guests: new Set([ownerId]), costNano: 0 },
      new Transcript(),
    );
    const { id, mode, speed } = circle;
    const { placeId, workspaceId } = stage;
    runner.book.open({
      id,
      workspaceId,
      ownerId,
      placeId,
      topic,
      title: topic,
      kind,
      mode,
      speed,
      isPrivate,
      language,
      ...spot,
      chatSessionId: null,
    });
    return runner;
  }

  /** What was said so far, for who may read it over HTTP by now too. */
  async function answerTranscript(actor: Actor, runner: CircleRunner): Promise<CircleTranscript> {
    await runner.book.settled();
    return runner.transcriptView(actor);
  }

  const seatPerson = (runner: CircleRunner, { userId, name }: Actor): void =>
    seat(runner, { id: userId, kind: "person", name });

  const freePersona = (personaId: string, calledTo?: CircleRunner) =>
    findFreePersona(stage.state, personaId, circles.ofMember(personaId), calledTo, clock.now());

  /** People are invited into a private circle by who opened it. */
  function invitePerson(actor: Actor, { circle, facts }: CircleRunner, userId: string): void {
    const isOwner = facts.ownerId === actor.userId || isFacilitator(actor);
    if (circle.isPrivate && !isOwner)
      throw new IntentRefused("not-the-owner", "Only the person who opened this private circle can invite people.");
    facts.guests.add(userId);
    stage.sendToPerson(userId, "notice", {
      code: "invited",
      level: "info",
      text: `${actor.name} invites you to "${circle.topic}".`,
      values: { name: actor.name, topic: circle.topic },
    });
  }

  return {
    async restore() {
      const now = clock.now();
      for (const stored of await conversations.restore(stage.placeId, stage.workspaceId)) {
        const { circle, facts } = reviveCircle(stored, now);
        const runner = run(circle, facts, new Transcript(stored.turns));
        for (const member of Array.from(circle.members)) {
          if (stage.state.avatars.has(member.id)) stage.walkTo(member.id, seatPosition(facts, member.seat), facts);
          else unseat(runner, member.id);
        }
        runner.dispatch({ type: "time-passed" });
      }
    },

    async openCircle(actor, intent) {
      refuseSpectator(actor);
      const runner = openCircle(actor, intent, actor.userId);
      seatPerson(runner, actor);
      return answerTranscript(actor, runner);
    },

    async joinCircle(actor, { circleId }) {
      refuseSpectator(actor);
      const runner = circles.open(circleId);
      refuseStranger(actor, runner);
      seatPerson(runner, actor);
      return answerTranscript(actor, runner);
    },

    async leaveCircle(actor) {
      const runner = circles.ofActor(actor);
      unseat(runner, actor.userId);
      return { circleId: runner.circle.id };
    },

    async talkTo(actor, { personaId, language }) {
      refuseSpectator(actor);
      const current = circles.ofMember(actor.userId);
      const persona = freePersona(personaId, current);
      if (current && current === circles.ofMember(personaId)) return current.transcriptView(actor);
      const runner = openCircle(
        actor,
        { topic: talkTopic(persona.name, language), kind: "chat", private: false, language },
        personaId,
      );
      seatPerson(runner, actor);
      seat(runner, persona);
      return answerTranscript(actor, runner);
    },

    async invite(actor, { personaId }) {
      const runner = circles.ofActor(actor);
      if (personaId === actor.userId)
        throw new IntentRefused("already-here", "You sit in this circle already. Invite somebody else.");
      if (stage.state.avatars.get(personaId)?.kind === "person") invitePerson(actor, runner, personaId);
      else seat(runner, freePersona(personaId, runner));
      return { personaId };
    },

    async dismiss(actor, { personaId }) {
      const runner = circles.ofActor(actor);
      const isHere = runner.circle.members.some(({ id, kind }) => id === personaId && kind === "persona");
      if (!isHere) throw new IntentRefused("not-a-persona-here", "This persona does not sit in your circle.");
      unseat(runner, personaId);
      return { personaId };
    },

    async say(actor, { text, replyTo = null }) {
      const runner = circles.ofActor(actor);
      const answered = replyTo ? runner.transcript.find(replyTo) : undefined;
      if (replyTo && !(answered && mayKnow(actor, answered))) {
        throw new IntentRefused(
          "no-such-turn",
          "The message you answer is not among this conversation's recent ones. Send it without the reply.",
        );
      }
      return { turnId: await runner.say(actor, text, replyTo) };
    },

    setTyping(actor, { typing }) {
      circles.ofMember(actor.userId)?.dispatch({ type: "typed", personId: actor.userId, typing });
    },

    async steer(actor, intent) {
      const runner = circles.open(intent.circleId);
      refuseSteering(actor, runner);
      runner.dispatch(toSteeringEvent(runner.circle, intent, actor.name));
      return { circleId: intent.circleId };
    },

    async react(actor, { turnId, emoji }) {
      const runner = circles.ofTurn(turnId);
      const turn = runner?.transcript.find(turnId);
      if (!runner || !turn || !mayHear(actor, runner) || !mayKnow(actor, turn))
        throw new IntentRefused("no-such-turn", "This message is not among the recent ones here.");
      const circleId = runner.circle.id;
      const { userId } = actor;
      if (!runner.transcript.react(turn, userId, emoji)) return { turnId };
      runner.book.record(() =>
        conversations.addReaction({ turnId, userId, emoji, workspaceId: stage.workspaceId, circleId }),
      );
      runner.tell("reacted", { circleId, turnId, emoji, userId });
      return { turnId };
    },

    mayHear(actor, circleId) {
      const runner = circles.get(circleId);
      return runner !== undefined && mayHear(actor, runner);
    },

    async transcriptFor(actor, circleId) {
      const runner = circles.get(circleId);
      return runner && mayHear(actor, runner) ? runner.transcriptView(actor) : null;
    },

    setWatched(circleId, watched) {
      circles.get(circleId)?.dispatch({ type: "watched", watched });
    },

    async bodyLeft(avatarId) {
      const runner = circles.ofMember(avatarId);
      if (runner) unseat(runner, avatarId);
    },

    async drain() {
      isDraining = true;
      stopListening();
      await Promise.all([...circles.values()].map((runner) => runner.drain()));
      stopCounting();
      circles.clear();
    },
  };
}
