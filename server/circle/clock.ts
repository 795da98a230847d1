/** Time as circles use it; the real one is `systemClock`, tests turn theirs by hand. */
export type Clock = {
  /** ms since epoch */
  now(): number;
  /** Runs once, at `at` (ms since epoch) or soon after; the answer cancels it. */
  schedule(at: number, run: () => void): () => void;
};
