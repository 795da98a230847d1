/**
 * Tells the circle that this person types, so that no persona speaks over them (C4). The room forgets
 * 8 s after the last signal, so it is repeated while keys come, and taken back when they stop.
 */
const REPEAT_MS = 2000;
const PAUSE_MS = 6000;

export type TypingSignal = { key(): void; stop(): void };

/** `now` in ms; `later` schedules and returns how to cancel. */
export function createTypingSignal(
  tell: (typing: boolean) => void,
  now: () => number,
  later: (action: () => void, ms: number) => () => void,
): TypingSignal {
  let toldAt = -Infinity;
  let isTyping = false;
  let cancelPause = () => {};

  const stop = () => {
    cancelPause();
    if (isTyping) tell(false);
    isTyping = false;
    toldAt = -Infinity;
  };
  const key = () => {
    cancelPause();
    cancelPause = later(stop, PAUSE_MS);
    if (now() - toldAt < REPEAT_MS) return;
    toldAt = now();
    isTyping = true;
    tell(true);
  };
  return { key, stop };
}
