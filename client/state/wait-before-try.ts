const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/**
 * Milliseconds to wait before reconnecting to a server that went away: exponential backoff with jitter, so that clients
 * do not all return at once.
 *
 * @param attempt counts from 1
 * @param chance 0 to 1
 */
export const waitBeforeTry = (attempt: number, chance: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + chance / 2);
