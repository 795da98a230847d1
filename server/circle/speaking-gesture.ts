import type { GESTURES } from "../../schema/messages/room-messages.ts";

type Gesture = (typeof GESTURES)[number];

const READINGS: [RegExp, Gesture][] = [
  [/^(hello|hi|welcome|good (morning|evening)|hallo|willkommen|guten (morgen|abend))\b/iu, "wave"],
  [/\b(thank you|thanks|danke)\b/iu, "bow"],
  [/\b(bravo|well done|congratulations|gratuliere|glückwunsch)\b/iu, "clap"],
  [/^(no|not|never|i disagree|nein|nicht|nie)\b/iu, "shake"],
  [/^(yes|right|exactly|true|i agree|of course|ja|genau|stimmt|richtig)\b/iu, "nod"],
  [/\?\s*$|\b(perhaps|maybe|i wonder|vielleicht)\b/iu, "think"],
];

/** The gesture for the sentence being spoken; without a cue it is "point" (SPEC W8). */
export function speakingGesture(shown: string): Gesture {
  const sentence =
    shown
      .split(/(?<=[.!?…])\s+(?=\S)/u)
      .at(-1)
      ?.trim() ?? "";
  return READINGS.find(([cue]) => cue.test(sentence))?.[1] ?? "point";
}
