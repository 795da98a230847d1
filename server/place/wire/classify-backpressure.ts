/** Above this a connection gets no motion, only essential messages, until it has caught up. */
export const MOTION_LIMIT_BYTES = 64 * 1024;
/** Leaves room for the longest transcript; a connection with more unread bytes is closed … */
export const QUEUE_LIMIT_BYTES = 2 * 1024 * 1024;
/** … and so is one that does not catch up for 20 s. */
export const BEHIND_LIMIT_PATCHES = 400;

/** How well a connection keeps up. */
export type Backpressure = "keeps-up" | "behind" | "stuck";

/** @param behindSince the patch since which it has been behind, null while it is not */
export function classifyBackpressure(unreadBytes: number, behindSince: number | null, patch: number): Backpressure {
  if (unreadBytes > QUEUE_LIMIT_BYTES) return "stuck";
  if (behindSince === null) return unreadBytes > MOTION_LIMIT_BYTES ? "behind" : "keeps-up";
  if (unreadBytes <= MOTION_LIMIT_BYTES / 2) return "keeps-up";
  return patch - behindSince > BEHIND_LIMIT_PATCHES ? "stuck" : "behind";
}
