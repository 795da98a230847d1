/** From here on a connection gets no motion, only what it cannot do without, until it has caught up. */
export const MOTION_LIMIT_BYTES = 64 * 1024;
/** Room for the longest transcript on top; whoever lets more pile up is let go … */
export const QUEUE_LIMIT_BYTES = 2 * 1024 * 1024;
/** … and so is whoever does not catch up for 20 s. */
export const BEHIND_LIMIT_PATCHES = 400;

/** What a connection can take just now. */
export type Backpressure = "keeps-up" | "behind" | "stuck";

/** @param behindSince the patch since when it has been behind, null while it is not */
export function classifyBackpressure(queuedBytes: number, behindSince: number | null, patch: number): Backpressure {
  if (queuedBytes > QUEUE_LIMIT_BYTES) return "stuck";
  if (behindSince === null) return queuedBytes > MOTION_LIMIT_BYTES ? "behind" : "keeps-up";
  if (queuedBytes <= MOTION_LIMIT_BYTES / 2) return "keeps-up";
  return patch - behindSince > BEHIND_LIMIT_PATCHES ? "stuck" : "behind";
}
