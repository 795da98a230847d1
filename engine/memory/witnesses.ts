/** Who heard something, who would hear it now, and therefore whether it may be used (SPEC M4). */

/** User ids of the people who were present from its first word to its last; null: it was said in public. */
export type Witnesses = readonly string[] | null;

/** Those who heard all of it: whatever is derived from several sources has these witnesses. */
export const sharedWitnesses = (sources: readonly Witnesses[]): Witnesses =>
  sources.reduce<Witnesses>((shared, heard) => {
    if (shared === null || heard === null) return shared ?? heard;
    return shared.filter((userId) => heard.includes(userId));
  }, null);

/** Everybody entitled to hear what is said now, by user id; "anyone" in public. */
export type Audience = readonly string[] | "anyone";

/** What was said in private may be used only in the presence of people who all heard it. */
export const mayBeUsed = (witnesses: Witnesses, audience: Audience): boolean =>
  witnesses === null || (audience !== "anyone" && audience.every((userId) => witnesses.includes(userId)));
