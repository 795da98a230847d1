import { Migration } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { allTables } from "../../schema/tables/all-tables.ts";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { openDatabase } from "./open-database.store.ts";

let fresh: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  fresh = await emptyDatabase();
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  const opened = await Promise.all([openDatabase(fresh.url), openDatabase(fresh.url)]);
  await Promise.all(opened.map((database) => database.close()));
});
afterAll(async () => {
  await client.end();
  await fresh.drop();
});

test("A1 processes that start at once share one migration and one default workspace", async () => {
  expect((await client.query("select id from workspaces")).rows).toEqual([{ id: "default" }]);
});

/** Columns that name the person a row belongs to. */
const SOMEONE = new Set([
  "owner_id",
  "user_id",
  "member_id",
  "used_by",
  "opened_by",
  "actor_id",
  "reporter_id",
  "author_id",
  "coder_id",
  "respondent_id",
  "voter_id",
  "asker_id",
  // Who worded a turn.
  "by_id",
]);

test("A1 every table that belongs to someone names its workspace, and its owner or user", async () => {
  const { rows } = await client.query<{ table_name: string; columns: string[] }>(
    "select table_name, array_agg(column_name::text) as columns from information_schema.columns where table_schema = 'public' group by 1",
  );
  const belongToNobody = new Set([
    "workspaces",
    "secrets",
    "mikro_orm_migrations",
    // Bills belong to the whole installation.
    "reconciliations",
    "reconciliation_checks",
    // So do its processes and its disk.
    "servers",
    "job_workers",
    "storage_samples",
    // And what Weaviate has yet to take over, of all workspaces.
    "memory_index",
    "memory_index_changes",
  ]);
  for (const { table_name, columns } of rows.filter((row) => !belongToNobody.has(row.table_name))) {
    expect(columns, table_name).toContain("workspace_id");
    expect(table_name === "users" || columns.some((name) => SOMEONE.has(name)), table_name).toBe(true);
  }
});

test("O6 the migrated tables have every column and index the code declares", async () => {
  const orm = await MikroORM.init({ clientUrl: fresh.url, entities: allTables });
  try {
    const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false, dropTables: false });
    // Keys, checks, partial indices, triggers and policies exist only in the migrations; everything the code declares must exist.
    const missing = difference
      .split(";\n")
      .filter(
        (statement) =>
          statement.trim() !== "" &&
          !/drop (index|constraint|trigger|function)|row level security|drop policy/i.test(statement),
      );
    expect(missing).toEqual([]);
  } finally {
    await orm.close(true);
  }
});

test("O6 a migration that fails leaves the data as it was, and the previous version keeps working with it", async () => {
  class Works extends Migration {
    override up(): void {
      this.addSql("alter table workspaces rename to offices");
    }
  }
  class Fails extends Migration {
    override up(): void {
      this.addSql("create table half_done (id int)");
      this.addSql("delete from offices");
      this.addSql("select 1 / 0");
    }
  }
  const next = [...allMigrations, { name: "9998-works", class: Works }, { name: "9999-fails", class: Fails }];
  await expect(openDatabase(fresh.url, { migrations: next })).rejects.toThrow(
    /could not be brought up to date and was left as it was: .*division by zero/,
  );
  expect(
    (await client.query("select to_regclass('half_done') as half, to_regclass('offices') as renamed")).rows,
  ).toEqual([{ half: null, renamed: null }]);
  await (await openDatabase(fresh.url)).close();
  expect((await client.query("select id from workspaces")).rows).toEqual([{ id: "default" }]);
});

test("O6 a database written by a newer version is left alone, with a remedy", async () => {
  await client.query("insert into mikro_orm_migrations (name) values ('9999-from-the-future')");
  await expect(openDatabase(fresh.url)).rejects.toThrow(
    "The data was written by a newer version (it has 9999-from-the-future)",
  );
  await client.query("delete from mikro_orm_migrations where name = '9999-from-the-future'");
});

test("O2 an unreachable database is named with what to check, without its password", async () => {
  const attempt = openDatabase("postgres://someone:secret-word@127.0.0.1:1/nothing");
  await expect(attempt).rejects.toThrow(/127\.0\.0\.1:1 cannot be used.*Check DATABASE_URL/);
  await expect(attempt).rejects.not.toThrow(/secret-word/);
});

test("O5 closing waits for what people asked for, however far it is", async () => {
  for (let turns = 0; turns < 25; turns += 1) {
    const database = await openDatabase(fresh.url);
    const asked = database.inScope(principalOf("default", "ada"), (em) => em.execute("select 1 as one"));
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
    await database.close();
    expect(await asked).toEqual([{ one: 1 }]);
  }
});

test("O5 closing waits for a comparison of clocks that is opening a connection", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const database = await openDatabase(fresh.url);
    const [begun, enough] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    // Has the only connection that is open.
    const busy = database.transact(async () => {
      begun.resolve();
      await enough.promise;
    });
    await begun.promise;
    vi.advanceTimersToNextTimer();
    await new Promise(setImmediate);
    const closed = database.close();
    enough.resolve();
    await busy;
    await closed;
  } finally {
    vi.useRealTimers();
  }
});

test("O5 a transaction that fails, or whose connection ends, leaves nothing behind, and the next one works", async () => {
  const database = await openDatabase(fresh.url);
  const add = { name: "add-secret", text: "insert into secrets (name, value) values ($1, '')" };
  const failures: ((name: string) => Promise<unknown>)[] = [
    (name) => database.transact((query) => query(add, [name]).then(() => query(add, [name]))),
    (name) =>
      database.transact(async (query) => {
        await query(add, [name]);
        const [own] = await query<{ pid: number }>({ name: "own-pid", text: "select pg_backend_pid() as pid" }, []);
        await client.query("select pg_terminate_backend($1)", [own!.pid]);
        await query(add, [`${name}-again`]);
      }),
  ];
  for (const [index, fail] of failures.entries()) {
    await expect(fail(`lost-${index}`)).rejects.toThrow(/duplicate key|terminat|not queryable/);
    await database.transact((query) => query(add, [`kept-${index}`]));
  }
  const { rows } = await client.query("select name from secrets where name ~ '^(lost|kept)-' order by name");
  expect(rows.map(({ name }) => name)).toEqual(["kept-0", "kept-1"]);
  await database.close();
});
