/** Brings the tables of a database up to date, in one process at a time. */
import type { MigrationObject } from "@mikro-orm/core";
import { MikroORM } from "@mikro-orm/postgresql";
import { Migrator } from "@mikro-orm/migrations";
import type { Client } from "pg";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { allTables } from "../../schema/tables/all-tables.ts";
import { MIGRATION_LOCK } from "./advisory-locks.ts";
import { requireApplicationRole } from "./application-login.adapter.ts";
import { connectClient } from "./connect-client.adapter.ts";
import { StartProblem } from "./start-problem.ts";

export type MigrationOptions = {
  migrations?: MigrationObject[];
  /** Called before migrations run on existing data. Resolves with the backup's file, or null when backups are off. */
  backUp?(nextMigration: string): Promise<string | null>;
};

/** Runs the migrations that are missing. One that fails changes nothing and is thrown as StartProblem. */
export async function migrateDatabase(url: string, options: MigrationOptions = {}): Promise<void> {
  const orm = await connectOrm(url, options.migrations);
  try {
    await alone(url, (client) => migrate(orm, client, options));
  } finally {
    await orm.close(true);
  }
}

/** Creates the table of applied migrations if it is missing, for data from elsewhere. */
export async function makeMigrationsTable(url: string): Promise<void> {
  const orm = await connectOrm(url, []);
  try {
    await alone(url, async () => void (await orm.migrator.getExecuted()));
  } finally {
    await orm.close(true);
  }
}

export function connectOrm(
  url: string,
  migrations: MigrationObject[] = allMigrations,
  maxConnections = 1,
): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities: allTables,
    extensions: [Migrator],
    pool: { min: 0, max: maxConnections },
    migrations: {
      migrationsList: migrations,
      snapshot: false,
      transactional: true,
      allOrNothing: true,
      silent: true,
    },
    schemaGenerator: { createForeignKeyConstraints: false },
    forceUtcTimezone: true,
  });
}

/** When many processes start at once, one migrates and the others wait. */
export async function alone<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = await connectClient(url);
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function migrate(
  orm: MikroORM,
  client: Client,
  { migrations = allMigrations, backUp = async () => null }: MigrationOptions,
): Promise<void> {
  const known = new Set(migrations.map((migration) => migration.name));
  const executed = await orm.migrator.getExecuted();
  const newer = executed.find((migration) => !known.has(migration.name));
  if (newer)
    throw new StartProblem(
      `The data was written by a newer version (it has ${newer.name}). Start that version, or restore a backup into a new DATA_DIR.`,
    );
  const next = migrations[executed.length];
  if (!next) return;
  await requireApplicationRole(client);
  const backup = executed.length > 0 ? await backUp(next.name) : null;
  try {
    await orm.migrator.up();
  } catch (cause) {
    const further = backup
      ? ` The previous version still works with it. Its backup is ${backup}; to restore it: npm run restore ${JSON.stringify(backup)}`
      : "";
    throw new StartProblem(
      `The database could not be brought up to date and was left as it was: ${(cause as Error).message}.${further}`,
      { cause },
    );
  }
}
