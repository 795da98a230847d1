/** Makes circles that personas opened by themselves yield while people wait for the voice. */
import type { CirclePorts } from "./circle-ports.ts";
import type { CircleRunner } from "./circle-runner.ts";
import type { HostedCircles } from "./hosted-circles.ts";

export function followVoice(onVoiceWanted: CirclePorts["onVoiceWanted"], circles: HostedCircles) {
  let isWanted = false;
  const update = (runner: CircleRunner): void => {
    if (runner.circle.ofPersonas) runner.dispatch({ type: "voice-wanted", wanted: isWanted });
  };
  const stop = onVoiceWanted((wanted) => {
    isWanted = wanted;
    circles.forEach(update);
  });
  return {
    stop,
    /** Call it when a circle has been opened. */
    opened: (runner: CircleRunner): void => {
      if (isWanted) update(runner);
    },
  };
}
