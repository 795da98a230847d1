/** Numbers of Postgres's advisory locks: arbitrary, but the same in every process, and each for one thing alone. */

/** Held while migrations run. */
export const MIGRATION_LOCK = 7_032_401;
/** Held by the only server of an embedded database. */
export const SERVER_LOCK = 7_032_402;
/** Held by each running server, with its own second number. */
export const HOST_LOCK = 7_032_404;
/** Held while changed memories are passed on to Weaviate. */
export const MEMORY_INDEX_LOCK = 7_032_405;
