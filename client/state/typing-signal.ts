/**
 * Signals to the circle that this person types, so that no persona speaks over them (C4). The room forgets a
 * signal after 8 s, so it is repeated while keys come, and withdrawn when they stop.
 */
const REPEAT_MS = 2000;
const PAUSE_MS = 6000;

export type TypingSignal = { key(): void; stop(): void };

/** `now` in ms; `later` schedules and returns a function that cancels. */
export function createTypingSignal(
  send: (typing: boolean) => void,
  now: () => number,
  later: (action: () => void, ms: number) => () => void,
): TypingSignal {
  let sentAt = -Infinity;
  let isTyping = false;
  let cancelPause = () => {};

  const stop = () => {
    cancelPause();
    if (isTyping) send(false);
    isTyping = false;
    sentAt = -Infinity;
  };
  const key = () => {
    cancelPause();
    cancelPause = later(stop, PAUSE_MS);
    if (now() - sentAt < REPEAT_MS) return;
    sentAt = now();
    isTyping = true;
    send(true);
  };
  return { key, stop };
}
