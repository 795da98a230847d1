/** One SQL text with `$1`, `$2`, …; each connection prepares it once, under its name. */
export type Statement = { name: string; text: string };

/** Runs a statement and returns its rows; times come as text. */
export type Query = <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;
