import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { StorageAnswer } from "../../schema/messages/storage.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { startTestWorker } from "../../test/jobs/test-job-house.ts";
import { jobRoutes } from "../jobs/job.route.ts";
import { openJobs, type OpenJobs } from "../jobs/open-jobs.process.ts";
import { peopleRoutes } from "../people/people.route.ts";
import { createJoinLinkStore } from "../people/join-links.store.ts";
import { createPeopleStore } from "../people/people.store.ts";
import { jpegOf } from "../../test/session/picture-bytes.ts";
import { stripPictures } from "../session/material/strip-pictures.job.ts";
import { storageJobs } from "./storage-jobs.job.ts";
import { storageRoutes } from "./storage.route.ts";

let api: TestApi;
let jobs: OpenJobs;
let worker: Awaited<ReturnType<typeof startTestWorker>>;
let admin: { token: string; userId: string };

beforeAll(async () => {
  api = await startTestApi((database, _accounts, databaseUrl) => {
    jobs = openJobs(database, databaseUrl, console);
    const people = peopleRoutes(createPeopleStore(database), createJoinLinkStore(database), database);
    return [
      ...jobRoutes(jobs),
      ...storageRoutes(database, async () => ({ store: "embedded", problem: null, waiting: 0 })),
      ...people,
    ];
  });
  admin = await api.signIn("Ada", "admin");
  const { database, databaseUrl } = api;
  worker = await startTestWorker({
    database,
    databaseUrl,
    handled: [...storageJobs(database), stripPictures()],
  });
});
afterAll(async () => {
  await worker.close();
  await jobs.close();
  await api.close();
});
beforeEach(async () => {
  for (const table of ["retention", "sessions", "circles", "memories", "personas", "durable_jobs"])
    await execute(`delete from ${table}`);
});

const execute = (sql: string, values: unknown[] = []) => api.database.em().execute(sql, values);
const idsOf = async (table: string): Promise<string[]> =>
  ((await execute(`select id from ${table} order by id`)) as { id: string }[]).map(({ id }) => id);
const call = (method: string, path: string, body?: object) => api.call(method, path, { token: admin.token, body });
const keep = (kind: string, keepDays: number | null) => call("PUT", `/api/storage/${kind}/retention`, { keepDays });

/** Requests a job and waits for its end. */
async function run(name: string) {
  const { id } = (await call("POST", "/api/jobs", { name })).body;
  const find = async () => (await call("GET", "/api/jobs")).body.jobs.find((job: { id: string }) => job.id === id);
  await expect.poll(async () => (await find()).status, { timeout: 30_000 }).toBe("completed");
  return find();
}

async function addCircle(id: string, endedDaysAgo: number | null, session: string | null = null, turnDaysAgo = 0) {
  await execute(
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z,
       chat_session_id, created_at, ended_at)
     values (?, 'default', ?, '', 't', 't', 'chat', 'manual', 1, true, 'en', 0, 0, ?, now() - interval '900 days',
       now() - ? * interval '1 day')`,
    [id, admin.userId, session, endedDaysAgo],
  );
  await execute(
    `insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at,
       input_tokens, output_tokens, cost_nano, voice)
     values (?, 'default', ?, 1, 'a', 'A', 'person', 'hello', 'finished', now() - ? * interval '1 day', 0, 0, 0, '')`,
    [`turn of ${id}`, id, turnDaysAgo],
  );
}

const addLedgerRow = (id: string, daysAgo: number, task = "speak") =>
  execute(
    `insert into ledger (id, workspace_id, at, task, provider, model, why, input, output, reasoning, cached, cache_write_5m,
       cache_write_1h, breakdown, cost_nano, exact, outcome)
     values (?, 'default', now() - ? * interval '1 day', ?, 'p', 'm', '', 1, 1, 0, 0, 0, 0, '{}', 500, true, 'finished')`,
    [id, daysAgo, task],
  );

test("O8 nothing that people made is deleted unless an operator set a period", async () => {
  await addCircle("old", 800, null, 800);
  await run("apply-retention");
  expect(await idsOf("circles")).toEqual(["old"]);
  const { kinds } = (await call("GET", "/api/storage")).body;
  expect(kinds.map(({ kind, keepDays }: { kind: string; keepDays: number }) => [kind, keepDays])).toEqual([
    ["turns", null],
    ["memories", null],
    ["vectors", null],
    ["pictures", null],
    ["jobs", 30],
    ["ledger", null],
    ["uploads", null],
  ]);
});

test("O8 expired conversations are deleted with their turns; open ones and recently used sessions stay", async () => {
  await addCircle("ended long ago", 40, null, 40);
  await addCircle("ended lately", 3, null, 3);
  await addCircle("not ended", null, null, 500);
  await addCircle("old session", null, "s1", 40);
  await addCircle("used session", null, "s2", 3);
  expect((await keep("turns", 30)).status).toBe(200);
  expect(await run("apply-retention")).toMatchObject({ progress: { done: 2, total: 2 } });
  expect(await idsOf("circles")).toEqual(["ended lately", "not ended", "used session"]);
  expect(await idsOf("turns")).toHaveLength(3);
});

test("O8 M5 memories expire by age, vectors by last recall; a memory without its vector stays, and is not embedded again", async () => {
  await execute(
    "insert into personas (id, workspace_id, name, draft, place_id) values ('p', 'default', 'P', '{}', 'plaza')",
  );
  const add = (id: string, daysAgo: number, recalledDaysAgo: number) =>
    execute(
      `insert into memories (id, workspace_id, persona_id, kind, text, importance, embedding, embedding_model, dimension,
         created_at, last_accessed_at)
       values (?, 'default', 'p', 'witnessed', 'm', 0.5, '\\x00000000', 'openai/small', 1,
         now() - ? * interval '1 day', now() - ? * interval '1 day')`,
      [id, daysAgo, recalledDaysAgo],
    );
  await add("ancient", 400, 1);
  await add("forgotten", 100, 90);
  await add("recalled", 100, 1);
  const received: unknown[] = [];
  const listener = new Client({ connectionString: api.databaseUrl });
  await listener.connect();
  listener.on("notification", ({ payload = "" }) => received.push(JSON.parse(payload)));
  await listener.query("listen memories");
  await keep("memories", 365);
  await keep("vectors", 30);
  expect(await run("apply-retention")).toMatchObject({ progress: { done: 2, total: 2 } });
  const rows = await execute(
    `select id, embedding is null as "isGone", embedding_model as model from memories order by id`,
  );
  expect(rows).toEqual([
    { id: "forgotten", isGone: true, model: "openai/small" },
    { id: "recalled", isGone: false, model: "openai/small" },
  ]);
  expect(await run("apply-retention")).toMatchObject({ progress: { done: 0 } });
  // Once for each kind: servers read that persona's memories again.
  await expect
    .poll(() => received)
    .toEqual([
      { writer: "retention", personaId: "p", ids: null },
      { writer: "retention", personaId: "p", ids: null },
    ]);
  await listener.end();
});

test("O8 L7 the ledger is kept for at least 400 days; deleting rows changes no budget, and unsettled rows stay", async () => {
  await execute("delete from ledger");
  await execute(
    `insert into budget_accounts (workspace_id, scope, subject_id, period, starts_on, spent_nano)
     values ('default', 'workspace', 'default', 'total', '1970-01-01', 0)`,
  );
  await addLedgerRow("old", 500);
  await addLedgerRow("unsettled", 500, "unsettled");
  await addLedgerRow("new", 1);
  const spent = async () =>
    ((await execute("select spent_nano::int as spent from budget_accounts")) as { spent: number }[])[0]!.spent;
  expect(await spent()).toBe(1500);
  const refused = await keep("ledger", 399);
  expect(refused.body).toMatchObject({ status: 422, code: "kept-too-short", values: { days: 400 } });
  await keep("ledger", 400);
  await run("apply-retention");
  expect(await idsOf("ledger")).toEqual(["new", "unsettled"]);
  expect(await spent()).toBe(1500);
});

test("O8 C9 pictures go so many days after the end of their session, those of others stay; earlier ones lose what cameras wrote", async () => {
  const camera = Buffer.concat([
    Buffer.from(jpegOf(4, 4)).subarray(0, 2),
    Buffer.from("ffe1000c", "hex"),
    Buffer.from("Exif\0\0HERE"),
    Buffer.from(jpegOf(4, 4)).subarray(10),
  ]);
  for (const [id, status, endedDaysAgo] of [
    ["old", "ended", 40],
    ["new", "ended", 10],
    ["live", "live", null],
  ] as const) {
    await execute(
      `insert into sessions (id, workspace_id, owner_id, plan, status, ended_at)
       values (?, 'default', ?, '{"guide": []}', ?, now() - ? * interval '1 day')`,
      [id, admin.userId, status, endedDaysAgo],
    );
    await execute(
      `insert into session_pictures (id, session_id, workspace_id, owner_id, content_type, content, is_stripped)
       values (?, ?, 'default', ?, 'image/jpeg', ?, false)`,
      [`picture of ${id}`, id, admin.userId, camera],
    );
  }
  await run("apply-retention");
  expect(await idsOf("session_pictures")).toHaveLength(3);
  await keep("pictures", 30);
  await run("apply-retention");
  expect(await idsOf("session_pictures")).toEqual(["picture of live", "picture of new"]);
  await run("strip-pictures");
  const left = (await execute("select content, is_stripped from session_pictures")) as {
    content: Buffer;
    is_stripped: boolean;
  }[];
  expect(left.map(({ content, is_stripped }) => [content.includes("HERE"), is_stripped])).toEqual([
    [false, true],
    [false, true],
  ]);
});

test("O8 ended jobs go after 30 days; those that wait, and dead letters that ended since, stay", async () => {
  const add = (id: string, status: string, daysAgo: number | null) =>
    execute(
      `insert into durable_jobs (id, workspace_id, name, version, payload, ticket_id, status, ended_at)
       values (?, 'default', 'measure-storage', 1, '{}', ?, ?, now() - ? * interval '1 day')`,
      [id, id, status, daysAgo],
    );
  await add("old", "completed", 31);
  await add("dead", "dead", 29);
  await add("paused", "paused", null);
  const { id } = await run("apply-retention");
  expect((await idsOf("durable_jobs")).toSorted()).toEqual([id, "dead", "paused"].toSorted());
});

test("O8 A4 bytes by kind are measured by a job, with their growth; a changed retention is in the audit log", async () => {
  await execute("delete from storage_samples");
  expect((await call("GET", "/api/storage")).body.measuredAt).toBeNull();
  await run("measure-storage");
  const first = (await call("GET", "/api/storage")).body;
  expect(first.kinds.every(({ bytes }: { bytes: number }) => bytes >= 0)).toBe(true);
  expect(first.kinds[0]).toMatchObject({ kind: "turns", growthBytes: null });
  expect(first.kinds[0].bytes).toBeGreaterThan(0);
  await execute("update storage_samples set at = at - interval '10 days', bytes = bytes - 5 where kind = 'turns'");
  await execute("delete from storage_samples where kind <> 'turns'");
  await run("measure-storage");
  const second = (await call("GET", "/api/storage")).body;
  expect(second.kinds[0].growthBytes).toBe(second.kinds[0].bytes - first.kinds[0].bytes + 5);
  expect(Date.parse(second.kinds[0].growthSince)).toBeLessThan(Date.parse(second.measuredAt));

  await keep("memories", 90);
  expect((await call("GET", "/api/audit")).body.entries[0]).toMatchObject({
    actorName: "Ada",
    action: "retention-set",
    details: { retention: { kind: "memories", keepDays: 90 } },
  });
  const { token } = await api.signIn("Vi", "visitor");
  expect((await api.call("GET", "/api/storage", { token })).status).toBe(403);
});

test("O8 what people uploaded is measured too; it is kept until they delete it, for no number of days", async () => {
  const measure = async () => {
    await run("measure-storage");
    const { kinds } = (await call("GET", "/api/storage")).body as StorageAnswer;
    return kinds.find(({ kind }) => kind === "uploads")!;
  };
  const before = await measure();
  await execute(
    `insert into human_baselines (id, workspace_id, owner_id, name, survey_name, questions, people, columns, not_understood)
     select 'b' || n, 'default', ?, 'B', 'S', '[]', 1, to_json(repeat(md5(n::text), 200)), '[]' from generate_series(1, 50) n`,
    [admin.userId],
  );
  const after = await measure();
  expect(after.bytes).toBeGreaterThan(before.bytes);
  expect(after.keepDays).toBeNull();
  expect((await keep("uploads", 30)).status).toBe(400);
});
