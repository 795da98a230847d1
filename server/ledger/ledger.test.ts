import { message, verbatim } from "../../schema/messages/message.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { UsageAnswer, UsageGroup, type UsageRow } from "../../schema/messages/usage.ts";
import { newId } from "../database/new-id.adapter.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createLedger, type Ledger } from "./ledger.store.ts";
import { usageRoutes } from "./usage.route.ts";
import { createUsageStore } from "./usage.store.ts";

let api: TestApi;
let ledger: Ledger;
const logged: string[] = [];

beforeAll(async () => {
  api = await startTestApi((database) => usageRoutes(createUsageStore(database)));
  ledger = createLedger(api.database, (line) => logged.push(line));
});
afterAll(async () => {
  await ledger.close();
  await api.close();
});

const record = (change: Partial<CallRecord> & { userId?: string; personaId?: string } = {}): CallRecord => ({
  id: newId(),
  at: "2026-11-20T10:00:00.000Z",
  route: { provider: "openai", model: "gpt-6.1-terra", local: false },
  why: message("why-model-setting"),
  context: {
    task: "speak",
    workspaceId: "default",
    userId: change.userId ?? "u1",
    personaId: change.personaId ?? "p1",
    circleId: "c1",
  },
  usage: {
    input: 10,
    output: 5,
    reasoning: 1,
    cached: 2,
    cacheWrite5m: 3,
    cacheWrite1h: 4,
    exact: true,
    raw: { prompt_tokens: 15 },
  },
  cost: { totalNano: 1_000, breakdown: { input: 600, output: 100, cached: 100, cacheWrite5m: 100, cacheWrite1h: 100 } },
  outcome: "finished",
  ...change,
});

const count = async () =>
  Number((await api.database.em().getConnection().execute<{ n: string }[]>("select count(*) as n from ledger"))[0]?.n);

test("L8 a listener that is notified of a call finds it in the ledger", async () => {
  const call = record();
  const isKept = () =>
    api.database.em().getConnection().execute<unknown[]>("select 1 from ledger where id = ?", [call.id]);
  const { promise: kept, resolve: resolveKept } = Promise.withResolvers<unknown[]>();
  const stop = ledger.onCall(({ id }) => void (id === call.id && isKept().then(resolveKept)));
  ledger.recordCall(call);
  expect(await kept).toHaveLength(1);
  stop();
});

test("L6 a call is in Postgres once flush has resolved, with every token class and its breakdown", async () => {
  const { token, userId } = await api.signIn("Ada");
  ledger.recordCall(record({ userId }));
  await ledger.flush();
  const { status, body } = await api.call("GET", "/api/usage", { token });
  expect(status).toBe(200);
  expect(UsageAnswer.parse(body)).toEqual({
    totalNano: 1_000,
    unheardNano: 0,
    next: null,
    rows: [
      {
        at: "2026-11-20T10:00:00.000Z",
        task: "speak",
        provider: "openai",
        model: "gpt-6.1-terra",
        why: "MODEL names it",
        whyMessage: message("why-model-setting"),
        input: 10,
        output: 5,
        reasoning: 1,
        cached: 2,
        cacheWrite5m: 3,
        cacheWrite1h: 4,
        breakdown: { input: 600, output: 100, cached: 100, cacheWrite5m: 100, cacheWrite1h: 100 },
        costNano: 1_000,
        exact: true,
        outcome: "finished",
        userId,
        personaId: "p1",
        circleId: "c1",
        runId: null,
        name: null,
        calls: 1,
      },
    ],
  });
});

test("L6 a guest sees only their own calls; facilitators, operators and admins see everybody's", async () => {
  const ada = await api.signIn("Ada");
  const facilitator = await api.signIn("Flo", "facilitator");
  const operator = await api.signIn("Olu", "operator");
  ledger.recordCall(record({ userId: "somebody-else", outcome: "aborted" }));
  await ledger.flush();
  expect((await api.call("GET", "/api/usage", { token: ada.token })).body).toEqual({
    totalNano: 0,
    unheardNano: 0,
    rows: [],
    next: null,
  });
  for (const { token } of [facilitator, operator]) {
    const { body } = await api.call("GET", "/api/usage", { token });
    expect(body.rows.map((row: { userId: string }) => row.userId)).toContain("somebody-else");
  }
  expect((await api.call("GET", "/api/usage")).status).toBe(401);
});

test("L8 groups sum to the total, days are meant whole, and pages continue where the last one ended", async () => {
  const { token } = await api.signIn("Flo", "facilitator");
  const calls = ["p1", "p2", "p3"].flatMap((personaId) => [
    record({ userId: "paged", personaId, at: "2026-09-01T00:00:00.000Z" }),
    record({ userId: "paged", personaId, at: "2026-09-01T23:59:59.999Z", usage: { ...record().usage, exact: false } }),
  ]);
  calls.forEach(ledger.recordCall);
  ledger.recordCall(record({ userId: "paged", at: "2026-09-02T00:00:00.000Z" }));
  await ledger.flush();
  const day = "from=2026-09-01&to=2026-09-01";
  const grouped = (await api.call("GET", `/api/usage?${day}&groupBy=persona`, { token })).body;
  expect(grouped).toMatchObject({ totalNano: 6_000, next: null });
  expect(grouped.rows).toHaveLength(3);
  expect(grouped.rows[0]).toMatchObject({
    input: 20,
    costNano: 2_000,
    calls: 2,
    exact: false,
    provider: null,
    breakdown: { input: 1_200 },
  });
  const seen: string[] = [];
  for (let cursor = ""; ;) {
    const page = (await api.call("GET", `/api/usage?${day}&limit=4${cursor}`, { token })).body;
    seen.push(...page.rows.map((row: { personaId: string }) => row.personaId));
    if (!page.next) break;
    cursor = `&cursor=${page.next}`;
  }
  expect(seen.sort()).toEqual(["p1", "p1", "p2", "p2", "p3", "p3"]);
  for (const wrong of ["groupBy=colour", "groupBy=day&cursor=-1", "groupBy=day&cursor=x"])
    expect((await api.call("GET", `/api/usage?${wrong}`, { token })).status, wrong).toBe(400);
});

test("L8 those who may read a circle see its whole cost; others see only their own part", async () => {
  const [owner, reader] = [await api.signIn("Ada"), await api.signIn("Ben")];
  const insert = `insert into circles (id, workspace_id, place_id, topic, title, kind, mode, speed, is_private, owner_id, language, x, z)
    values (?, 'default', 'plaza', 't', 't', 'chat', 'auto', 5, ?, ?, 'en', 0, 0)`;
  for (const [circleId, isPrivate] of [
    ["open-circle", false],
    ["closed-circle", true],
  ] as const) {
    await api.database.em().execute(insert, [circleId, isPrivate, owner.userId]);
    const context = { ...record().context, userId: owner.userId, circleId };
    ledger.recordCall(record({ context }));
    ledger.recordCall(record({ context: { ...context, task: "decide" } }));
    ledger.recordCall(record({ context: { ...context, userId: reader.userId } }));
  }
  await ledger.flush();
  const sum = async (token: string, query: string) =>
    (await api.call("GET", `/api/usage?groupBy=day-provider&${query}`, { token })).body.totalNano;
  expect(await sum(reader.token, "circleId=open-circle")).toBe(3_000);
  expect(await sum(reader.token, "circleId=closed-circle")).toBe(1_000);
  expect(await sum(owner.token, "circleId=closed-circle")).toBe(3_000);
  expect(await sum(owner.token, "circleId=closed-circle&task=decide&provider=openai&outcome=finished")).toBe(1_000);
  expect(await sum(owner.token, "circleId=closed-circle&provider=groq")).toBe(0);
  const { rows } = (await api.call("GET", "/api/usage?groupBy=circle&circleId=open-circle", { token: reader.token }))
    .body;
  expect(rows).toMatchObject([{ circleId: "open-circle", name: "t", costNano: 3_000 }]);
});

test("L8 usage shows the cost of replies that nobody heard: turns never begun, or interrupted before their first word", async () => {
  const { token, userId } = await api.signIn("Ada");
  await api.database.em().execute(
    `insert into circles (id, workspace_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
     values ('half-heard', 'default', 'plaza', 't', 't', 'chat', 'auto', 5, false, 'en', 0, 0)`,
  );
  const turns: [string, string, string][] = [
    ["whole", "finished", "Bread."],
    ["begun", "speaking", ""],
    ["cut", "interrupted", "Br"],
    ["cut-unheard", "interrupted", ""],
  ];
  for (const [position, turn] of turns.entries())
    await api.database.em().execute(
      `insert into turns (id, status, text, position, workspace_id, circle_id, speaker_id, speaker_name, speaker_kind,
         started_at, input_tokens, output_tokens, cost_nano, voice)
       values (?, ?, ?, ?, 'default', 'half-heard', 'p1', 'Bruno', 'persona', now(), 1, 1, 1, 'v')`,
      [...turn, position + 1],
    );
  const context = { ...record().context, userId, circleId: "half-heard" };
  for (const turnId of [...turns.map(([id]) => id), "never-begun"])
    ledger.recordCall(record({ context: { ...context, turnId } }));
  ledger.recordCall(record({ context: { ...context, task: "decide" } }));
  ledger.recordCall(record({ context: { ...context, circleId: "gone", turnId: "never-begun" } }));
  await ledger.flush();
  for (const query of ["", "?groupBy=model", "?circleId=half-heard&task=speak"]) {
    const { body } = await api.call("GET", `/api/usage${query}`, { token });
    expect(body.unheardNano, query).toBe(2_000);
  }
  expect((await api.call("GET", "/api/usage?provider=groq", { token })).body).toMatchObject({ unheardNano: 0 });
});

test("L8 by persona, circle, user, run, task, provider, model or day: every breakdown sums to the total", async () => {
  const { token } = await api.signIn("Flo", "facilitator");
  const totals = { costNano: 0, input: 0, calls: 0 };
  for (let number = 0; number < 60; number++) {
    const [nano, input] = [Math.round(1_000_003 * Math.sin(number) ** 2), 17 * number];
    const pick = (name: string, of: number) => `${name}-${(number * 7) % of}`;
    ledger.recordCall(
      record({
        at: `2026-08-0${1 + (number % 3)}T0${number % 10}:00:00.000Z`,
        route: { provider: pick("p", 2), model: pick("m", 3), local: false },
        context: {
          task: number % 2 ? "speak" : "decide",
          workspaceId: "default",
          userId: pick("u", 4),
          personaId: pick("persona", 5),
          circleId: pick("circle", 3),
          runId: pick("run", 2),
        },
        usage: { ...record().usage, input },
        cost: { totalNano: nano, breakdown: { input: nano, output: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 } },
      }),
    );
    totals.costNano += nano;
    totals.input += input;
    totals.calls += 1;
  }
  await ledger.flush();
  const range = "from=2026-08-01&to=2026-08-03";
  for (const groupBy of UsageGroup.options) {
    const { body } = await api.call("GET", `/api/usage?${range}&groupBy=${groupBy}`, { token });
    const { totalNano, rows } = UsageAnswer.parse(body);
    expect(totalNano, groupBy).toBe(totals.costNano);
    const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
    expect({
      costNano: sum((row) => row.costNano),
      input: sum((row) => row.input),
      calls: sum((row) => row.calls),
    }).toEqual(totals);
    expect(
      sum((row) => Object.values(row.breakdown).reduce((total, part) => total + part, 0)),
      groupBy,
    ).toBe(totalNano);
  }
  const { body } = await api.call("GET", `/api/usage?${range}&groupBy=run&runId=run-1`, { token });
  expect(body.rows).toMatchObject([{ runId: "run-1", costNano: body.totalNano }]);
});

test("L6 hundreds of calls at once are written once each, without a flush", async () => {
  const before = await count();
  const calls = Array.from({ length: 700 }, () => record());
  calls.forEach(ledger.recordCall);
  await expect.poll(count).toBe(before + 700);
  calls.slice(0, 10).forEach(ledger.recordCall);
  await ledger.flush();
  expect(await count()).toBe(before + 700);
});

test("L6 a provider's text that Postgres does not accept still gets its row", async () => {
  const before = await count();
  for (const words of ["no text has a \0", "half of \ud83c"]) {
    ledger.recordCall(record({ why: verbatim(words) }));
    ledger.recordCall(record({ usage: { ...record().usage, raw: { [words]: words } } }));
    ledger.recordCall(record({ route: { provider: "openai", model: words, local: false } }));
  }
  await ledger.flush();
  expect(await count()).toBe(before + 6);
});

test("L6 a row that Postgres refuses is reported and blocks no other", async () => {
  const before = await count();
  ledger.recordCall(record());
  ledger.recordCall(record({ outcome: "vanished" as CallRecord["outcome"] }));
  ledger.recordCall(record());
  await ledger.flush();
  expect(await count()).toBe(before + 2);
  expect(logged.join()).toContain("refused");
});

test("O5 closing writes the remaining rows", async () => {
  const before = await count();
  const other = createLedger(api.database, () => undefined);
  other.recordCall(record());
  await other.close();
  expect(await count()).toBe(before + 1);
});
