/** A circle whose budget is held by calls in progress: real reservations in Postgres, a real adapter over a local server. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import { createMinds } from "../../engine/mind/create-minds.ts";
import { createOpenAiModel } from "../../engine/model/providers/openai.adapter.ts";
import { createModelFetch, type ModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import { withLedger } from "../../engine/model/wrappers/with-ledger.ts";
import type { Reservation } from "../../engine/model/wrappers/reserve-money.ts";
import type { Principal } from "../../engine/scope/scope.ts";
import { verbatim } from "../../schema/messages/message.ts";
import { openBudgetsOfProcess } from "../../test/budget/open-budgets-of-process.ts";
import { actor, createHouseOf } from "../../test/circle/test-circle-house.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { insertOperator } from "../../test/insert-operator.ts";
import { collect, testScope } from "../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import { routed } from "../../test/models/routed.ts";
import { BATCHES } from "../budget/budget-accounts.store.ts";
import { createLeaseStore } from "../budget/leases.store.ts";
import type { Budgets } from "../budget/open-budgets.process.ts";
import { openChangeBus, type ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createLedger, type Ledger } from "../ledger/ledger.store.ts";
import { readModelsFile } from "../models/read-models-file.adapter.ts";

const LIMIT_NANO = 1_000_000_000;
const PATIENCE = { timeout: 20_000, interval: 10 };
const ada = { ...actor("ada", "Ada"), role: "admin" };
const reports = { reportError: console.error, say: () => undefined };

let fresh: FreshDatabase;
let database: Database;
let server: WireServer;
let connection: ModelFetch;
let ledger: Ledger;
let keeper: Principal;
let budgets: Budgets;
/** As of another server process. */
let elsewhere: Budgets;
let changes: ChangeBus;
/** How often a process asked others for money that they hold. */
let recalls: number;
let house: ReturnType<typeof openHouse>;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await database
    .em()
    .execute(
      `insert into users (id, workspace_id, name, kind, role, colour) values ('ada', 'default', 'Ada', 'guest', 'guest', '#aa3333')`,
    );
  server = await startWireServer(OPENAI_FORMAT);
  let count = 0;
  Object.defineProperty(server, "text", { get: () => [`Loaf ${++count} `, "is in the oven."] });
  connection = createModelFetch();
  ledger = createLedger(database, () => undefined);
  changes = await openChangeBus(fresh.url, console.error);
  recalls = 0;
  changes.subscribe("budgets", {
    onChange: ({ type }) => void (type === "recall" && (recalls += 1)),
    onGap: () => undefined,
  });
  budgets = await openBudgetsOfProcess(database, fresh.url, ledger, reports);
  elsewhere = await openBudgetsOfProcess(database, fresh.url, ledger, reports);
  const draft = { scope: "workspace", subjectId: null, period: "day", limitNano: LIMIT_NANO } as const;
  keeper = await insertOperator(database);
  await budgets.store.create(newId(), keeper, draft);
  await Promise.all([budgets.limitFirst("default"), elsewhere.limitFirst("default")]);
  house = openHouse();
});
afterEach(async () => {
  await house.host.drain();
  await ledger.close();
  await Promise.all([budgets.close(), elsewhere.close(), changes.close()]);
  await connection.close();
  await server.close();
  await database.close();
  await fresh.drop();
});

const openVoice = () => {
  const endpoint = { baseUrl: `${server.url}/v1`, apiKey: "sk-secret-key", fetch: connection.fetch };
  const ports = { prices: readModelsFile(), now: database.now, newId, recordCall: ledger.recordCall, budget: budgets };
  return withLedger(createOpenAiModel("gpt-6.1-terra", endpoint), verbatim("test"), ports);
};

const openHouse = () =>
  createHouseOf(
    createMinds({
      voices: { modelFor: () => routed(openVoice()) },
      memory: createInProcessMemoryStore(),
      now: Date.now,
      newId,
      report: console.error,
    }),
    createConversationStore(database, (...turns) => ledger.flushWith(...turns)),
    newId(),
    ledger.onCall,
  );

/** Money for a call in progress, of somebody else and for all that the budget has but this. */
const holdAllBut = async (process: Budgets, leftNano: number): Promise<Reservation> =>
  process.reserve({ workspaceId: "default", userId: "ben" }, LIMIT_NANO - leftNano, testScope());

async function openCircle(): Promise<string> {
  const { circleId } = await house.host.openCircle(ada, { topic: "Bread", kind: "chat", private: false });
  house.host.setWatched(circleId, true);
  await house.host.steer(ada, { circleId, action: "set-speed", speed: 10 });
  await house.host.invite(ada, { personaId: "bruno" });
  return circleId;
}

/** Advances the circle's clock until it holds. */
const whenever = (holds: () => void) =>
  vi.waitFor(() => {
    house.clock.advance(50);
    holds();
  }, PATIENCE);
const circleOf = (circleId: string) => house.stage.state.circles.get(circleId)!;

test.each([
  ["this process", () => budgets],
  ["another process", () => elsewhere],
])(
  "L7 a turn for which only calls in progress of %s leave no room waits for them, and is said once they have cost less",
  async (_, holder) => {
    const held = await holdAllBut(holder(), 1_000);
    const circleId = await openCircle();
    await whenever(() => expect(recalls).toBeGreaterThan(0));
    expect(circleOf(circleId)).toMatchObject({ status: "talking", pausedWhy: "" });
    held.settle(0);
    await whenever(() => expect(house.stage.all("turn-ended")).toMatchObject([{ status: "finished", problem: null }]));
    expect(circleOf(circleId)).toMatchObject({ pausedWhy: "" });
    expect(house.stage.all("notice")).toEqual([]);
  },
);

test("L7 what calls in progress cost in the end may leave no room: then the circle is paused with the reason", async () => {
  const held = await holdAllBut(budgets, 1_000);
  const circleId = await openCircle();
  await whenever(() => expect(recalls).toBeGreaterThan(0));
  held.settle(LIMIT_NANO - 1_000);
  ledger.recordCall({
    id: newId(),
    at: new Date().toISOString(),
    why: verbatim("test"),
    usage: { input: 1, output: 1, reasoning: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0, exact: true, raw: null },
    outcome: "finished",
    route: { provider: "openai", model: "m", local: false },
    context: { task: "speak", workspaceId: "default", userId: "ben" },
    leaseId: held.leaseId!,
    cost: {
      totalNano: LIMIT_NANO - 1_000,
      breakdown: { input: LIMIT_NANO - 1_000, output: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    },
  });
  await whenever(() => expect(circleOf(circleId).status).toBe("paused"));
  expect(circleOf(circleId).pausedWhy).toContain("may cost up to");
  expect(house.stage.all("notice")).toMatchObject([{ code: "budget-suspended" }]);
  const [budget] = (await budgets.store.list(keeper, { limit: 1, ofAll: true })).budgets;
  expect(budget).toMatchObject({ state: "suspended" });
});

test("L7 a turn that waits goes on when the budget is raised", async () => {
  await holdAllBut(elsewhere, 1_000);
  const circleId = await openCircle();
  await whenever(() => expect(recalls).toBeGreaterThan(0));
  const [budget] = (await budgets.store.list(keeper, { limit: 1, ofAll: true })).budgets;
  await budgets.store.changeLimit(budget!.id, keeper, 2 * LIMIT_NANO);
  await whenever(() => expect(house.stage.all("turn-ended")).toMatchObject([{ status: "finished", problem: null }]));
  expect(circleOf(circleId)).toMatchObject({ pausedWhy: "" });
});

test("L7 what a batch holds is not waited for: the turn is refused at once", async () => {
  const nano = LIMIT_NANO - 1_000;
  const payer = { workspaceId: "default", userId: "ben" };
  const request = { leaseId: newId(), isNew: true, payer, amountNano: nano, neededNano: nano, wantedNano: nano };
  await createLeaseStore(database, BATCHES, 60_000).lease({ request, isFinal: true, now: database.now() });
  const circleId = await openCircle();
  await whenever(() => expect(circleOf(circleId).status).toBe("paused"));
  expect(recalls).toBe(0);
});

test("L7 a turn that waits for calls in progress is given up when the circle ends, and nothing is spent for it", async () => {
  const held = await holdAllBut(elsewhere, 1_000);
  const circleId = await openCircle();
  await whenever(() => expect(recalls).toBeGreaterThan(0));
  await house.host.steer(ada, { circleId, action: "stop" });
  await house.host.drain();
  held.settle(0);
  const voice = openVoice();
  const request = { messages: [{ role: "user" as const, content: "Good evening!" }], maxTokens: 50 };
  expect((await collect(voice.stream(request, testScope({ userId: "ada" })))).error).toBeNull();
  expect(server.requests).toHaveLength(1);
});
