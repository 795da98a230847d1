import { query } from "../backup/lived-in-database.ts";

/** Names of the tables in which some row has this text, in any column. */
export async function findInTables(url: string, text: string): Promise<string[]> {
  const tables = await query<{ name: string }>(
    url,
    "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' order by 1",
  );
  const each = tables.map(
    ({ name }) => `select '${name}' as name where exists (select from ${name} t where strpos(t::text, $1) > 0)`,
  );
  const found = await query<{ name: string }>(url, each.join(" union all "), [text]);
  return found.map(({ name }) => name.replace("public.", "")).toSorted();
}
