import type { ItemOf } from "../items-of.ts";

/** A stretch of the text as it is, or one that a change would replace. */
export type Stretch = { text: string; change: ItemOf<"change"> | null };

/**
 * The text in stretches, with each open change at its place. Of changes that overlap, the first one is marked; the
 * others are only in the list below the text.
 */
export function markChanges(text: string, changes: ItemOf<"change">[]): Stretch[] {
  const stretches: Stretch[] = [];
  let reached = 0;
  for (const change of changes.toSorted((one, other) => one.content.start - other.content.start)) {
    const { start, end } = change.content;
    if (start < reached || end > text.length) continue;
    if (start > reached) stretches.push({ text: text.slice(reached, start), change: null });
    stretches.push({ text: text.slice(start, end), change });
    reached = end;
  }
  if (reached < text.length) stretches.push({ text: text.slice(reached), change: null });
  return stretches;
}
