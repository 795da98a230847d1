import type { CirclePorts } from "./circle-ports.ts";
import type { HostedCircles } from "./hosted-circles.ts";

/** Whoever changes the outcome of a circle, in whichever process: those who hear the circle are notified. */
export const followOutcomes = (onOutcome: CirclePorts["onOutcome"], circles: HostedCircles): (() => void) =>
  onOutcome((change) => {
    if (change) circles.get(change.circleId)?.outcome.changed(change.kind);
    else for (const { outcome } of circles.values()) outcome.changed(null);
  });
