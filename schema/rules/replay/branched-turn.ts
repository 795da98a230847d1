/** Turns that a branch took over from the conversation that it branched off from. */
const BEFORE_BRANCH = "~";

export const isTakenOver = (turnId: string): boolean => turnId.includes(BEFORE_BRANCH);

/** The id under which it was said first. */
export const firstIdOf = (turnId: string): string => turnId.split(BEFORE_BRANCH)[0]!;
