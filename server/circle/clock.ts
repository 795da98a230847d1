/** The clock that circles use: `systemClock`, or a manual one in tests. */
export type Clock = {
  /** ms since epoch */
  now(): number;
  /** Runs once, at `at` (ms since epoch) or soon after, at most 24 days from now; returns a function that cancels. */
  schedule(at: number, run: () => void): () => void;
};
