import { inEnglish, message, verbatim } from "../../schema/messages/message.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import { createLiveBatch } from "../../engine/model/batch/create-live-batch.ts";
import { ModelError, type ChatRequest, type LanguageModel } from "../../engine/model/language-model.ts";
import { createModelFetch, type ModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import { ANTHROPIC_BATCHES } from "../../test/model-servers/anthropic-batches.ts";
import { startBatchServer, type BatchServer } from "../../test/model-servers/batch-server.adapter.ts";
import { OPENAI_BATCHES } from "../../test/model-servers/openai-batches.ts";
import { BatchItemRow, BatchRow } from "../../schema/tables/batch.table.ts";
import { LedgerRow } from "../../schema/tables/ledger.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createBatchItemsStore } from "./batch-items.store.ts";
import { createBatchStore } from "./batch.store.ts";
import type { BatchOrder } from "./batches.ts";
import {
  createBatchHouse,
  openTestProvider,
  TEST_PRICES,
  testItem,
  testOrder,
  type BatchHouse,
} from "../../test/batch/test-batch-house.ts";

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
});
afterEach(async () => {
  await house.runner.close();
  expect(house.reported).toEqual([]);
  await connection.close();
  await server.close();
  for (const table of ["model_batch_items", "model_batches", "ledger", "budget_leases"])
    await database.em().getConnection().execute(`delete from ${table}`);
});

const open = (change: Parameters<typeof createBatchHouse>[2] = {}, provider?: BatchProvider): void => {
  house = createBatchHouse(database, provider ?? openTestProvider("openai", server.url, connection.fetch), change);
};

const settled = (orderId: string) =>
  vi.waitFor(async () => expect(await house.batches.countWaiting(orderId)).toBe(0), { timeout: 20_000, interval: 20 });

/** Orders, waits, and resolves with the results. */
async function run(order: BatchOrder = testOrder("openai", 4)) {
  const orderId = await house.order(order);
  await settled(orderId);
  return house.batches.listResults(orderId, -1, 1000);
}
const ledger = () => database.em().find(LedgerRow, {}, { orderBy: { personaId: "asc", at: "asc" } });
const allBatches = () => database.em().find(BatchRow, {}, { orderBy: { id: "asc" } });
const ended = () =>
  vi.waitFor(async () => expect(await house.store.countOpen()).toBe(0), { timeout: 20_000, interval: 20 });

describe("a batch", () => {
  test("L5 L6 every item has its answer and one ledger row at the batch price, with exact tokens and its context", async () => {
    open();
    const results = await run();
    await ended();
    expect(results.map(({ key, status, text, costNano }) => [key, status, text, costNano])).toEqual(
      [0, 1, 2, 3].map((index) => [`q${index}`, "answered", `Re: Question ${index}`, 29_450]),
    );
    expect(results[0]).toMatchObject({ inputTokens: 100, cachedTokens: 64, outputTokens: 7 });
    const rows = await ledger();
    expect(rows).toHaveLength(4);
    expect(rows[2]).toMatchObject({
      provider: "openai",
      model: "test-model",
      task: "speak",
      personaId: "p2",
      workspaceId: "default",
      why: "it can wait; in a batch",
      whyMessage: message("why-in-batch", { why: message("why-can-wait") }),
      outcome: "finished",
      exact: true,
      input: 26,
      cached: 64,
      cacheWrite5m: 10,
      output: 7,
      reasoning: 3,
      // Half of 26 × $1 + 64 × $0.1 + 10 × $1.25 + 7 × $2 a million.
      breakdown: { input: 13_000, cached: 3_200, cacheWrite5m: 6_250, cacheWrite1h: 0, output: 7_000 },
      costNano: 29_450,
    });
    expect(await allBatches()).toMatchObject([
      { status: "completed", total: 4, answered: 4, failed: 0, retried: 0, costNano: 117_800, problem: null },
    ]);
    expect(server.batches).toHaveLength(1);
  });

  test("L5 an order beyond a provider's limits becomes several batches", async () => {
    const provider = openTestProvider("openai", server.url, connection.fetch);
    open({}, { ...provider, limits: { requests: 3, bytes: 1_000_000 } });
    const results = await run(testOrder("openai", 7));
    expect(results.map(({ key }) => key)).toEqual(testOrder("openai", 7).items.map(({ key }) => key));
    expect(server.batches.map(({ requests }) => requests.length).toSorted()).toEqual([1, 3, 3]);
  });

  test("L5 partial failure: a passing fault is tried again alone, a lasting one is reported, nothing is charged twice", async () => {
    open();
    server.fateOf = ({ text }) => {
      if (text.endsWith("0")) return { status: 400, message: "too odd" };
      return text.endsWith("1") && server.batches.length === 1 ? { status: 500, message: "on fire" } : "answered";
    };
    const results = await run();
    await ended();
    expect(results.map(({ status }) => status)).toEqual(["failed", "answered", "answered", "answered"]);
    expect(results[0]).toMatchObject({
      problem: message("batch-item-unanswered", { status: 400, quote: ": too odd" }),
      requestAtFault: true,
    });
    expect(server.batches.map(({ requests }) => requests.length)).toEqual([4, 1]);
    expect((await ledger()).map(({ personaId, outcome, costNano }) => [personaId, outcome, costNano])).toEqual([
      ["p0", "failed", 0],
      ["p1", "failed", 0],
      ["p1", "finished", 29_450],
      ["p2", "finished", 29_450],
      ["p3", "finished", 29_450],
    ]);
    const [first, second] = await allBatches();
    expect(first).toMatchObject({ status: "completed", answered: 2, failed: 1, retried: 1, costNano: 58_900 });
    expect(second).toMatchObject({ status: "completed", total: 1, answered: 1 });
  });

  test("L5 a request that fails three times is reported", async () => {
    open();
    server.fateOf = () => ({ status: 503, message: "on fire" });
    const results = await run(testOrder("openai", 2));
    expect(results.map(({ status, problem }) => [status, problem!.values["status"]])).toEqual([
      ["failed", 503],
      ["failed", 503],
    ]);
    expect(results.map(({ requestAtFault }) => requestAtFault)).toEqual([false, false]);
    expect(server.batches).toHaveLength(3);
  });

  test("L5 of a request that is refused for the account's sake, the request is not to blame", async () => {
    open();
    server.fateOf = ({ text }) => ({ status: text.endsWith("0") ? 401 : 422, message: "no" });
    const results = await run(testOrder("openai", 2));
    expect(results.map(({ requestAtFault }) => requestAtFault)).toEqual([false, true]);
  });

  test("L5 an order that is stored in a transaction of the caller's is not there, and holds no money, if that is undone", async () => {
    open();
    const prepared = await house.batches.prepare(testOrder("openai", 2));
    const undone = database.em().transactional(async (em) => {
      await prepared.storeIn(em);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await allBatches()).toEqual([]);
    expect(await database.em().execute("select * from budget_leases")).toEqual([]);
    await database.em().transactional(prepared.storeIn);
    await settled(prepared.id);
    expect(await house.batches.listResults(prepared.id, -1, 10)).toHaveLength(2);
  });

  test("L5 expired: completed work is charged and kept, the rest is sent again", async () => {
    open();
    server.endsAs = "expired";
    server.fateOf = ({ text }) => (server.batches.length > 1 || text.endsWith("0") ? "answered" : "expired");
    const results = await run();
    await ended();
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill("answered"));
    expect(server.batches.map(({ requests }) => requests.length)).toEqual([4, 3]);
    expect((await allBatches())[0]).toMatchObject({ status: "expired", answered: 1, retried: 3, costNano: 29_450 });
    expect((await ledger()).reduce((sum, { costNano }) => sum + costNano, 0)).toBe(4 * 29_450);
  });

  test("L6 a lost answer counts as paid for, by an estimated row, and is asked for again", async () => {
    open();
    server.sendLines = (lines) => (server.batches.length === 1 ? ["{broken\n", ...lines.slice(1)] : lines);
    const results = await run(testOrder("openai", 2));
    await ended();
    expect(results.map(({ status }) => status)).toEqual(["answered", "answered"]);
    const [lost, again] = await ledger();
    // Half of 7 × $1 (four for the role, "Question 0") and all 50 × $2 that it may have answered.
    expect(lost).toMatchObject({ outcome: "failed", exact: false, input: 7, output: 50, costNano: 53_500 });
    expect(again).toMatchObject({ outcome: "finished", exact: true });
    expect((await allBatches())[0]!.problem).toEqual(message("batch-lines-unread", { count: 1 }));
  });

  test("L5 a batch that is refused as a whole is reported with the provider's reason, and nothing is charged", async () => {
    open();
    server.endsAs = "failed";
    const results = await run(testOrder("openai", 2));
    expect(results.map(({ problem }) => problem)).toEqual(
      Array(2).fill(message("batch-refused", { provider: "OpenAI", quote: ": line 1: This line is not valid JSON" })),
    );
    expect((await ledger()).map(({ costNano }) => costNano)).toEqual([0, 0]);
  });

  test("L5 a batch that the provider has no room for is sent again later, and that is no try of its own", async () => {
    open();
    server.failure = { code: "token_limit_exceeded", message: "Enqueued token limit reached.", line: 1 };
    server.at = () => void (server.endsAs = server.batches.length < 5 ? "failed" : "completed");
    const results = await run(testOrder("openai", 2));
    await ended();
    expect(results.map(({ status }) => status)).toEqual(["answered", "answered"]);
    expect(server.batches).toHaveLength(5);
    expect((await allBatches())[0]).toMatchObject({
      status: "failed",
      retried: 2,
      costNano: 0,
      problem: message("batch-no-room", { provider: "OpenAI", quote: ": line 1: Enqueued token limit reached" }),
    });
  });

  test("L5 a refused submission is reported, and its uploads are deleted", async () => {
    open();
    server.at = (step) => (step === "create" ? { status: 400 } : undefined);
    const results = await run(testOrder("openai", 2));
    await ended();
    expect(results.map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect(server.files.size).toBe(0);
  });

  test("L3 a provider that asks to wait, fails or refuses the key while it is polled loses nothing", async () => {
    open();
    const problems = [{ status: 429, headers: { "retry-after-ms": "30" } }, { status: 500 }, { status: 401 }];
    server.at = (step) => (step === "poll" ? problems.shift() : undefined);
    const results = await run();
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill("answered"));
    expect(problems).toEqual([]);
    expect(await ledger()).toHaveLength(4);
  });

  test("L5 a batch that the provider no longer has is given up in the end, and asked for again", async () => {
    open();
    server.at = (step) => (step === "poll" && server.batches.length === 1 ? { status: 404 } : undefined);
    const results = await run(testOrder("openai", 2));
    expect(results.map(({ status }) => status)).toEqual(["answered", "answered"]);
    await ended();
    expect((await allBatches())[0]!.problem).toMatchObject({ code: "batch-lost" });
  });

  test("L5 cancelled: received answers are kept and charged, nothing is sent again", async () => {
    open();
    server.pollsUntilEnd = Infinity;
    server.fateOf = ({ text }) => (text.endsWith("0") ? "answered" : "cancelled");
    const orderId = await house.order(testOrder("openai", 4));
    await vi.waitFor(() => expect(server.batches[0]?.polls).toBeGreaterThan(0), { timeout: 10_000 });
    await house.batches.cancel(orderId);
    await ended();
    const results = await house.batches.listResults(orderId, -1, 10);
    expect(results.map(({ status }) => status)).toEqual(["answered", "cancelled", "cancelled", "cancelled"]);
    expect((await ledger()).map(({ outcome, costNano }) => [outcome, costNano])).toEqual([
      ["finished", 29_450],
      ...Array(3).fill(["aborted", 0]),
    ]);
    expect(await allBatches()).toMatchObject([{ status: "cancelled", answered: 1, cancelled: 3 }]);
  });

  test("L5 a submission whose answer is lost is found, not sent again", async () => {
    open();
    let lost = 0;
    server.at = (step) => {
      if (step === "create-done" && lost++ === 0) return { status: 502 };
    };
    server.listingLag = 1;
    const results = await run();
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill("answered"));
    expect(server.batches).toHaveLength(1);
    expect(await ledger()).toHaveLength(4);
  });

  test("L5 a second batch with the same mark that appears late is cancelled", async () => {
    open();
    server.at = (step) => {
      if (step !== "create-done" || server.batches.length > 1) return;
      const { mark, requests } = server.batches[0]!;
      server.addBatch(mark, requests);
      return { status: 502 };
    };
    await run();
    expect(server.batches.map(({ status }) => status).toSorted()).toEqual(["cancelled", "completed"]);
    expect(await ledger()).toHaveLength(4);
  });

  test("O5 several processes share the work, and each item has one result", async () => {
    open();
    const others = [1, 2, 3].map(() =>
      createBatchHouse(database, openTestProvider("openai", server.url, connection.fetch)),
    );
    const orders = await Promise.all([0, 1, 2, 3, 4, 5].map(() => house.order(testOrder("openai", 5))));
    await Promise.all(orders.map(settled));
    await ended();
    await Promise.all(others.map(({ runner }) => runner.close()));
    expect(server.batches).toHaveLength(6);
    expect(await ledger()).toHaveLength(30);
  });
});

describe("policy", () => {
  test("L4 personal data is not sent, and is restored in the answers", async () => {
    open();
    const [result] = await run({ ...testOrder("openai", 0), items: [testItem(0, "Write to ada@example.org, please")] });
    expect(JSON.stringify(server.batches)).not.toContain("ada@example.org");
    expect(JSON.stringify(server.batches)).toContain("[EMAIL_1]");
    expect(result!.text).toBe("Re: Write to ada@example.org, please");
  });

  test("L4 with consent it goes as it was written", async () => {
    open();
    const item = testItem(0, "Write to ada@example.org, please");
    await run({ ...testOrder("openai", 0), items: [{ ...item, context: { ...item.context, consented: true } }] });
    expect(JSON.stringify(server.batches)).toContain("ada@example.org");
  });

  test("L4 what cannot be checked is refused, with nothing stored and nothing sent", async () => {
    open();
    const spoilt = testItem(1);
    Object.defineProperty(spoilt.request.messages[0]!, "content", {
      enumerable: true,
      get: () => {
        throw new Error("unreadable");
      },
    });
    const order = { ...testOrder("openai", 1), items: [testItem(0), spoilt] };
    await expect(house.order(order)).rejects.toMatchObject({ name: "ModelError", code: "bad-request" });
    expect(await database.em().count(BatchItemRow, {})).toBe(0);
    expect(server.batches).toEqual([]);
  });

  test("L3 the tier of the workspace, and of a call, is respected", async () => {
    open();
    const [item] = testOrder("openai", 1).items;
    const order = {
      ...testOrder("openai", 0),
      items: [{ ...item!, context: { ...item!.context, tier: "on-premises" as const } }],
    };
    await expect(house.order(order)).rejects.toThrow(/may not go to openai\/test-model/);
    await house.runner.close();
    open({ tierOfWorkspace: async () => "on-premises" });
    await expect(house.order(testOrder("openai", 1))).rejects.toThrow(/may not go to openai\/test-model/);
    expect(server.batches).toEqual([]);
  });

  test("L6 a paid model without a price is refused before anything is stored", async () => {
    open({ prices: { file: "models.yaml", models: [] } });
    await expect(house.order(testOrder("openai", 1))).rejects.toThrow(/models.yaml/);
    expect(await database.em().count(BatchRow, {})).toBe(0);
  });
});

describe("a price that goes", () => {
  test("L6 a batch whose price has gone from the price file ends, charged with what was reserved and marked as estimated", async () => {
    const models = [...TEST_PRICES.models];
    open({ prices: { file: "models.yaml", models } });
    server.fateOf = ({ text }) => (text.endsWith("1") ? { status: 400, message: "too odd" } : "answered");
    server.at = (step) => {
      if (step === "results") models.length = 0;
    };
    await run(testOrder("openai", 2));
    await ended();
    const items = await database.em().find(BatchItemRow, {}, { orderBy: { position: "asc" } });
    expect(items.map(({ status }) => status)).toEqual(["answered", "failed"]);
    expect(items[0]!.mostNano).toBeGreaterThan(29_450);
    expect((await ledger()).map(({ costNano, exact }) => ({ costNano, exact }))).toEqual([
      { costNano: items[0]!.mostNano, exact: false },
      { costNano: 0, exact: true },
    ]);
  });

  test("L6 a batch whose price has gone before it was sent is not sent, and says so", async () => {
    open();
    await house.runner.close();
    const orderId = await house.order(testOrder("openai", 2));
    open({ prices: { file: "models.yaml", models: [] } });
    await settled(orderId);
    await ended();
    expect(server.batches).toEqual([]);
    const [batch] = await allBatches();
    expect(batch).toMatchObject({ status: "failed", failed: 2, costNano: 0 });
    expect(inEnglish(batch!.problem!)).toMatch(/openai\/test-model.*models\.yaml/);
  });
});

describe("a route without a batch API", () => {
  const live = (stream: LanguageModel["stream"]) =>
    createLiveBatch({ route: { provider: "vllm", model: "test-model", local: true }, stream }, 3);
  const usage = {
    input: 5,
    output: 2,
    reasoning: 0,
    cached: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    exact: true,
    raw: null,
  };

  test("L5 is called live, a few at once, and asks nothing else of the caller", async () => {
    let running = 0;
    let most = 0;
    open(
      {},
      live(async function* ({ messages }: ChatRequest) {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        yield { type: "text-delta", text: `Re: ${messages[0]!.content}` };
        running -= 1;
        yield { type: "finish", reason: "stop", usage };
      }),
    );
    const results = await run(testOrder("vllm", 10));
    await ended();
    expect(results.map(({ text }) => text)).toEqual(
      testOrder("vllm", 10).items.map((_, index) => `Re: Question ${index}`),
    );
    expect(most).toBe(3);
    // The model's own wrappers write the ledger.
    expect(await ledger()).toEqual([]);
  });

  test("L5 when it is cancelled, its calls are stopped", async () => {
    let stopped = 0;
    open(
      {},
      live(async function* ({ messages }: ChatRequest, { signal }) {
        if (!messages[0]!.content.endsWith("0")) {
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          stopped += 1;
          throw new ModelError("aborted", "The call was stopped.");
        }
        yield { type: "text-delta", text: "Yes." };
        yield { type: "finish", reason: "stop", usage };
      }),
    );
    const orderId = await house.order(testOrder("vllm", 6));
    await vi.waitFor(async () => expect((await allBatches())[0]!.answered).toBe(1), { timeout: 10_000 });
    await house.batches.cancel(orderId);
    await settled(orderId);
    await ended();
    const results = await house.batches.listResults(orderId, -1, 10);
    expect(results.map(({ status }) => status)).toEqual(["answered", ...Array(5).fill("cancelled")]);
    expect(stopped).toBe(3);
    expect((await allBatches())[0]).toMatchObject({ status: "cancelled", problem: null });
  });

  test("L7 a used-up budget pauses it with that message; raised, it resumes where it stopped", async () => {
    let budget = 2;
    const asked: string[] = [];
    open(
      {},
      live(async function* ({ messages }: ChatRequest) {
        if (budget-- <= 0) throw new ModelError("budget", "The run's budget is used up. Raise it to go on.");
        asked.push(messages[0]!.content);
        yield { type: "text-delta", text: "Yes." };
        yield { type: "finish", reason: "stop", usage };
      }),
    );
    const orderId = await house.order(testOrder("vllm", 6));
    await vi.waitFor(
      async () =>
        expect((await allBatches())[0]!.problem).toEqual(verbatim("The run's budget is used up. Raise it to go on.")),
      { timeout: 10_000, interval: 20 },
    );
    budget = 100;
    await settled(orderId);
    expect(asked.toSorted()).toEqual(testOrder("vllm", 6).items.map(({ request }) => request.messages[0]!.content));
  });
});

test("L5 a closing server lets a request in flight finish, and the next server continues from there", async () => {
  open();
  const closed = Promise.withResolvers<void>();
  let held = true;
  server.at = async (step) => {
    if (step !== "create" || !held) return;
    held = false;
    closed.resolve(house.runner.close());
    await new Promise((resolve) => setImmediate(resolve));
  };
  const orderId = await house.order(testOrder("openai", 3));
  await closed.promise;
  expect(await allBatches()).toMatchObject([
    { status: "submitted", providerId: server.batches[0]!.id, claimedBy: null },
  ]);
  open();
  await settled(orderId);
  await ended();
  expect(server.batches).toHaveLength(1);
  expect((await allBatches())[0]!.problem).toBeNull();
});

test("L5 O5 a closing server waits for a renewal of its claim that is in flight, and then asks the database nothing more", async () => {
  const [renewing, submitted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const store = createBatchStore(database, "closing");
  let isRenewed = false;
  const batches: typeof store = {
    ...store,
    async change(id, change) {
      await renewing.promise;
      await store.change(id, change);
      if (change.status === "submitted") submitted.resolve();
    },
    async renew(...claim) {
      renewing.resolve();
      await submitted.promise;
      // Takes longer than what the step has left to do.
      for (let question = 0; question < 10; question++) await database.em().execute("select 1");
      isRenewed = true;
      return store.renew(...claim);
    },
  };
  open({ batches, items: createBatchItemsStore(database, "closing") });
  await house.order(testOrder("openai", 1));
  await renewing.promise;
  await house.runner.close();
  expect(isRenewed).toBe(true);
});

test("L5 Anthropic: a lost answer to a submission is waited out until the results show which it is", async () => {
  await server.close();
  server = await startBatchServer(ANTHROPIC_BATCHES);
  open({}, openTestProvider("anthropic", server.url, connection.fetch));
  const foreign = server.addBatch(
    null,
    [0, 1, 2, 3].map((index) => ({ customId: `other-${index}`, text: "", body: {} })),
  );
  let lost = 0;
  server.at = (step) => {
    if (step === "list") for (const batch of server.batches) server.pollBatch(batch.id);
    if (step === "create-done" && lost++ === 0) return { status: 504 };
  };
  server.pollsUntilEnd = 4;
  const results = await run(testOrder("anthropic", 4));
  expect(results.map(({ status }) => status)).toEqual(Array(4).fill("answered"));
  expect(server.batches).toHaveLength(2);
  expect((await allBatches()).map(({ providerId }) => providerId)).not.toContain(foreign.id);
});
