/** Postgres's transient error classes: connection, insufficient resources (such as a full disk), operator intervention. */
const PASSING_CODES = /^(08...|53...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** Transient errors that the driver reports without a code. */
const PASSING_WORDS = /^Connection terminated|timeout exceeded when trying to connect/i;

/** Whether an error only means that the database is temporarily unavailable or out of space. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (
    (typeof code === "string" && PASSING_CODES.test(code)) ||
    PASSING_WORDS.test(error.message) ||
    isDatabaseAway(error.cause)
  );
}
