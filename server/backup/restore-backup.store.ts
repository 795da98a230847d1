import { pipeline } from "node:stream/promises";
import type { MigrationObject } from "@mikro-orm/core";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { connectClient } from "../database/connect-client.adapter.ts";
import { MIGRATION_LOCK } from "../database/advisory-locks.ts";
import { makeMigrationsTable } from "../database/migrate-database.store.ts";
import { isAnyHostAlive } from "../database/open-host.process.ts";
import { anyServerLives } from "../cluster/server-lease.store.ts";
import { StartProblem } from "../database/start-problem.ts";
import type { Archive } from "./archive.process.ts";
import {
  explainDatabaseError,
  JOBS_SCHEMA,
  listMigrations,
  MAIN_SCHEMA,
  MIGRATIONS_TABLE,
  prepareSession,
  quoteTable,
} from "./kept-tables.store.ts";
import type { TableCopy } from "./manifest.ts";
import { listCollections, renewMemoryIndex } from "./renew-memory-index.store.ts";
import { RowMeter } from "./row-meter.ts";
import { makeTables, pauseRules, refuseForeignObjects, requireColumns, runMigration } from "./rebuild-tables.store.ts";

type RestoreOptions = {
  databaseUrl: string;
  /** Whether it may contain other things, because it is not the embedded one. */
  isShared: boolean;
  archive: Archive;
  /** Those that the backup lacks run last. */
  migrations?: MigrationObject[];
  signal: AbortSignal;
  onBytes?(count: number): void;
  /** Called once it is certain that existing data may be replaced. */
  backUp(): Promise<unknown>;
};

/** Migrations of this version, oldest first. */
export const knownMigrations = allMigrations.map(({ name }) => name);

/**
 * Replaces all data of the database by the backup's, in one transaction: if it fails or is killed, the data stays
 * unchanged. Throws StartProblem.
 */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  const { databaseUrl, signal } = options;
  await makeMigrationsTable(databaseUrl);
  const client = await connectClient(databaseUrl);
  try {
    await prepareSession(client);
    await client.query("begin");
    // Servers that start meanwhile wait, as for a migration.
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await refuseRunningServer(client);
    await replaceData(client, options);
    signal.throwIfAborted();
    await client.query("commit");
  } catch (error) {
    throw explainDatabaseError(error);
  } finally {
    await client.end();
  }
}

/** With an external Postgres there may be several servers, on other machines. */
async function refuseRunningServer(client: Client): Promise<void> {
  const found = await client.query<{ table: string | null }>("select to_regclass('servers') as table");
  const servers = found.rows[0]!.table === null ? "" : `or ${anyServerLives}`;
  const { rows } = await client.query<{ alive: boolean }>(`select ${isAnyHostAlive} ${servers} as alive`);
  if (rows[0]!.alive)
    throw new StartProblem(
      "A Dramatis server runs on this database. Stop every one of them, then restore. Nothing was changed.",
    );
}

async function replaceData(client: Client, options: RestoreOptions): Promise<void> {
  const { archive, isShared, migrations = allMigrations, backUp } = options;
  const { tables, sequences, migrations: done } = archive.manifest;
  if (isShared) await refuseForeignObjects(client, migrations);
  if ((await listMigrations(client)).length > 0) await backUp();
  const collections = await listCollections(client);
  const hasJobs = tables.some(({ schema }) => schema === JOBS_SCHEMA);
  await makeTables(client, migrations.slice(0, done.length), hasJobs);
  await requireColumns(client, tables);
  const resumeRules = await pauseRules(client, tables);
  for (const table of tables) await fillTable(client, table, options);
  for (const { schema, name, lastValue } of sequences)
    await client.query("select setval(format('%I.%I', $1::text, $2::text)::regclass, $3::bigint)", [
      schema,
      name,
      lastValue,
    ]);
  await resumeRules();
  for (const migration of migrations.slice(done.length)) {
    await runMigration(client, migration);
    await client.query(`insert into ${MAIN_SCHEMA}.${MIGRATIONS_TABLE} (name) values ($1)`, [migration.name]);
  }
  await renewMemoryIndex(client, collections);
}

async function fillTable(client: Client, copy: TableCopy, { archive, signal, onBytes }: RestoreOptions) {
  const { table, columns } = quoteTable(client, copy);
  await client.query(`delete from ${table}`); // what the migrations inserted
  const meter = new RowMeter((count) => onBytes?.(count));
  const target = client.query(copyFrom(`copy ${table} (${columns}) from stdin`));
  await pipeline(await archive.openTable(copy), meter, target, { signal });
  const { sha256 } = meter.measure();
  if (target.rowCount !== copy.rows || sha256 !== copy.sha256)
    throw new StartProblem(`The backup changed while it was read, in its table ${copy.name}. Nothing was changed.`);
}
