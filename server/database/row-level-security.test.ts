import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { liveIn, query } from "../../test/backup/lived-in-database.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase, type Database } from "./open-database.store.ts";

let fresh: FreshDatabase;
let database: Database;
/** Tables whose rows belong to a workspace. */
let tables: string[];
const NEIGHBOUR = "neighbour";

beforeAll(async () => {
  fresh = await freshDatabase();
  await liveIn(fresh.url);
  await query(fresh.url, moveIn);
  database = await openDatabase(fresh.url);
  tables = (
    await query<{ name: string }>(
      fresh.url,
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'workspace_id'
         and table_name in (select tablename from pg_tables where schemaname = 'public') order by 1`,
    )
  ).map(({ name }) => name);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** Another workspace on the same server, with its admin, and a guest beside Ada in the first. */
const moveIn = `
  insert into workspaces (id, name) values ('${NEIGHBOUR}', 'Neighbour');
  insert into users (id, workspace_id, name, kind, role, colour) values
    ('nora', '${NEIGHBOUR}', 'Nora', 'account', 'admin', '#112233'),
    ('gus', 'default', 'Gus', 'guest', 'guest', '#112233');
  insert into consents (id, workspace_id, user_id, granted, text_version) values ('consent', 'default', 'ada', true, 1);
  insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
    values ('private', 'default', 'ada', 'plaza', 'Secret', '', 'chat', 'auto', 5, true, 'en', 0, 0);
  insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at,
      input_tokens, output_tokens, cost_nano, voice, witnesses)
    values ('private turn', 'default', 'private', 1, 'ada', 'Ada', 'person', 'Only for you', 'finished', now(), 0, 0, 0, '', '{ada}');
  insert into memories (id, workspace_id, persona_id, kind, text, importance, witnesses, owner_id, about_user_id)
    values ('private memory', 'default', 'clio', 'witnessed', 'Only for you', 0.5, '{ada}', 'ada', 'ada');
`;

type Who = { workspaceId: string; userId?: string };
const ADA: Who = { workspaceId: "default", userId: "ada" };
const GUS: Who = { workspaceId: "default", userId: "gus" };
const NORA: Who = { workspaceId: NEIGHBOUR, userId: "nora" };
const ask = (who: Who, sql: string) => database.inScope(who, (em) => em.execute<Record<string, unknown>[]>(sql));
const idsOf = async (who: Who, table: string) =>
  (await ask(who, `select id from ${table} order by id`)).map(({ id }) => id);

test("A2 every table has policies that hold for its owner too, and the role of the application owns nothing and bypasses nothing", async () => {
  const unprotected = await query(
    fresh.url,
    `select relname from pg_class c where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
       and (not relrowsecurity or not relforcerowsecurity or not exists (select from pg_policy where polrelid = c.oid))
       and relname <> all ($1)`,
    [["mikro_orm_migrations"]], // names of migrations, no one's
  );
  expect(unprotected).toEqual([]);
  const [role] = await database.inScope(ADA, (em) =>
    em.execute(
      `select current_user as name, rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    ),
  );
  expect(role).toEqual({ name: "dramatis_app", rolsuper: false, rolbypassrls: false, owned: 0 });
});

test("A2 the admin of another workspace reads, counts, changes, moves and deletes nothing, in any table", async () => {
  expect(tables.length).toBeGreaterThan(20);
  for (const table of tables) {
    const attempts = [
      `select count(*)::int as reached from ${table} where workspace_id = 'default'`,
      `with hit as (update ${table} set workspace_id = '${NEIGHBOUR}' where workspace_id = 'default' returning 1) select count(*)::int as reached from hit`,
      `with hit as (delete from ${table} where workspace_id = 'default' returning 1) select count(*)::int as reached from hit`,
      `with hit as (insert into ${table} select * from ${table} returning 1) select count(*)::int as reached from hit`,
    ];
    for (const sql of attempts) {
      const outcome = await ask(NORA, sql).then(
        ([row]) => row!["reached"],
        (error: { code?: string }) => error.code,
      );
      // 42501: no right on the table at all, or refused by a policy.
      expect(outcome === "42501" || outcome === 0 || isOwnRow(table, outcome), `${table}: ${sql} → ${outcome}`).toBe(
        true,
      );
    }
  }
  const [left] = await query<{ users: number }>(
    fresh.url,
    "select count(*)::int as users from users where workspace_id = 'default'",
  );
  expect(left!.users).toBe(3);
});

/** Nora finds herself: copying her own row fails on its key, which is no row of others. */
const isOwnRow = (table: string, outcome: unknown): boolean => table === "users" && outcome === "23505";

test("A2 nobody moves a row of their own into another workspace", async () => {
  const move = ask(GUS, `update users set workspace_id = '${NEIGHBOUR}' where id = 'gus'`);
  await expect(move).rejects.toMatchObject({ code: "42501" });
  const plant = ask(
    NORA,
    "insert into audit_log (id, workspace_id, actor_id, actor_name, action, subject_id, subject_name) values ('x', 'default', 'nora', 'Nora', 'role-given', 'ada', 'Ada')",
  );
  await expect(plant).rejects.toMatchObject({ code: "42501" });
});

describe("within a workspace", () => {
  test("A2 M4 private turns and memories are visible to those who heard them", async () => {
    expect(await idsOf(ADA, "circles")).toEqual(["circle", "private"]);
    expect(await idsOf(GUS, "circles")).toEqual(["circle"]);
    expect(await idsOf(ADA, "turns")).toContain("private turn");
    expect(await idsOf(GUS, "turns")).not.toContain("private turn");
    expect(await idsOf(ADA, "memories")).toContain("private memory");
    expect(await idsOf(GUS, "memories")).not.toContain("private memory");
  });

  test("A2 a guest changes nothing that is another's, and gives themselves no role", async () => {
    for (const sql of [
      "update personas set name = 'Mine' where id = 'clio'",
      "update memories set text = 'Mine' where id = 'private memory'",
      "update users set name = 'Mine' where id = 'ada'",
    ])
      expect(await ask(GUS, `with hit as (${sql} returning 1) select count(*)::int as hits from hit`), sql).toEqual([
        { hits: 0 },
      ]);
    for (const sql of [
      "delete from turns",
      "update circles set topic = 'Mine'",
      "update budgets set limit_nano = 0",
      "select * from secrets",
      "select * from budget_leases",
      "select password_hash from users",
    ])
      await expect(ask(GUS, sql), sql).rejects.toThrow("permission denied");
    expect(await idsOf(GUS, "audit_log")).toEqual([]);
    expect(await ask(GUS, "select * from consents")).toEqual([]);
    expect(await ask(GUS, "select * from credit_entries")).toEqual([]);
    await expect(ask(GUS, "update users set role = 'admin' where id = 'gus'")).rejects.toMatchObject({ code: "42501" });
  });
});

test("A2 where the database user may not create roles, the start prints the statements, and works once they were run", async () => {
  const plain = await freshDatabase();
  const name = `plain_${new URL(plain.url).pathname.slice(1)}`;
  const url = new URL(plain.url);
  try {
    await query(
      plain.url,
      `create role ${name} login password 'secret'; alter schema public owner to ${name}; grant create on database ${url.pathname.slice(1)} to ${name}`,
    );
    url.username = name;
    url.password = "secret";
    const problem = await openDatabase(url.href).catch((error: Error) => error.message);
    expect(problem).toContain(`grant dramatis_app to "${name}";`);
    expect(problem).not.toContain("secret");
    await query(plain.url, (problem as string).split("\n").slice(1).join("\n"));
    const opened = await openDatabase(url.href);
    const [row] = await opened.inScope(ADA, (em) =>
      em.execute("select current_user as name, (select count(*)::int from users) as users"),
    );
    expect(row).toEqual({ name: "dramatis_app", users: 0 });
    // Its owner works as before: policies hold for it, and let the server through.
    expect(await opened.em().execute("select id from workspaces")).toEqual([{ id: "default" }]);
    await opened.close();
  } finally {
    await plain.drop();
    await query(fresh.url, `drop role if exists ${name}`);
  }
});
