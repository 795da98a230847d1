/** Talking in a circle: messages, reactions, typing, steering. */
import { message } from "../../schema/messages/message.ts";
import type { CirclePorts } from "./circle-ports.ts";
import { mayHear, mayKnow, refuseSteering } from "./circle-rights.ts";
import { IntentRefused, type CircleHost } from "./circle-stage.ts";
import type { HostedCircles } from "./hosted-circles.ts";
import { toSteeringEvent } from "./steer-circle.ts";

type CircleTalk = Pick<CircleHost, "say" | "setTyping" | "steer" | "react">;

export function createCircleTalk(
  { stage, conversations }: Pick<CirclePorts, "stage" | "conversations">,
  circles: HostedCircles,
): CircleTalk {
  return {
    async say(actor, { text, replyTo = null }) {
      const runner = circles.ofActor(actor);
      const answered = replyTo ? runner.transcript.find(replyTo) : undefined;
      if (replyTo && !(answered && mayKnow(actor, answered))) {
        throw new IntentRefused(message("no-such-turn"));
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
        throw new IntentRefused(message("no-such-turn"));
      const circleId = runner.circle.id;
      const { userId } = actor;
      if (!runner.transcript.react(turn, userId, emoji)) return { turnId };
      runner.turnLog.record(() =>
        conversations.addReaction({ turnId, userId, emoji, workspaceId: stage.workspaceId, circleId }),
      );
      runner.send("reacted", { circleId, turnId, emoji, userId });
      return { turnId };
    },
  };
}
