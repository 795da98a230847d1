import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { boundPromptTokens } from "../../engine/model/usage/estimate-usage.ts";
import { priceBound } from "../../engine/model/price/price-bound.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import type { BudgetTimes } from "./open-budgets.process.ts";
import { IMPATIENT, openBudgetsOfProcess } from "../../test/budget/open-budgets-of-process.ts";
import {
  SPENDER_PRICES,
  SPENDER_REQUEST,
  SPENDER_ROUTE,
  type Course,
  type SpenderOrder,
  type SpenderWord,
  type Stop,
} from "../../test/budget/test-spending.ts";

/** Each test starts its own server processes, which is slow on a busy machine. */
vi.setConfig({ testTimeout: 120_000 });
const PATIENCE = { timeout: 60_000 };

const RESERVATION_NANO = priceBound(
  SPENDER_PRICES,
  SPENDER_ROUTE,
  { prompt: boundPromptTokens(SPENDER_REQUEST), output: SPENDER_REQUEST.maxTokens },
  new Date().toISOString(),
);
const TOKEN_NANO = 1_000;
/** A dead process is noticed soon; a living one on a busy machine renews in time. */
const SHORT_LEASES: BudgetTimes = { ...IMPATIENT, leaseMs: 2_500, renewMs: 250, tidyMs: 200 };

let fresh: FreshDatabase;
let database: Database;
const children: ChildProcess[] = [];

beforeEach(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await database.close();
  await fresh.drop();
});

type Spender = Awaited<ReturnType<typeof startSpender>>;

/** A real server process that spends on command. */
async function startSpender(times = IMPATIENT) {
  const child: ChildProcess = fork(
    join(import.meta.dirname, "../../test/budget/test-spender.program.ts"),
    [fresh.url, JSON.stringify(times)],
    { execArgv: [] },
  );
  const words: SpenderWord[] = [];
  child.on("message", (word: SpenderWord) => words.push(word));
  const has = (type: SpenderWord["type"]) => words.filter((word) => word.type === type);
  const spender = {
    child,
    has,
    order: (order: SpenderOrder) => void child.send(order),
    until: (type: SpenderWord["type"], count = 1) =>
      expect.poll(() => has(type).length, PATIENCE).toBeGreaterThanOrEqual(count),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    async close() {
      child.send({ type: "close" } satisfies SpenderOrder);
      await once(child, "exit");
    },
  };
  children.push(child);
  await spender.until("ready");
  return spender;
}

const ADA = { userId: "ada", circleId: "circle-1" };

async function setBudget(scope: "workspace" | "person" | "circle", limitNano: number): Promise<void> {
  await database
    .em()
    .execute(
      "insert into budgets (id, workspace_id, scope, period, limit_nano) values (gen_random_uuid()::text, 'default', ?, 'day', ?)",
      [scope, limitNano],
    );
}

const number = async (sql: string): Promise<number> =>
  Number(Object.values((await database.em().execute<Record<string, string>[]>(sql))[0]!)[0]);
const heldNano = () => number("select coalesce(sum(held_nano), 0) from budget_leases");
const leases = () => number("select count(*) from budget_leases");
const ledgerNano = () => number("select coalesce(sum(cost_nano), 0) from ledger");

/** SPEC L7: spending is the sum of the ledger rows, for each subject and period. */
async function expectBooksRight(): Promise<void> {
  const accounts = await database.em().execute<{ scope: string; spent: string; charged: string; limit: string }[]>(
    `select a.scope, a.spent_nano as spent, s.limit_nano as limit, (
       select coalesce(sum(cost_nano), 0) from ledger l
       where l.workspace_id = a.workspace_id and budget_period_start(a.period, l.at) = a.starts_on
         and a.subject_id = case a.scope when 'workspace' then l.workspace_id when 'person' then l.user_id
           when 'circle' then l.circle_id else l.run_id end
     ) as charged
     from budget_accounts a join budget_standings s on s.id = a.id`,
  );
  for (const { scope, spent, charged, limit } of accounts) {
    expect(Number(spent), scope).toBe(Number(charged));
    expect(Number(spent), scope).toBeLessThanOrEqual(Number(limit));
  }
}

test("L7 64 callers in four processes against a budget worth 10 reservations admit exactly 10", async () => {
  await setBudget("workspace", 10 * RESERVATION_NANO);
  const four = await Promise.all(Array.from({ length: 4 }, () => startSpender()));
  for (const spender of four)
    for (let id = 0; id < 16; id++)
      spender.order({ type: "call", id, course: "hang", scope: { userId: `user-${id % 5}` }, tokens: 20 });
  const count = (type: SpenderWord["type"]) => four.flatMap(({ has }) => has(type));
  await expect.poll(() => count("answering").length + count("done").length, PATIENCE).toBe(64);
  expect(count("answering")).toHaveLength(10);
  expect(await heldNano()).toBe(10 * RESERVATION_NANO);
  for (const word of count("done"))
    expect(word).toMatchObject({
      problem: expect.stringMatching(/^budget: Everyone here together has used .*raise it/),
    });

  for (const spender of four)
    for (const word of spender.has("answering")) if ("id" in word) spender.order({ type: "abort", id: word.id });
  await expect.poll(() => count("done").length, PATIENCE).toBe(64);
  await Promise.all(four.map((spender) => spender.close()));
  expect(await leases()).toBe(0);
  expect(await ledgerNano()).toBe(10 * 20 * TOKEN_NANO);
  await expectBooksRight();
});

test("L7 budgets of several scopes must all admit, and a refusal by one reserves nothing of the others", async () => {
  await setBudget("workspace", 10 * RESERVATION_NANO);
  await setBudget("person", 2 * RESERVATION_NANO);
  await setBudget("circle", 3 * RESERVATION_NANO);
  const spender = await startSpender();
  const callers = [ADA, ADA, ADA, { ...ADA, userId: "ben" }, { ...ADA, userId: "ben" }, { userId: "cleo" }];
  for (const [id, scope] of callers.entries()) {
    spender.order({ type: "call", id, course: "hang", scope, tokens: 1 });
    await expect.poll(() => spender.has("answering").length + spender.has("done").length, PATIENCE).toBe(id + 1);
  }
  const answering = spender.has("answering").map((word) => "id" in word && word.id);
  expect(answering).toEqual([0, 1, 3, 5]);
  expect(spender.has("done")).toEqual([
    { type: "done", id: 2, problem: expect.stringContaining("You have used") },
    { type: "done", id: 4, problem: expect.stringContaining("This circle has used") },
  ]);
  expect(await heldNano()).toBe(4 * RESERVATION_NANO);
  for (const id of callers.keys()) spender.order({ type: "abort", id });
  await spender.until("done", callers.length);
  await spender.close();
  expect(await leases()).toBe(0);
});

test("L7 after every mix of success, error, refusal, abort and kill nothing is left over", async () => {
  await setBudget("workspace", 1000 * RESERVATION_NANO);
  await setBudget("person", 1000 * RESERVATION_NANO);
  const [closed, killed] = await Promise.all([startSpender(SHORT_LEASES), startSpender(SHORT_LEASES)]);
  const courses: Course[] = ["success", "error", "refused", "hang"];
  for (const spender of [closed!, killed!]) {
    for (let id = 0; id < 40; id++)
      spender.order({
        type: "call",
        id,
        course: courses[id % 4]!,
        tokens: (7 * id) % 50,
        scope: { userId: `user-${id % 3}`, circleId: `circle-${id % 2}` },
      });
    await spender.until("done", 30);
    await spender.until("answering", 30);
  }
  for (let id = 3; id < 20; id += 4) for (const spender of [closed!, killed!]) spender.order({ type: "abort", id });
  await closed!.until("done", 35);
  await killed!.until("done", 35);
  await killed!.kill();
  for (let id = 23; id < 40; id += 4) closed!.order({ type: "abort", id });
  await closed!.until("done", 40);
  await expect.poll(() => number("select count(distinct holder) from budget_leases"), PATIENCE).toBeLessThan(2);
  await closed!.close();
  expect(await leases()).toBe(0);
  await expectBooksRight();
  // The killed process's five calls in progress are in the ledger at no less than they had cost.
  const tokens = (ids: number[]) => ids.reduce((sum, id) => sum + ((7 * id) % 50), 0);
  const ids = Array.from({ length: 40 }, (_, id) => id).filter((id) => id % 4 !== 2);
  expect(await ledgerNano()).toBeGreaterThanOrEqual(2 * tokens(ids) * TOKEN_NANO);
});

const steps: [string, (spender: Spender) => void, number][] = [
  ["before a lease", () => undefined, 0],
  ["after a lease", ({ order }) => order({ type: "reserve", id: 1, nano: RESERVATION_NANO, isKept: false }), 0],
  ["after a reservation", ({ order }) => order({ type: "reserve", id: 1, nano: RESERVATION_NANO, isKept: true }), 0],
  ...(["mid-call", "row-pending", "row-written"] as const).map(
    (stop: Stop): [string, (spender: Spender) => void, number] => [
      `at ${stop}`,
      ({ order }) =>
        order({
          type: "call",
          id: 1,
          course: stop === "mid-call" ? "hang" : "success",
          scope: ADA,
          tokens: 30,
          stop,
        }),
      stop === "mid-call" ? 1 : 30,
    ],
  ),
];
test.each(steps)("L7 kill -9 %s leaves the accounts right", async (_, lead, tokens) => {
  await setBudget("workspace", 3 * RESERVATION_NANO);
  await setBudget("person", 3 * RESERVATION_NANO);
  const doomed = await startSpender(SHORT_LEASES);
  lead(doomed);
  if (lead !== steps[0]![1]) await doomed.until("stopped");
  await doomed.kill();
  const heir = await startSpender(SHORT_LEASES);
  await expect.poll(leases, PATIENCE).toBe(0);
  expect(await ledgerNano()).toBeGreaterThanOrEqual(tokens * TOKEN_NANO);
  await expectBooksRight();
  // What is left still admits calls, and no more than the limit.
  for (let id = 0; id < 5; id++) heir.order({ type: "call", id, course: "success", scope: ADA, tokens: 50 });
  await heir.until("done", 5);
  await heir.close();
  expect(await leases()).toBe(0);
  await expectBooksRight();
});

test("L7 a process that had only stalled recovers its leases, and its estimated spending is replaced", async () => {
  await setBudget("person", 3 * RESERVATION_NANO);
  await setBudget("workspace", 3 * RESERVATION_NANO);
  await database.em().execute("update workspaces set billing = true");
  await database
    .em()
    .execute(
      "insert into credit_entries (workspace_id, owner_id, amount_nano, kind, note) values ('default', 'ada', ?, 'grant', '')",
      [3 * RESERVATION_NANO],
    );
  const sleeper = await startSpender(SHORT_LEASES);
  sleeper.order({ type: "call", id: 1, course: "hang", scope: ADA, tokens: 40 });
  await sleeper.until("answering");
  sleeper.child.kill("SIGSTOP");
  const other = await openBudgetsOfProcess(
    database,
    fresh.url,
    { flush: async () => undefined },
    { reportError: console.error, say: console.error },
    SHORT_LEASES,
  );
  try {
    await expect.poll(ledgerNano, PATIENCE).toBe(RESERVATION_NANO);
    sleeper.child.kill("SIGCONT");
    await expect.poll(ledgerNano, PATIENCE).toBe(0);
    expect(await heldNano()).toBe(RESERVATION_NANO);
    await expectBooksRight();
    sleeper.order({ type: "abort", id: 1 });
    await sleeper.until("done");
    sleeper.order({ type: "call", id: 2, course: "success", scope: ADA, tokens: 10 });
    await sleeper.until("done", 2);
    await sleeper.close();
  } finally {
    await other.close();
  }
  const rows = await database
    .em()
    .execute<{ cost_nano: string; exact: boolean }[]>("select cost_nano, exact from ledger order by exact, cost_nano");
  expect(rows.map(({ cost_nano, exact }) => [Number(cost_nano), exact])).toEqual([
    [10 * TOKEN_NANO, true],
    [40 * TOKEN_NANO, true],
  ]);
  await expectBooksRight();
  expect(await number("select balance_nano from credit_accounts")).toBe(3 * RESERVATION_NANO - 50 * TOKEN_NANO);
});
