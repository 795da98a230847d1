/** Postgres's classes of errors that pass: connection, no resources (its disk is full among them), operator's intervention. */
const PASSING_CODES = /^(08...|53...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** What the driver says without a code. */
const PASSING_WORDS = /^Connection terminated|timeout exceeded when trying to connect/i;

/** Whether a failure says no more than that the database is not there, or has no room, just now. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (
    (typeof code === "string" && PASSING_CODES.test(code)) ||
    PASSING_WORDS.test(error.message) ||
    isDatabaseAway(error.cause)
  );
}
