/** The circles of one place: the interface its room uses (SPEC C1). */
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { wasJustLeft } from "./circle.ts";
import { createCircleCompany } from "./circle-company.ts";
import { createCircleOpening } from "./circle-opening.ts";
import type { CirclePorts } from "./circle-ports.ts";
import { mayHear, refuseSpectator, refuseStranger } from "./circle-rights.ts";
import { isFacilitator } from "./is-facilitator.ts";
import type { CircleRunner } from "./circle-runner.ts";
import type { Actor, CircleHost } from "./circle-stage.ts";
import { createCircleTalk } from "./circle-talk.ts";
import { createSeating } from "./create-seating.ts";
import { followEdits } from "./follow-edits.ts";
import { followOutcomes } from "./follow-outcomes.ts";
import { followVoice } from "./follow-voice.ts";
import { hostSessions } from "./host-sessions.ts";
import { HostedCircles } from "./hosted-circles.ts";
import { talkTopic } from "./talk-topic.ts";

/** Circles of a place; only this host writes `state.circles` and the circle fields of members. */
export function createCircleHost(ports: CirclePorts): CircleHost {
  const { personas, onCall, onOutcome, onTurnEdited, onVoiceWanted, clock } = ports;
  const circles = new HostedCircles();
  const seating = createSeating(ports, circles);
  const { seat, seatActor, unseat } = seating;
  const opening = createCircleOpening(ports, circles, seating);
  const { end: endSessions, ...ofSessions } = hostSessions(ports, circles, { opening, seating });
  const { freePersona, ...company } = createCircleCompany(ports, circles, seating, opening);

  const stopCounting = onCall(({ context, cost }) => circles.get(context.circleId ?? "")?.count(cost.totalNano));
  const stopFollowing = [followOutcomes(onOutcome, circles), followEdits(onTurnEdited, circles)];
  const voice = followVoice(onVoiceWanted, circles);
  const stopListening = personas.onChange(({ personaId, persona }) => {
    const runner = circles.ofMember(personaId);
    if (runner && persona) runner.dispatch({ type: "member-renamed", memberId: personaId, name: persona.name });
    else if (runner) unseat(runner, personaId);
  });

  function enter(actor: Actor, runner: CircleRunner): Promise<CircleTranscript> {
    const { session } = runner.facts;
    session?.stoodUp.delete(actor.userId);
    if (isFacilitator(actor)) session?.keepers.add(actor.userId);
    seatActor(runner, actor);
    return answerTranscript(actor, runner);
  }

  return {
    async restore() {
      await opening.restore();
      // Those whose circles came just now are theirs again.
      await ofSessions.applySessions();
    },
    ...company,
    ...ofSessions,
    ...createCircleTalk(ports, circles),

    async openCircle(actor, intent, spot) {
      refuseSpectator(actor);
      const runner = opening.open(actor, intent, spot ?? actor.userId);
      voice.opened(runner);
      return enter(actor, runner);
    },

    async joinCircle(actor, { circleId }) {
      refuseSpectator(actor);
      const runner = circles.open(circleId);
      refuseStranger(actor, runner);
      return enter(actor, runner);
    },

    async leaveCircle(actor) {
      const runner = circles.ofActor(actor);
      unseat(runner, actor.userId);
      runner.facts.session?.stoodUp.add(actor.userId);
      return { circleId: runner.circle.id };
    },

    async talkTo(actor, { personaId, language }) {
      refuseSpectator(actor);
      const current = circles.ofMember(actor.userId);
      const theirs = circles.ofMember(personaId);
      if (current && current === theirs) return current.transcriptView(actor);
      if (theirs && wasJustLeft(theirs.circle, clock.now()) && mayHear(actor, theirs)) {
        refuseStranger(actor, theirs);
        return enter(actor, theirs);
      }
      const persona = freePersona(personaId, current);
      const runner = opening.open(
        actor,
        { topic: talkTopic(persona.name, language), kind: "chat", private: false, language },
        personaId,
      );
      seatActor(runner, actor);
      seat(runner, persona);
      return answerTranscript(actor, runner);
    },

    ...hearing(circles, unseat),
    ...recording(circles, ports),

    async drain() {
      opening.end();
      endSessions();
      for (const stop of [stopListening, ...stopFollowing, voice.stop]) stop();
      await Promise.all([...circles.values()].map((runner) => runner.drain()));
      stopCounting();
      circles.clear();
    },
  };
}

/** The transcript so far, for those who may now read it over HTTP, too. */
async function answerTranscript(actor: Actor, runner: CircleRunner): Promise<CircleTranscript> {
  await runner.turnLog.settled();
  return runner.transcriptView(actor);
}

const recording = (
  circles: HostedCircles,
  { conversations }: Pick<CirclePorts, "conversations">,
): Pick<CircleHost, "keepMotion"> => ({
  keepMotion(circleId, motion) {
    const log = circles.get(circleId)?.turnLog;
    log?.record(() => conversations.addMotion(log.key, motion));
  },
});

/** Who hears which circle, as the place asks. */
const hearing = (
  circles: HostedCircles,
  unseat: (runner: CircleRunner, memberId: string) => void,
): Pick<CircleHost, "mayHear" | "transcriptFor" | "setWatched" | "bodyLeft"> => ({
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
});
