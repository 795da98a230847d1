/** Opens new circles, and restores those that were open when the server stopped. */
import { message } from "../../schema/messages/message.ts";
import type { Intent } from "../../schema/messages/room-messages.ts";
import type { Point } from "../../schema/rules/point.ts";
import { createCircle, type Circle } from "./circle.ts";
import type { CircleFacts, CirclePorts } from "./circle-ports.ts";
import { CircleRunner } from "./circle-runner.ts";
import { IntentRefused, type Actor } from "./circle-stage.ts";
import type { createSeating } from "./create-seating.ts";
import type { HostedCircles } from "./hosted-circles.ts";
import { makeRoom } from "./make-room.ts";
import { removeCircle } from "./mirror-circle.ts";
import { resumeCircle } from "./resume-circle.ts";
import { Transcript } from "./transcript.ts";

const DEFAULT_LANGUAGE = "en";

export function createCircleOpening(
  ports: CirclePorts,
  circles: HostedCircles,
  { unseat }: Pick<ReturnType<typeof createSeating>, "unseat">,
) {
  const { stage, conversations, clock, newId } = ports;
  let isDraining = false;

  function run(circle: Circle, facts: CircleFacts, transcript: Transcript): CircleRunner {
    const runner = new CircleRunner(circle, facts, transcript, ports, () => {
      circles.delete(circle.id);
      removeCircle(stage.state, circle.id);
    });
    circles.set(circle.id, runner);
    return runner;
  }

  /**
   * @param at the spot, or the avatar at which the circle opens
   * @param id that of a session's circle is known before
   */
  function open(actor: Actor, intent: Intent<"open-circle">, at: string | Point, id = newId()): CircleRunner {
    if (isDraining) throw new IntentRefused(message("closing"));
    const ownerId = actor.isPersona ? null : actor.userId;
    if (ownerId !== null) makeRoom(actor, circles.openedBy(ownerId));
    const spot = typeof at === "string" ? stage.findSpot(at, circles.takenSpots()) : at;
    if (!spot) throw new IntentRefused(message("floor-full"));
    const { topic, kind, private: isPrivate, language = DEFAULT_LANGUAGE } = intent;
    for (const runner of circles.casualAt(spot)) runner.dispatch({ type: "stopped", by: actor.name });
    const circle = createCircle({ id, isPrivate, ofPersonas: ownerId === null, topic, kind }, clock.now());
    const runner = run(
      circle,
      {
        ...spot,
        ownerId,
        language,
        session: null,
        branch: null,
        guests: new Set(ownerId === null ? [] : [ownerId]),
        costNano: 0,
      },
      new Transcript(),
    );
    const { mode, speed } = circle;
    const { placeId, workspaceId } = stage;
    runner.turnLog.open({
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

  async function restore(): Promise<void> {
    for (const stored of await conversations.restore(stage.placeId, stage.workspaceId))
      if (!circles.has(stored.circle.id)) resumeCircle(stored, { ports, circles, unseat, run });
  }

  return {
    open,
    restore,
    /** From now on no circle is opened. */
    end(): void {
      isDraining = true;
    },
  };
}
