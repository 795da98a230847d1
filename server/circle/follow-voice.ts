/** Circles that personas opened by themselves give way while people wait for the voice. */
import type { CirclePorts } from "./circle-ports.ts";
import type { CircleRunner } from "./circle-runner.ts";
import type { HostedCircles } from "./hosted-circles.ts";

export function followVoice(onVoiceWanted: CirclePorts["onVoiceWanted"], circles: HostedCircles) {
  let isWanted = false;
  const tell = (runner: CircleRunner): void => {
    if (runner.circle.ofPersonas) runner.dispatch({ type: "voice-wanted", wanted: isWanted });
  };
  const stop = onVoiceWanted((wanted) => {
    isWanted = wanted;
    circles.forEach(tell);
  });
  return {
    stop,
    /** A circle has just been opened. */
    opened: (runner: CircleRunner): void => {
      if (isWanted) tell(runner);
    },
  };
}
