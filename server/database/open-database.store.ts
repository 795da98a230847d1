import { setTimeout as wait } from "node:timers/promises";
import type { MigrationObject } from "@mikro-orm/core";
import { MikroORM, type EntityManager } from "@mikro-orm/postgresql";
import { Migrator } from "@mikro-orm/migrations";
import type { Pool } from "pg";
import type { Payer } from "../../engine/scope/scope.ts";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { allTables } from "../../schema/tables/all-tables.ts";
import { APPLICATION_ROLE, requireApplicationRole, type RoleAnswer } from "./application-role.ts";
import { connectClient } from "./connect-client.adapter.ts";
import { openDatabaseClock } from "./database-clock.ts";
import { StartProblem } from "./start-problem.ts";

/** One SQL text with `$1`, `$2`, …; each connection prepares it once, under its name. */
export type Statement = { name: string; text: string };

/** Runs a statement and returns its rows; times come as text. */
export type Query = <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

export type Database = {
  /** A fresh unit of work; take one per request or step, never keep it. */
  em(): EntityManager;
  /** Rows of a statement on a hot path, without the unit of work, which costs more than the statement. Times are returned as text. */
  query: Query;
  /** Statements in one transaction, without the unit of work. */
  transact<Value>(work: (query: Query) => Promise<Value>): Promise<Value>;
  /**
   * A transaction in which only rows that this workspace, and this person in it, may read and write are visible
   * (SPEC A2). No model call belongs into one.
   */
  inScope<Value>(
    who: Pick<Payer, "workspaceId" | "userId">,
    work: (em: EntityManager) => Promise<Value>,
  ): Promise<Value>;
  /** The database's time, which decides about money. */
  now(): Date;
  /** What is wrong when it does not answer in time; null when it does. */
  findProblem(): Promise<string | null>;
  close(): Promise<void>;
};

/** Arbitrary, but the same in every process that migrates. */
export const MIGRATION_LOCK = 7_032_401;
const MAX_CONNECTIONS = 20;
const ANSWER_MS = 3_000;

/** Until the transaction ends; `role` as `set local role` does. */
const ENTER_SCOPE = `select set_config('role', 'dramatis_app', true), set_config('dramatis.workspace', ?, true),
  set_config('dramatis.user', ?, true)`;

/** How often clocks are compared. */
const COMPARE_MS = 10_000;

export type DatabaseOptions = {
  /** Called when this machine's clock and the database's differ. */
  warn?(line: string): void;
  migrations?: MigrationObject[];
  maxConnections?: number;
  /** Called before migrations run on existing data. Resolves with the backup's file, or null when backups are off. */
  backUp?(nextMigration: string): Promise<string | null>;
};

/** Connects and migrates the schema. A migration that fails changes nothing and is thrown as StartProblem. */
export async function openDatabase(
  url: string,
  {
    warn = () => undefined,
    migrations = allMigrations,
    maxConnections = MAX_CONNECTIONS,
    backUp = async () => null,
  }: DatabaseOptions = {},
): Promise<Database> {
  const orm = await connect(url, migrations, maxConnections);
  try {
    await alone(url, () => migrate(orm, migrations, backUp));
  } catch (error) {
    await orm.close(true);
    throw error;
  }
  const ask = async () => {
    const [row] = await orm.em
      .getConnection()
      .execute<{ ms: string }[]>("select extract(epoch from clock_timestamp()) * 1000 as ms");
    return Number(row!.ms);
  };
  const clock = await openDatabaseClock({ ask, machineNow: Date.now, warn });
  // An unavailable database is reported elsewhere.
  const comparing = setInterval(() => void clock.compare().catch(() => undefined), COMPARE_MS).unref();
  const pool = await orm.em.getDriver().getConnection().getNativeClient();
  return {
    em: () => orm.em.fork(),
    query: queryOn(pool),
    transact: (work) => transact(pool, work),
    inScope: ({ workspaceId, userId = "" }, work) =>
      orm.em.fork().transactional(async (em) => {
        await em.execute(ENTER_SCOPE, [workspaceId, userId]);
        return work(em);
      }),
    now: clock.now,
    findProblem() {
      const problem = "the database does not answer";
      const answer = orm.em.getConnection().execute("select 1");
      return Promise.race([answer.then(() => null), wait(ANSWER_MS, problem, { ref: false })]).catch(() => problem);
    },
    close() {
      clearInterval(comparing);
      return orm.close(true);
    },
  };
}

async function transact<Value>(pool: Pool, work: (query: Query) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const value = await work(queryOn(client));
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback").catch((problem: Error) => (broken = problem));
    throw error;
  } finally {
    client.release(broken);
  }
}

const queryOn =
  (client: Pick<Pool, "query">): Query =>
  async <Row extends object>(statement: Statement, values: readonly unknown[]) =>
    (await client.query<Row>({ ...statement, values: [...values] })).rows;

/** Creates the table of applied migrations if it is missing, for data from elsewhere. */
export async function makeMigrationsTable(url: string): Promise<void> {
  const orm = await connect(url, [], 1);
  try {
    await alone(url, async () => void (await orm.migrator.getExecuted()));
  } finally {
    await orm.close(true);
  }
}

function connect(url: string, migrations: MigrationObject[], maxConnections: number): Promise<MikroORM> {
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
async function alone(url: string, work: () => Promise<void>): Promise<void> {
  const client = await connectClient(url);
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await work();
  } finally {
    await client.end();
  }
}

async function migrate(
  orm: MikroORM,
  migrations: MigrationObject[],
  backUp: NonNullable<DatabaseOptions["backUp"]>,
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
  const [role] = await orm.em.getConnection().execute<RoleAnswer[]>(APPLICATION_ROLE);
  requireApplicationRole(role!);
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
