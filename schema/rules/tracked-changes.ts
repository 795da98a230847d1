/** Tracked changes of a text: what an accepted one makes of it, and of the other open ones (SPEC C2). */

/** `start` and `end` count UTF-16 units; an insertion has start = end, a deletion inserts "". */
export type TrackedChange = { start: number; end: number; inserted: string };

export const applyChange = (text: string, { start, end, inserted }: TrackedChange): string =>
  text.slice(0, start) + inserted + text.slice(end);

/** Where the same words are once `applied` was made; null when it touched them. */
export function moveChange<Change extends TrackedChange>(change: Change, applied: TrackedChange): Change | null {
  if (change.end <= applied.start) return change;
  if (change.start < applied.end || change.start < applied.start) return null;
  const by = applied.inserted.length - (applied.end - applied.start);
  return { ...change, start: change.start + by, end: change.end + by };
}

/** The one change that makes a text another, between what both begin and end with. */
export function findRewrite(before: string, after: string): TrackedChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  // No character of two units is cut.
  if (/[\uD800-\uDBFF]/.test(before.charAt(start - 1))) start -= 1;
  if (/[\uDC00-\uDFFF]/.test(before.charAt(before.length - same))) same -= 1;
  return { start, end: before.length - same, inserted: after.slice(start, after.length - same) };
}
