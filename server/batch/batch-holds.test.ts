import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createModelFetch, type ModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import { startBatchServer, type BatchServer } from "../../test/model-servers/batch-server.adapter.ts";
import { OPENAI_BATCHES } from "../../test/model-servers/openai-batches.ts";
import { message } from "../../schema/messages/message.ts";
import { BatchItemRow, BatchRow } from "../../schema/tables/batch.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createBudgetStore } from "../budget/budgets.store.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createBatchHouse, openTestProvider, testOrder, type BatchHouse } from "../../test/batch/test-batch-house.ts";

/** Half of ("Question 0" is at most 9 tokens, written to the dear cache at $2) and 50 × $2 a million, and 3 for rounding. */
const MAX_NANO = 9 * 1_000 + 50 * 1_000 + 3;
const COST_NANO = 29_450;
let fresh: FreshDatabase;
let database: Database;
let connection: ModelFetch;
let server: BatchServer;
let house: BatchHouse;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  connection = createModelFetch();
  server = await startBatchServer(OPENAI_BATCHES);
  house = createBatchHouse(database, openTestProvider("openai", server.url, connection.fetch));
});
afterEach(async () => {
  await house.runner.close();
  expect(house.reported).toEqual([]);
  await connection.close();
  await server.close();
  for (const table of ["model_batch_items", "model_batches", "ledger", "budget_leases", "budget_accounts", "budgets"])
    await database.em().getConnection().execute(`delete from ${table}`);
});

const budgetOfRun = (limitNano: number) =>
  createBudgetStore(database).createFirst("default", [
    { id: "budget-1", scope: "run", subjectId: "run-1", period: "total", limitNano },
  ]);
async function standing(): Promise<{ spentNano: number; heldNano: number }> {
  const [row] = await database
    .em()
    .getConnection()
    .execute<Record<string, string>[]>("select spent_nano, held_nano from budget_standings where scope = 'run'");
  return { spentNano: Number(row?.["spent_nano"] ?? 0), heldNano: Number(row?.["held_nano"] ?? 0) };
}
const leases = async () => (await database.em().getConnection().execute("select * from budget_leases")) as unknown[];
const ended = () =>
  vi.waitFor(async () => expect(await house.store.countOpen()).toBe(0), { timeout: 20_000, interval: 20 });

test("L7 a batch's maximum cost is reserved while it runs, and settled to its actual cost", async () => {
  await budgetOfRun(1e9);
  server.pollsUntilEnd = Infinity;
  await house.order(testOrder("openai", 4));
  await vi.waitFor(() => expect(server.batches[0]?.polls).toBeGreaterThan(0), { timeout: 10_000 });
  expect(await standing()).toEqual({ spentNano: 0, heldNano: 4 * MAX_NANO });
  server.pollsUntilEnd = 1;
  await ended();
  expect(await standing()).toEqual({ spentNano: 4 * COST_NANO, heldNano: 0 });
  expect(await leases()).toEqual([]);
});

test("L7 an order beyond the remaining budget is refused with a message, with nothing stored, reserved or sent", async () => {
  await budgetOfRun(4 * MAX_NANO - 1);
  await expect(house.order(testOrder("openai", 4))).rejects.toMatchObject({
    code: "budget",
    message: expect.stringMatching(/^This run has used .* can raise it\.$/),
  });
  expect(await standing()).toEqual({ spentNano: 0, heldNano: 0 });
  expect(await database.em().count(BatchItemRow, {})).toBe(0);
  expect(await database.em().count(BatchRow, {})).toBe(0);
  expect(server.batches).toEqual([]);
});

test("L7 concurrent orders in several processes cannot exceed the budget", async () => {
  await budgetOfRun(10 * MAX_NANO);
  const houses = [
    house,
    ...[1, 2, 3].map(() => createBatchHouse(database, openTestProvider("openai", server.url, connection.fetch))),
  ];
  server.pollsUntilEnd = Infinity;
  const orders = await Promise.allSettled(
    Array.from({ length: 16 }, (_, index) => houses[index % 4]!.order(testOrder("openai", 2))),
  );
  expect(orders.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(await standing()).toEqual({ spentNano: 0, heldNano: 10 * MAX_NANO });
  server.pollsUntilEnd = 1;
  await ended();
  await Promise.all(houses.slice(1).map(({ runner }) => runner.close()));
  expect(await standing()).toEqual({ spentNano: 10 * COST_NANO, heldNano: 0 });
});

test("L7 money for failed, expired and cancelled items is released; lost ones count", async () => {
  await budgetOfRun(1e9);
  server.fateOf = ({ text }) => {
    if (text.endsWith("0")) return { status: 400, message: "too odd" };
    if (text.endsWith("1")) return "cancelled";
    return text.endsWith("2") && server.batches.length === 1 ? "missing" : "answered";
  };
  await house.order(testOrder("openai", 4));
  await ended();
  // Estimated: 7 tokens in and all 50 out, at half of $1 and $2 a million.
  expect(await standing()).toEqual({ spentNano: 2 * COST_NANO + 53_500, heldNano: 0 });
  expect(await leases()).toEqual([]);
});

/** As after a restart with a configuration that lacks it. */
async function removeProvider(): Promise<void> {
  await house.runner.close();
  house = createBatchHouse(database, null);
}
const letDayPass = () =>
  database.em().execute(
    `update model_batches set due_at = now(), created_at = created_at - interval '1 day',
       sending_at = sending_at - interval '1 day', submitted_at = submitted_at - interval '1 day'`,
  );
const batch = async () => (await database.em().find(BatchRow, {}))[0]!;
const problemCode = async () => (await batch()).problem?.code;

test("L5 L7 a batch whose provider is no longer configured waits a day for it; then it ends with the reason, and what was sent counts as spent", async () => {
  await budgetOfRun(1e9);
  server.pollsUntilEnd = Infinity;
  const orderId = await house.order(testOrder("openai", 4));
  await vi.waitFor(() => expect(server.batches[0]?.polls).toBeGreaterThan(0), { timeout: 10_000 });
  await removeProvider();
  await expect.poll(problemCode).toBe("batch-not-configured");
  expect(await standing()).toEqual({ spentNano: 0, heldNano: 4 * MAX_NANO });
  await letDayPass();
  await ended();
  expect(await batch()).toMatchObject({ status: "failed", failed: 4, problem: { code: "batch-out-of-reach" } });
  const results = await house.batches.listResults(orderId, -1, 10);
  expect(results.map(({ status, problem }) => [status, problem])).toEqual(
    Array(4).fill(["failed", message("batch-out-of-reach", { route: "openai/test-model" })]),
  );
  expect(await standing()).toEqual({ spentNano: 4 * 53_500, heldNano: 0 });
  expect(await leases()).toEqual([]);
});

test("L5 L7 what was never sent costs nothing once its provider is gone", async () => {
  await budgetOfRun(1e9);
  await house.runner.close();
  await house.order(testOrder("openai", 2));
  await letDayPass();
  await removeProvider();
  await ended();
  expect(await batch()).toMatchObject({ status: "failed", failed: 2, problem: { code: "batch-never-sent" } });
  expect(await standing()).toEqual({ spentNano: 0, heldNano: 0 });
});

test("L5 a batch whose provider is gone ends at once if it is cancelled", async () => {
  await budgetOfRun(1e9);
  await house.runner.close();
  const orderId = await house.order(testOrder("openai", 2));
  await removeProvider();
  await expect.poll(problemCode).toBe("batch-not-configured");
  await house.batches.cancel(orderId);
  await ended();
  expect(await batch()).toMatchObject({ status: "cancelled", cancelled: 2 });
  expect(await standing()).toEqual({ spentNano: 0, heldNano: 0 });
});
