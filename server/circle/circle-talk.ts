/** Talking in a circle: messages, reactions, typing, steering. */
import { message } from "../../schema/messages/message.ts";
import { isInTurn } from "./circle-debate.ts";
import type { CirclePorts } from "./circle-ports.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { leads, mayHear, mayKnow, refuseOtherModerators, refuseSteering } from "./circle-rights.ts";
import { refuseSilenced, silencedBecause } from "./circle-session.ts";
import { IntentRefused, type Actor, type CircleHost } from "./circle-stage.ts";
import type { HostedCircles } from "./hosted-circles.ts";
import { toSteeringEvent } from "./steer-circle.ts";

type CircleTalk = Pick<CircleHost, "say" | "setTyping" | "steer" | "react" | "leads">;

export function createCircleTalk(
  { stage, conversations, sessions, logger }: Pick<CirclePorts, "stage" | "conversations" | "sessions" | "logger">,
  circles: HostedCircles,
): CircleTalk {
  /** After what the act changed. Resolves once it is on the record: an act that is acknowledged outlives the server. */
  async function recordSteering(runner: CircleRunner, { scope }: Actor, act: string): Promise<void> {
    if (!runner.facts.session) return;
    const { id } = runner.circle;
    try {
      await runner.turnLog.write(() => sessions.recordSteering(scope, id, act));
    } catch (error) {
      logger.error({ err: error, circleId: id }, "an act could not be put on the record of its session");
      throw new IntentRefused(message("act-not-recorded"));
    }
  }
  const lowerHand = (userId: string): void => {
    const avatar = stage.state.avatars.get(userId);
    if (avatar?.gesture === "raise-hand") avatar.gesture = "";
  };
  return {
    leads(actor, circleId) {
      const runner = circles.get(circleId);
      return runner !== undefined && leads(actor, runner);
    },

    async say(actor, { text, replyTo = null }) {
      const runner = circles.ofActor(actor);
      refuseSilenced(actor, runner.facts.session);
      if (!isInTurn(runner.circle, actor.userId)) throw new IntentRefused(message("debate-not-your-part"));
      const answered = replyTo ? runner.transcript.find(replyTo) : undefined;
      if (replyTo && !(answered && mayKnow(actor, answered, runner.facts.session))) {
        throw new IntentRefused(message("no-such-turn"));
      }
      lowerHand(actor.userId);
      return { turnId: await runner.say(actor, text, replyTo) };
    },

    setTyping(actor, { typing, aloud }) {
      const runner = circles.ofMember(actor.userId);
      if (!runner || (typing && silencedBecause(actor, runner.facts.session))) return;
      if (typing && !isInTurn(runner.circle, actor.userId)) return;
      runner.dispatch({ type: "typed", personId: actor.userId, typing });
      if (typing && aloud) runner.dispatch({ type: "spoke-up", personId: actor.userId });
    },

    async steer(actor, intent) {
      const runner = circles.open(intent.circleId);
      refuseSteering(actor, runner, intent);
      refuseOtherModerators(actor, runner, intent);
      runner.dispatch(toSteeringEvent(runner.circle, intent, actor.name));
      await recordSteering(runner, actor, intent.action);
      return { circleId: intent.circleId };
    },

    async react(actor, { turnId, emoji }) {
      const runner = circles.ofTurn(turnId);
      const turn = runner?.transcript.find(turnId);
      if (!runner || !turn || !mayHear(actor, runner) || !mayKnow(actor, turn, runner.facts.session))
        throw new IntentRefused(message("no-such-turn"));
      const circleId = runner.circle.id;
      const { scope, userId } = actor;
      if (!runner.transcript.react(turn, userId, emoji)) return { turnId };
      runner.turnLog.record(() => conversations.addReaction(scope, { turnId, emoji, circleId }));
      runner.send("reacted", { circleId, turnId, emoji, userId });
      return { turnId };
    },
  };
}
