/** Passes rows to a statement as one JSON value, which is much cheaper than row by row. */
import type { Statement } from "./statement.ts";
import { toStorableText } from "./to-storable-text.ts";

/** Columns of a table by field, each as `name type`. */
export type Columns = Record<string, `${string} ${string}`>;

export const columnNames = (columns: Columns): string =>
  Object.values(columns)
    .map((column) => column.split(" ")[0])
    .join(", ");

/** The rows of `$1`, as a source named `name` with one column per field. */
export function jsonRows(columns: Columns, name: string): string {
  const fields = Object.entries(columns).map(([field, column]) => `"${field}" ${column.split(" ")[1]}`);
  return `json_to_recordset($1::json) as ${name}(${fields.join(", ")})`;
}

/** Adds rows to a table. Rows with existing ids are left unchanged; none is named, which would take the right to read rows. */
export const insertStatement = (name: string, table: string, columns: Columns): Statement => ({
  name,
  text: `insert into ${table} (${columnNames(columns)})
    select * from ${jsonRows(columns, "added")} on conflict do nothing`,
});

/** An escaped NUL or surrogate. */
const MAY_BE_REFUSED = /\\u(?:0000|d[89a-f])/i;

/** The value of `$1`, with text reduced to what Postgres can store. */
export function toJsonRows(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  if (!MAY_BE_REFUSED.test(json)) return json;
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === "string" ? toStorableText(value) : value));
}
