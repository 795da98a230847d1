/** Circles that begin with what was said in a stored conversation up to a turn (SPEC C8). */
import { message } from "../../schema/messages/message.ts";
import type { Member } from "./circle.ts";
import type { CirclePorts } from "./circle-ports.ts";
import { refuseSpectator } from "./circle-rights.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { IntentRefused, type CircleHost } from "./circle-stage.ts";
import type { createSeating } from "./create-seating.ts";
import type { HostedCircles } from "./hosted-circles.ts";
import { makeRoom } from "./make-room.ts";

type Seated = Pick<Member, "id" | "kind" | "name">;
type Here = Pick<ReturnType<typeof createSeating>, "seat" | "seatActor"> & {
  /** Takes over the circles of this place that no server holds, such as one that was just stored. */
  restore: () => Promise<void>;
  freePersona: (personaId: string, calledTo: CircleRunner) => Seated;
};

export const branching = (
  { conversations, newId }: Pick<CirclePorts, "conversations" | "newId">,
  circles: HostedCircles,
  { seat, seatActor, restore, freePersona }: Here,
): Pick<CircleHost, "branch"> => ({
  async branch(actor, { circleId, turnId }) {
    refuseSpectator(actor);
    makeRoom(actor, circles.openedBy(actor.userId));
    const id = newId();
    const personaIds = await conversations.branch(actor.scope, { id, circleId, turnId });
    if (!personaIds) throw new IntentRefused(message("no-such-moment"));
    await restore();
    const runner = circles.open(id);
    seatActor(runner, actor);
    for (const personaId of personaIds) {
      const persona = findIfFree(() => freePersona(personaId, runner));
      if (persona) seat(runner, persona);
    }
    await runner.turnLog.settled();
    return runner.transcriptView(actor);
  },
});

/** Those who sit elsewhere by now can be invited later. */
function findIfFree(find: () => Seated): Seated | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof IntentRefused) return null;
    throw error;
  }
}
