import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { principalOf, type Principal } from "../../engine/scope/scope.ts";
import { liveIn, query } from "../../test/backup/lived-in-database.ts";
import { emptyDatabase, freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import type { Access } from "./enter-scope.adapter.ts";
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

const ADA = principalOf("default", "ada");
const GUS = principalOf("default", "gus");
const NORA = principalOf(NEIGHBOUR, "nora");
const ask = (who: Principal, sql: string) => database.inScope(who, (em) => em.execute<Record<string, unknown>[]>(sql));
const idsOf = async (who: Principal, table: string) =>
  (await ask(who, `select id from ${table} order by id`)).map(({ id }) => id);

test("A2 every table has policies that hold for its owner too; the application logs in as a role that owns nothing, bypasses nothing, and can become no other", async () => {
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
      `select session_user = current_user as "isLogin", rolsuper, rolbypassrls, rolcreaterole,
         (select count(*)::int from pg_class where relowner = r.oid) as owned,
         (select array_agg(rolname::text) from pg_roles other where pg_has_role(other.oid, 'member') and other.oid <> r.oid) as others
       from pg_roles r where rolname = current_user`,
    ),
  );
  expect(role).toEqual({
    isLogin: true,
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    owned: 0,
    others: ["dramatis_app"],
  });
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

test("A2 SQL that is sent in a scope leads to no other role, and what it sets does not outlast the scope", async () => {
  const [owner] = await query<{ name: string }>(fresh.url, "select current_user as name");
  for (const sql of [`set role ${owner!.name}`, `set session authorization ${owner!.name}`])
    await expect(ask(NORA, sql), sql).rejects.toMatchObject({ code: "42501" });
  await database.inScope(NORA, async (em) => {
    await em.execute("reset role");
    await em.execute("reset session authorization");
    expect(await em.execute("select id from users")).toEqual([{ id: "nora" }]);
    await em.execute(
      "select set_config('dramatis.workspace', 'default', false), set_config('dramatis.user', 'ada', false)",
    );
  });
  const everyConnection = Array.from({ length: 20 }, () =>
    ask(
      { workspaceId: NEIGHBOUR, actor: { kind: "system", name: "test" } },
      "select id from users union all select id from memories where witnesses is not null",
    ),
  );
  for (const rows of await Promise.all(everyConnection)) expect(rows).toEqual([{ id: "nora" }]);
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
    expect(await idsOf(ADA, "circles")).toEqual(expect.arrayContaining(["circle", "private"]));
    expect(await idsOf(GUS, "circles")).toContain("circle");
    expect(await idsOf(GUS, "circles")).not.toContain("private");
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
      "update budgets set limit_nano = 0",
      "update workspaces set billing = true",
      "delete from budgets",
      "update circles set topic = 'Mine'",
    ])
      expect(await ask(GUS, `with hit as (${sql} returning 1) select count(*)::int as hits from hit`), sql).toEqual([
        { hits: 0 },
      ]);
    for (const sql of [
      "delete from turns",
      "update survey_versions set model = '{}'",
      "delete from survey_versions",
      "update circles set title = 'Mine'",
      "select * from secrets",
      "select * from budget_leases",
      "select password_hash from users",
    ])
      await expect(ask(GUS, sql), sql).rejects.toThrow("permission denied");
    expect(await idsOf(GUS, "audit_log")).toEqual([]);
    expect(await idsOf(GUS, "surveys")).toEqual([]);
    expect(await ask(GUS, "select * from survey_versions")).toEqual([]);
    expect(await ask(GUS, "select * from consents")).toEqual([]);
    expect(await ask(GUS, "select * from credit_entries")).toEqual([]);
    await expect(ask(GUS, "update users set role = 'admin' where id = 'gus'")).rejects.toMatchObject({ code: "42501" });
  });
});

describe("conversations", () => {
  const HOST = 77;
  const writers = {
    "another workspace's holder": { ...NORA, host: HOST },
    "a server that holds another circle": { ...ADA, host: HOST + 1 },
    "a request of a person": ADA,
    "another person's chat": { ...ADA, people: ["gus"] },
  };
  const insertTurn = (id: string, circleId: string, ownerId: string) =>
    `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
       started_at, input_tokens, output_tokens, cost_nano, voice, witnesses)
     values ('${id}', 'default', '${ownerId}', '${circleId}', 99, 'ada', 'Ada', 'person', 'Hello', 'finished', now(), 0, 0, 0, '', '{ada}')`;
  const insertMember = (id: string, circleId: string) =>
    `insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat)
     values ('${id}', 'default', '${circleId}', '${id}', 'person', 'Someone', 3)`;
  const insertCircle = (id: string, ownerId: string, host: number | null) =>
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z,
       host, chat_session_id)
     values ('${id}', 'default', '${ownerId}', 'plaza', 'New', '', 'chat', 'auto', 5, true, 'en', 0, 0,
       ${host}, ${host === null ? `'${id}'` : null})`;
  const insertCall = (id: string, circleId: string) =>
    `insert into ledger (id, workspace_id, at, task, provider, model, why, input, output, reasoning, cached, cache_write_5m,
       cache_write_1h, breakdown, cost_nano, exact, outcome, circle_id)
     values ('${id}', 'default', now(), 'speak', 'p', 'm', '', 0, 0, 0, 0, 0, 0, '{}', 0, true, 'finished', '${circleId}')`;
  const write = (access: Access, sql: string) => database.scoped(access)({ name: "", text: sql }, []);

  beforeAll(() =>
    query(
      fresh.url,
      `${insertCircle("held", "ada", HOST)}; ${insertCircle("chat", "ada", null)}; ${insertTurn("held turn", "held", "ada")};
       ${insertTurn("chat turn", "chat", "ada")}; ${insertMember("held member", "held")}; ${insertMember("chat member", "chat")}`,
    ),
  );

  test("A2 C7 a circle, its members, turns and calls are written by the server that holds it; a chat's by its person", async () => {
    const holder = { workspaceId: "default", actor: { kind: "system", name: "test" }, host: HOST } as const;
    const person = { workspaceId: "default", actor: { kind: "system", name: "test" }, people: ["gus", "ada"] } as const;
    for (const [access, circle] of [
      [holder, "held"],
      [person, "chat"],
    ] as const) {
      for (const sql of [
        insertTurn(`${circle} second`, circle, "ada").replace("99", "100"),
        insertMember(`${circle} second`, circle),
        insertCall(`${circle} call`, circle),
        insertCircle(`${circle} second`, "ada", circle === "held" ? HOST : null),
      ])
        await write(access, sql);
      const changed = await write(access, `update turns set text = 'Hi' where id = '${circle} second' returning id`);
      expect(changed).toEqual([{ id: `${circle} second` }]);
    }
    // A statement for several people moves nothing from one to another.
    await expect(write(person, insertTurn("of gus", "chat", "gus"))).rejects.toMatchObject({ code: "42501" });
  });

  test.each(Object.entries(writers))("A2 the database refuses %s every write to them", async (_, access) => {
    for (const circle of ["held", "chat"]) {
      for (const sql of [
        insertTurn("planted", circle, "ada"),
        insertMember("planted", circle),
        insertCall("planted", circle),
        insertCircle("planted", "ada", circle === "held" ? HOST : null),
      ])
        await expect(write(access, sql), sql).rejects.toMatchObject({ code: "42501" });
      for (const sql of [
        `update turns set text = 'Mine' where circle_id = '${circle}'`,
        `update memberships set left_at = now() where circle_id = '${circle}'`,
        `update circles set paused = true where id = '${circle}'`,
      ])
        expect(await write(access, `${sql} returning id`), sql).toEqual([]);
    }
  });

  test("A2 what a statement in a scope sets does not outlast it", async () => {
    await write({ ...ADA, host: HOST, people: ["ada"] }, "select 1");
    const settings = "select scope_user() as user, scope_people() as people, scope_host() as host";
    const everyConnection = Array.from({ length: 20 }, () => write({ ...GUS, workspaceId: "" }, settings));
    for (const rows of await Promise.all(everyConnection))
      expect(rows).toEqual([{ user: "gus", people: null, host: null }]);
  });
});

describe("where the database user may not create roles", () => {
  let plain: FreshDatabase;
  let name: string;
  let url: URL;
  beforeAll(async () => {
    plain = await emptyDatabase();
    url = new URL(plain.url);
    const database = url.pathname.slice(1);
    name = `plain_${database}`;
    await query(
      plain.url,
      `create role ${name} login password 'secret'; alter schema public owner to ${name}; grant create on database ${database} to ${name}`,
    );
    url.username = name;
    url.password = "secret";
  });
  afterAll(async () => {
    await plain.drop();
    await query(fresh.url, `drop role if exists ${name}`);
  });

  test("A2 the start prints the statements and the setting, works once they were run, and refuses any other login", async () => {
    const problem = await openDatabase(url.href).catch((error: Error) => error.message);
    expect(problem).toContain(`The database user "${name}" may not create roles.`);
    expect(problem).not.toContain("secret");
    const printed = (problem as string).replaceAll("PASSWORD", "word");
    await query(plain.url, /^create role .*;$/m.exec(printed)![0]);
    const applicationUrl = /DATABASE_APP_URL=(\S+)/.exec(printed)![1]!;
    const opened = await openDatabase(url.href, { applicationUrl });
    expect(await opened.inScope(ADA, (em) => em.execute("select count(*)::int as users from users"))).toEqual([
      { users: 0 },
    ]);
    // Its owner works as before: policies hold for it, and let the server through.
    expect(await opened.em().execute("select id from workspaces")).toEqual([{ id: "default" }]);
    await opened.close();

    await expect(openDatabase(url.href, { applicationUrl: url.href })).rejects.toThrow(
      "could bypass row-level security",
    );
    await expect(openDatabase(url.href, { applicationUrl: fresh.url })).rejects.toThrow("leads to another database");
    await expect(openDatabase(url.href, { applicationUrl: applicationUrl.replace("word", "no") })).rejects.toThrow(
      "Check DATABASE_APP_URL",
    );
  });
});
