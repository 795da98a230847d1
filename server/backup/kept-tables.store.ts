/** The tables, sequences and migrations of a database that belong in its backup, by Postgres's catalogue. */
import type { ClientBase } from "pg";
import { StartProblem } from "../database/start-problem.ts";
import type { Manifest, TableCopy } from "./manifest.ts";

export const MAIN_SCHEMA = "public";
/** pg-boss's schema. */
export const JOBS_SCHEMA = "jobs";
export const MIGRATIONS_TABLE = "mikro_orm_migrations";

/** pg-boss's own bookkeeping tables, which it recreates. */
export const JOBS_BOOKKEEPING = ["version", "bam", "warning", "queue_stats"];

export type KeptTable = Pick<TableCopy, "schema" | "name" | "columns">;

/** SQL: the object does not belong to an extension that an operator added. */
const isNobodysExtension = (catalogue: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const tables = `
  select n.nspname as schema, c.relname as name, array(
    select a.attname::text from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
  ) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and ${isNobodysExtension("pg_class", "c.oid")}
    and (n.nspname = '${MAIN_SCHEMA}' or n.nspname = '${JOBS_SCHEMA}' and c.relname <> all ($1))
  order by 1, 2`;

const sequences = `
  select schemaname as schema, sequencename as name, last_value::text as "lastValue" from pg_sequences
  where schemaname in ('${MAIN_SCHEMA}', '${JOBS_SCHEMA}') and last_value is not null order by 1, 2`;

/** Tables, views and functions, each with its DROP statement. */
const objects = `
  select c.relname as name, format('drop %s if exists %I.%I cascade', case c.relkind
    when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
    '${MAIN_SCHEMA}', c.relname) as removal
  from pg_class c
  where c.relnamespace = '${MAIN_SCHEMA}'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and c.relname <> '${MIGRATIONS_TABLE}' and ${isNobodysExtension("pg_class", "c.oid")}
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))
  union all
  select p.proname, format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
  where p.pronamespace = '${MAIN_SCHEMA}'::regnamespace and ${isNobodysExtension("pg_proc", "p.oid")}
  union all
  select t.typname, format('drop type if exists %I.%I cascade', '${MAIN_SCHEMA}', t.typname) from pg_type t
  where t.typnamespace = '${MAIN_SCHEMA}'::regnamespace and t.typtype in ('e', 'd') and ${isNobodysExtension("pg_type", "t.oid")}
  order by 1`;

export const listTables = async (client: ClientBase): Promise<KeptTable[]> =>
  (await client.query<KeptTable>(tables, [JOBS_BOOKKEEPING])).rows;

export const listSequences = async (client: ClientBase): Promise<Manifest["sequences"]> =>
  (await client.query<Manifest["sequences"][number]>(sequences)).rows;

export const listObjects = async (client: ClientBase): Promise<{ name: string; removal: string }[]> =>
  (await client.query<{ name: string; removal: string }>(objects)).rows;

/** Names of the applied migrations, oldest first; empty without our tables. */
export async function listMigrations(client: ClientBase): Promise<string[]> {
  const found = await client.query<{ table: string | null }>("select to_regclass($1) as table", [
    `${MAIN_SCHEMA}.${MIGRATIONS_TABLE}`,
  ]);
  if (found.rows[0]!.table === null) return [];
  const { rows } = await client.query<{ name: string }>(
    `select name from ${MAIN_SCHEMA}.${MIGRATIONS_TABLE} order by id`,
  );
  return rows.map(({ name }) => name);
}

/** `"schema"."name"`, and its columns in parentheses. */
export function quoteTable(client: ClientBase, { schema, name, columns }: KeptTable) {
  const quote = (text: string) => client.escapeIdentifier(text);
  return { table: `${quote(schema)}.${quote(name)}`, columns: columns.map(quote).join(", ") };
}

/** Sets the session so that values are formatted the same on every server, and nothing times out. */
export async function prepareSession(client: ClientBase): Promise<void> {
  await client.query(`
    set client_encoding = 'UTF8'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC';
    set bytea_output = 'hex'; set extra_float_digits = 1; set search_path = ${MAIN_SCHEMA};
    set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '30s';
  `);
}

/** Explains Postgres's error about a table locked by somebody else. */
export function explainDatabaseError(error: unknown): unknown {
  if ((error as { code?: string }).code === "55P03")
    return new StartProblem("The database is in use by another program, which held a table for 30 s. End that first.", {
      cause: error,
    });
  return error;
}
