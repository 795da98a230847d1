import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createModelFetch, type ModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import { startBatchServer, type BatchServer } from "../../test/model-servers/batch-server.adapter.ts";
import { OPENAI_BATCHES } from "../../test/model-servers/openai-batches.ts";
import { BatchList, BatchView } from "../../schema/messages/batch.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { batchRoutes } from "./batch.route.ts";
import { createBatchHouse, openTestProvider, testOrder, type BatchHouse } from "../../test/batch/test-batch-house.ts";

let api: TestApi;
let server: BatchServer;
let connection: ModelFetch;
let house: BatchHouse;

beforeAll(async () => {
  connection = createModelFetch();
  server = await startBatchServer(OPENAI_BATCHES);
  api = await startTestApi((database) => {
    house = createBatchHouse(database, openTestProvider("openai", server.url, connection.fetch));
    return batchRoutes(house.store, house.runner.wake);
  });
});
afterAll(async () => {
  await house.runner.close();
  await api.close();
  await connection.close();
  await server.close();
});
beforeEach(() => {
  server.pollsUntilEnd = Infinity;
  server.fateOf = () => "answered";
  server.at = () => undefined;
});
afterEach(async () => {
  await vi.waitFor(
    async () => {
      // Some may have been sent only now.
      for (const batch of server.batches) batch.status = "completed";
      expect(await house.store.countOpen()).toBe(0);
    },
    { timeout: 20_000, interval: 20 },
  );
});

const list = async (token: string, query = "") =>
  BatchList.parse((await api.call("GET", `/api/models/batches${query}`, { token })).body);

test("L5 an operator sees the status, cost and problems of batches", async () => {
  const { token } = await api.signIn("Olga", "operator");
  let problem = true;
  server.at = (step) => (step === "poll" && problem ? { status: 401 } : undefined);
  await house.order(testOrder("openai", 3));
  await vi.waitFor(
    async () => {
      const { batches } = await list(token);
      expect(batches[0]?.problem).toMatch(/^OpenAI refused the key/);
    },
    { timeout: 10_000, interval: 20 },
  );
  expect((await list(token)).batches[0]).toMatchObject({
    provider: "openai",
    model: "test-model",
    live: false,
    status: "submitted",
    costNano: 0,
    endedAt: null,
    counts: { total: 3, waiting: 3, answered: 0, failed: 0, cancelled: 0, retried: 0 },
  });
  problem = false;
  server.pollsUntilEnd = 1;
  await vi.waitFor(async () => expect((await list(token)).batches[0]?.status).toBe("completed"), { timeout: 10_000 });
  expect((await list(token)).batches[0]).toMatchObject({
    costNano: 3 * 29_450,
    problem: null,
    counts: { total: 3, waiting: 0, answered: 3, failed: 0, cancelled: 0, retried: 0 },
  });
  expect((await list(token, "?open=true")).batches).toEqual([]);
});

test("L5 batches come by pages, newest first", async () => {
  const { token } = await api.signIn("Olga", "admin");
  for (let count = 0; count < 4; count++) await house.order(testOrder("openai", 1));
  const first = await list(token, "?limit=2");
  const second = await list(token, `?limit=2&cursor=${first.next}`);
  const ids = [...first.batches, ...second.batches].map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted().toReversed());
  expect(new Set(ids).size).toBe(4);
});

test("L5 an operator calls a batch off", async () => {
  const { token } = await api.signIn("Olga", "operator");
  await house.order(testOrder("openai", 2));
  const [batch] = (await list(token, "?open=true")).batches;
  server.fateOf = () => "cancelled";
  const { status, body } = await api.call("POST", `/api/models/batches/${batch!.id}/cancel`, { token });
  expect(status).toBe(200);
  expect(BatchView.parse(body).cancelAskedAt).not.toBeNull();
  await vi.waitFor(async () => expect((await list(token)).batches[0]?.status).toBe("cancelled"), { timeout: 10_000 });
  expect((await api.call("POST", "/api/models/batches/nothing/cancel", { token })).status).toBe(404);
});

test("L5 nobody else sees or stops them", async () => {
  for (const role of ["guest", "visitor", "facilitator"]) {
    const { token } = await api.signIn("Ada", role);
    expect((await api.call("GET", "/api/models/batches", { token })).status).toBe(403);
    expect((await api.call("POST", "/api/models/batches/x/cancel", { token })).status).toBe(403);
  }
  expect((await api.call("GET", "/api/models/batches")).status).toBe(401);
});
