/**
 * Keeps a live region readable: lines are collected into one batch per pause, and a flood becomes its
 * last few lines and a count of the rest. Pure: the caller passes the time and gets a batch or null.
 */
export type AnnouncementQueue = { waiting: Line[]; announcedAt: number };
/** `language`: the page's by default. */
export type Line = { text: string; language?: string | undefined };

export const ANNOUNCE_EVERY_MS = 2500;
const LINES_AT_ONCE = 3;

export const emptyQueue: AnnouncementQueue = { waiting: [], announcedAt: -Infinity };

export const enqueue = (queue: AnnouncementQueue, line: Line): AnnouncementQueue => ({
  ...queue,
  waiting: [...queue.waiting, line],
});

/** Milliseconds until the next batch may be announced. */
export const waitFor = (queue: AnnouncementQueue, now: number): number =>
  Math.max(0, queue.announcedAt + ANNOUNCE_EVERY_MS - now);

/** `more(count)` is the line for those left out. */
export function takeBatch(
  queue: AnnouncementQueue,
  now: number,
  more: (count: number) => string,
): { queue: AnnouncementQueue; lines: Line[] } {
  const { waiting } = queue;
  const leftOut = waiting.length - LINES_AT_ONCE;
  const lines = leftOut > 0 ? [{ text: more(leftOut) }, ...waiting.slice(leftOut)] : waiting;
  return { queue: { waiting: [], announcedAt: now }, lines };
}
