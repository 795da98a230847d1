import type { AudienceVote } from "../../schema/messages/gallery.ts";

/** How many people chose what; null: no vote in that round. */
export type Counted = { before: number | null; after: number | null; people: number };

type Result = Pick<AudienceVote, "before" | "after" | "swing">;

/** Of the rounds that are closed: votes for each option, and who went from which to which. */
export function countVotes(
  counted: readonly Counted[],
  options: number,
  { isBeforeClosed, isAfterClosed }: { isBeforeClosed: boolean; isAfterClosed: boolean },
): Result {
  const zeros = () => Array.from({ length: options }, () => 0);
  const [before, after] = [zeros(), zeros()];
  const swing = before.map(zeros);
  for (const row of counted) {
    if (row.before !== null) before[row.before]! += row.people;
    if (row.after !== null) after[row.after]! += row.people;
    if (row.before !== null && row.after !== null) swing[row.before]![row.after]! += row.people;
  }
  return {
    before: isBeforeClosed ? before : null,
    after: isAfterClosed ? after : null,
    swing: isAfterClosed ? swing : null,
  };
}
