/** The clock that circles use: `systemClock`, or a manual one in tests. */
export type Clock = {
  /** ms since epoch */
  now(): number;
  /** Runs once, at `at` (ms since epoch) or soon after; returns a function that cancels. */
  schedule(at: number, run: () => void): () => void;
};
