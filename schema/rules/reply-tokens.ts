/** Limits for a persona's longest answer, in tokens. */
export const MIN_REPLY_TOKENS = 16;
export const MAX_REPLY_TOKENS = 2000;
