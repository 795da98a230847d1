import type { Statement } from "./open-database.store.ts";

/** The columns of a table by field, each as `name type`. */
export type Columns = Record<string, `${string} ${string}`>;

/**
 * Adds rows that arrive as one JSON value, `$1`: row by row they would cost more than all else that is done for them.
 * Rows whose id is there already stay as they are.
 */
export function insertStatement(name: string, table: string, columns: Columns): Statement {
  const names = Object.values(columns).map((column) => column.split(" ")[0]);
  const fields = Object.entries(columns).map(([field, column]) => `"${field}" ${column.split(" ")[1]}`);
  const text = `insert into ${table} (${names.join(", ")})
    select * from json_to_recordset($1::json) as added(${fields.join(", ")}) on conflict (id) do nothing`;
  return { name, text };
}
