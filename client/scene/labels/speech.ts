/** The part of a turn that a bubble shows while it streams: whole words, at reading pace, never falling far behind. */
const CHARACTERS_PER_SECOND = 34;
/** Any backlog is shown within about this time. */
const CATCH_UP_SECONDS = 0.9;
const SHORTEST_STAY_SECONDS = 3.5;
const STAY_SECONDS_PER_CHARACTER = 0.045;
const LONGEST_STAY_SECONDS = 12;

export type Speech = {
  readonly turnId: string;
  readonly speakerId: string;
  /** All that has arrived so far. */
  text: string;
  /** Shown so far: always a prefix of `text` that ends with a word. */
  shown: string;
  isEnded: boolean;
  /** Seconds since everything was shown. */
  rest: number;
  progress: number;
};

export const beginSpeech = (turnId: string, speakerId: string): Speech => ({
  turnId,
  speakerId,
  text: "",
  shown: "",
  isEnded: false,
  rest: 0,
  progress: 0,
});

/** Advances a bubble; false once it has stayed long enough. */
export function advanceSpeech(speech: Speech, dt: number): boolean {
  const behind = speech.text.length - speech.progress;
  speech.progress = Math.min(
    speech.text.length,
    speech.progress + dt * Math.max(CHARACTERS_PER_SECOND, behind / CATCH_UP_SECONDS),
  );
  const reached = Math.floor(speech.progress);
  if (reached >= speech.text.length && speech.isEnded) {
    speech.shown = speech.text;
    speech.rest += dt;
  } else {
    const end = speech.text.lastIndexOf(" ", reached);
    if (end > speech.shown.length) speech.shown = speech.text.slice(0, end);
  }
  const stay = Math.min(
    LONGEST_STAY_SECONDS,
    Math.max(SHORTEST_STAY_SECONDS, speech.text.length * STAY_SECONDS_PER_CHARACTER),
  );
  return speech.rest < stay;
}
