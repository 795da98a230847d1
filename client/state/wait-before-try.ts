const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/**
 * How long to wait, in milliseconds, before trying again to reach a server that went away: twice as long each time, and
 * for everybody a little different, so that not all come at once.
 *
 * @param attempt counts from 1
 * @param chance 0 to 1
 */
export const waitBeforeTry = (attempt: number, chance: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + chance / 2);
