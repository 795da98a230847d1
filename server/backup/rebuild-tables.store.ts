/** Within the transaction of a restore: recreates empty tables by the backup's migrations, to be filled. */
import type { MigrationObject } from "@mikro-orm/core";
import type { Migration } from "@mikro-orm/migrations";
import type { ClientBase } from "pg";
import { getConstructionPlans } from "pg-boss";
import { StartProblem } from "../database/start-problem.ts";
import {
  JOBS_SCHEMA,
  listObjects,
  listTables,
  MAIN_SCHEMA,
  MIGRATIONS_TABLE,
  quoteTable,
  type KeptTable,
} from "./kept-tables.store.ts";

/** Refuses when other objects would be dropped with ours, such as an operator's own tables and views. */
export async function refuseForeignObjects(client: ClientBase, migrations: MigrationObject[]): Promise<void> {
  const before = await listObjects(client);
  const ours = new Set<string>();
  await client.query("savepoint ours");
  await removeTables(client);
  for (const migration of migrations) {
    await runMigration(client, migration);
    for (const { name } of await listObjects(client)) ours.add(name);
  }
  await client.query("rollback to savepoint ours");
  const foreign = before.filter(({ name }) => !ours.has(name)).map(({ name }) => name);
  if (foreign.length > 0)
    throw new StartProblem(
      `The database also holds what this version of Dramatis does not know: ${[...new Set(foreign)].join(", ")}. Move it elsewhere, or, where a newer version made it, restore into an empty database. Nothing was changed.`,
    );
}

export async function makeTables(client: ClientBase, migrations: MigrationObject[], hasJobs: boolean): Promise<void> {
  await removeTables(client);
  for (const migration of migrations) await runMigration(client, migration);
  if (hasJobs) await client.query(withinTransaction(getConstructionPlans(JOBS_SCHEMA)));
}

export async function runMigration(client: ClientBase, { class: Migration }: MigrationObject): Promise<void> {
  const migration = new Migration() as Migration;
  await migration.up();
  for (const statement of migration.getQueries()) await client.query(String(statement));
}

/**
 * Disables triggers and constraints, so that restored rows are not charged or checked again, and lets the tables' owner
 * copy into them (`COPY` refuses where policies hold). Returns a function that enables them.
 */
export async function pauseRules(client: ClientBase, tables: KeptTable[]): Promise<() => Promise<void>> {
  const { rows: references } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0
       and connamespace::regnamespace::text in ('${MAIN_SCHEMA}', '${JOBS_SCHEMA}')`,
  );
  for (const { table, name } of references) await client.query(`alter table ${table} drop constraint ${name}`);
  const { rows: forced } = await client.query<{ table: string }>(
    "select oid::regclass::text as table from pg_class where relforcerowsecurity",
  );
  const setTriggers = async (state: "enable" | "disable") => {
    for (const kept of tables)
      await client.query(`alter table ${quoteTable(client, kept).table} ${state} trigger user`);
  };
  await setTriggers("disable");
  for (const { table } of forced) await client.query(`alter table ${table} no force row level security`);
  return async () => {
    for (const { table, name, definition } of references)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    await setTriggers("enable");
    for (const { table } of forced) await client.query(`alter table ${table} force row level security`);
  };
}

/** Throws StartProblem when the recreated tables lack columns of the backup. */
export async function requireColumns(client: ClientBase, wanted: KeptTable[]): Promise<void> {
  const there = new Map((await listTables(client)).map((table) => [`${table.schema}.${table.name}`, table.columns]));
  for (const { schema, name, columns } of wanted) {
    const missing = columns.filter((column) => !there.get(`${schema}.${name}`)?.includes(column));
    if (missing.length > 0)
      throw new StartProblem(
        `This version has no place for ${schema}.${name} (${missing.join(", ")}) of the backup. Restore it with the version that wrote it, then start this one. Nothing was changed.`,
      );
  }
}

/** Keeps the table of applied migrations, which belongs to the library. */
async function removeTables(client: ClientBase): Promise<void> {
  for (const { removal } of await listObjects(client)) await client.query(removal);
  await client.query(`drop schema if exists ${JOBS_SCHEMA} cascade; delete from ${MAIN_SCHEMA}.${MIGRATIONS_TABLE}`);
}

/** Strips the transaction that pg-boss wraps around its statements. */
function withinTransaction(statements: string): string {
  const [, inner] = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/.exec(statements) ?? [];
  if (inner === undefined) throw new Error("pg-boss's statements are no longer one transaction");
  return inner;
}
