import type { CirclePorts } from "./circle-ports.ts";
import type { HostedCircles } from "./hosted-circles.ts";

/** Whoever edits a turn, in whichever process: its circle goes on with the new words, and those who hear it get them (SPEC C8). */
export const followEdits = (onTurnEdited: CirclePorts["onTurnEdited"], circles: HostedCircles): (() => void) =>
  onTurnEdited((change) => {
    if (change) circles.get(change.circleId)?.reword([change.turnId]);
    else for (const runner of circles.values()) runner.reword(runner.transcript.endedIds());
  });
