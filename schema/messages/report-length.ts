/** Characters of the reason for a report. */
export const MAX_REASON_LENGTH = 500;
