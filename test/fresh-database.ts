import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { migrateDatabase } from "../server/database/migrate-database.store.ts";

export interface FreshDatabase {
  /** Connection string of a database that nothing else uses. */
  url: string;
  /** Drops it, closing connections that are still open. */
  drop(): Promise<void>;
}

/** Copied for each test file: migrating takes seconds, copying a fraction of one. */
const MIGRATED = "migrated";
/** Held by the test file that makes it, while the others wait. */
const MIGRATED_LOCK = 1;

/** A database of the run's real Postgres with all tables and no rows: take one in `beforeAll`, drop it in `afterAll`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  await inPostgres(async (postgres) => {
    await postgres.query("SELECT pg_advisory_lock($1)", [MIGRATED_LOCK]);
    const { rowCount } = await postgres.query("SELECT FROM pg_database WHERE datname = $1", [MIGRATED]);
    if (rowCount) return;
    const unfinished = await emptyDatabase();
    await migrateDatabase(unfinished.url);
    await postgres.query(`ALTER DATABASE ${nameIn(unfinished.url)} RENAME TO ${MIGRATED}`);
  });
  return makeDatabase(`TEMPLATE ${MIGRATED}`);
}

/** As `freshDatabase`, without any table. */
export const emptyDatabase = (): Promise<FreshDatabase> => makeDatabase("");

async function makeDatabase(like: string): Promise<FreshDatabase> {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `test_${randomUUID().replaceAll("-", "")}`;
  const name = nameIn(url.href);
  await inPostgres((postgres) => postgres.query(`CREATE DATABASE ${name} ${like}`));
  return {
    url: url.href,
    drop: () =>
      inPostgres(async (postgres) => void (await postgres.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

const nameIn = (url: string): string => new URL(url).pathname.slice(1);

async function inPostgres<Value>(work: (postgres: Client) => Promise<Value>): Promise<Value> {
  const postgres = new Client({ connectionString: inject("postgresUrl") });
  await postgres.connect();
  try {
    return await work(postgres);
  } finally {
    await postgres.end();
  }
}
