/**
 * Keeps a live region readable: lines are held back to one batch per pause, and a flood becomes its
 * last few lines and a count of the rest. Pure: time comes in, a batch or null comes out.
 */
export type AnnouncementQueue = { waiting: Line[]; toldAt: number };
/** `language`: of the page unless it says another. */
export type Line = { text: string; language?: string | undefined };

export const ANNOUNCE_EVERY_MS = 2500;
const LINES_AT_ONCE = 3;

export const emptyQueue: AnnouncementQueue = { waiting: [], toldAt: -Infinity };

export const enqueue = (queue: AnnouncementQueue, line: Line): AnnouncementQueue => ({
  ...queue,
  waiting: [...queue.waiting, line],
});

/** How long until the next batch may be read out, in ms. */
export const waitFor = (queue: AnnouncementQueue, now: number): number =>
  Math.max(0, queue.toldAt + ANNOUNCE_EVERY_MS - now);

/** `more(count)` words the lines left out. */
export function takeBatch(
  queue: AnnouncementQueue,
  now: number,
  more: (count: number) => string,
): { queue: AnnouncementQueue; lines: Line[] } {
  const { waiting } = queue;
  const leftOut = waiting.length - LINES_AT_ONCE;
  const lines = leftOut > 0 ? [{ text: more(leftOut) }, ...waiting.slice(leftOut)] : waiting;
  return { queue: { waiting: [], toldAt: now }, lines };
}
