/** Talking in a circle: messages, reactions, typing, steering. */
import { principalOf } from "../../engine/scope/scope.ts";
import { message } from "../../schema/messages/message.ts";
import type { CirclePorts } from "./circle-ports.ts";
import { mayHear, mayKnow, refuseSteering } from "./circle-rights.ts";
import { refuseSilenced, silencedBecause } from "./circle-session.ts";
import { IntentRefused, type CircleHost } from "./circle-stage.ts";
import type { HostedCircles } from "./hosted-circles.ts";
import { toSteeringEvent } from "./steer-circle.ts";

type CircleTalk = Pick<CircleHost, "say" | "setTyping" | "steer" | "react">;

export function createCircleTalk(
  { stage, conversations, sessions }: Pick<CirclePorts, "stage" | "conversations" | "sessions">,
  circles: HostedCircles,
): CircleTalk {
  return {
    async say(actor, { text, replyTo = null }) {
      const runner = circles.ofActor(actor);
      refuseSilenced(actor, runner.facts.session);
      const answered = replyTo ? runner.transcript.find(replyTo) : undefined;
      if (replyTo && !(answered && mayKnow(actor, answered))) {
        throw new IntentRefused(message("no-such-turn"));
      }
      return { turnId: await runner.say(actor, text, replyTo) };
    },

    setTyping(actor, { typing }) {
      const runner = circles.ofMember(actor.userId);
      if (!runner || (typing && silencedBecause(actor, runner.facts.session))) return;
      runner.dispatch({ type: "typed", personId: actor.userId, typing });
    },

    async steer(actor, intent) {
      const runner = circles.open(intent.circleId);
      refuseSteering(actor, runner, intent);
      runner.dispatch(toSteeringEvent(runner.circle, intent, actor.name));
      const { session } = runner.facts;
      if (session)
        runner.turnLog.record(async () => {
          await sessions.recordSteering(principalOf(stage.workspaceId, actor.userId), session.id, intent.action);
        });
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
        conversations.addReaction(principalOf(stage.workspaceId, userId), { turnId, emoji, circleId }),
      );
      runner.send("reacted", { circleId, turnId, emoji, userId });
      return { turnId };
    },
  };
}
