import { setTimeout as wait } from "node:timers/promises";
import { PostgreSqlConnection, type EntityManager, type MikroORM } from "@mikro-orm/postgresql";
import type { Pool } from "pg";
import { makeApplicationLogin, requireApplicationLogin } from "./application-login.adapter.ts";
import { openDatabaseClock } from "./database-clock.ts";
import { ENTER, prepareEntering, queryScoped, settingsOf, type Access } from "./enter-scope.adapter.ts";
import { alone, connectOrm, migrate, type MigrationOptions } from "./migrate-database.store.ts";
import { queryIn } from "./query-in.ts";
import { repeat } from "./repeat.process.ts";
import type { Query, Statement } from "./statement.ts";

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
  inScope<Value>(access: Access, work: (em: EntityManager) => Promise<Value>): Promise<Value>;
  /** Single statements, each in a transaction as `inScope`, in one round trip. Times are returned as text. */
  scoped(access: Access): Query;
  /** The database's time, which decides about money. */
  now(): Date;
  /** What is wrong when it does not answer in time; null when it does. */
  findProblem(): Promise<string | null>;
  close(): Promise<void>;
};

const MAX_CONNECTIONS = 20;
const ANSWER_MS = 3_000;

/** How often clocks are compared. */
const COMPARE_MS = 10_000;

export type DatabaseOptions = MigrationOptions & {
  /** Called when this machine's clock and the database's differ. */
  warn?(line: string): void;
  /** As the owner, and half as many for work in scopes. */
  maxConnections?: number;
  /** The login for work in scopes (DATABASE_APP_URL); without it, one is made. */
  applicationUrl?: string | undefined;
};

/** Connects and migrates the schema. @throws StartProblem */
export async function openDatabase(
  url: string,
  { warn = () => undefined, maxConnections = MAX_CONNECTIONS, applicationUrl, ...options }: DatabaseOptions = {},
): Promise<Database> {
  const orm = await connectOrm(url, options.migrations, maxConnections);
  try {
    const login = await alone(url, async (client) => {
      await migrate(orm, client, options);
      const loginUrl = applicationUrl ?? (await makeApplicationLogin(client, url));
      await requireApplicationLogin(client, loginUrl);
      return loginUrl;
    });
    return await connectDatabase(orm, openApplication(orm, login, Math.ceil(maxConnections / 2)), warn);
  } catch (error) {
    await orm.close(true);
    throw error;
  }
}

/** Connections under the login for work in scopes. */
const openApplication = (orm: MikroORM, clientUrl: string, max: number): PostgreSqlConnection =>
  new PostgreSqlConnection(orm.config, { clientUrl, driverOptions: { max, onConnect: prepareEntering } }, "read");

async function connectDatabase(
  orm: MikroORM,
  application: PostgreSqlConnection,
  warn: (line: string) => void,
): Promise<Database> {
  const ask = async () => {
    const [row] = await orm.em
      .getConnection()
      .execute<{ ms: string }[]>("select extract(epoch from clock_timestamp()) * 1000 as ms");
    return Number(row!.ms);
  };
  const clock = await openDatabaseClock({ ask, machineNow: Date.now, warn });
  // An unavailable database is reported elsewhere.
  const endComparing = repeat(clock.compare, COMPARE_MS, () => undefined);
  const pool = await orm.em.getDriver().getConnection().getNativeClient();
  const applicationPool = await application.getNativeClient();
  const inProgress = new Set<Promise<unknown>>();
  /**
   * A pool that is ended while it opens a connection, or between two statements of a transaction, never gets that
   * connection back, and so never ends.
   */
  function awaitedByClose<Value>(work: Promise<Value>): Promise<Value> {
    inProgress.add(work);
    const forget = () => void inProgress.delete(work);
    work.then(forget, forget);
    return work;
  }
  return {
    em: () => orm.em.fork(),
    query: queryOn(pool),
    transact: (work) => transact(pool, work),
    inScope: (access, work) =>
      awaitedByClose(
        application.transactional(async (transaction) => {
          const em = orm.em.fork();
          em.setTransactionContext(transaction);
          await queryIn(em)(ENTER, settingsOf(access));
          const value = await work(em);
          await em.flush();
          return value;
        }),
      ),
    scoped:
      (access) =>
      (...statement) =>
        awaitedByClose(queryScoped(applicationPool, access)(...statement)),
    now: clock.now,
    findProblem() {
      const problem = "the database does not answer";
      const answer = orm.em.getConnection().execute("select 1");
      return Promise.race([answer.then(() => null), wait(ANSWER_MS, problem, { ref: false })]).catch(() => problem);
    },
    async close() {
      await Promise.allSettled([endComparing(), ...inProgress]);
      await application.close(true);
      await orm.close(true);
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
