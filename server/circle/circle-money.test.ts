/** What a circle's turns cost, whatever the provider does: real adapters and wrappers over a local server that speaks the wire format. */
import { wordIn } from "../messages/word-in.ts";
import { verbatim, type Message } from "../../schema/messages/message.ts";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import { createMinds } from "../../engine/mind/create-minds.ts";
import { createModelFetch, type ModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import { ModelError, type LanguageModel, type ModelEvent } from "../../engine/model/language-model.ts";
import { createOpenAiModel } from "../../engine/model/providers/openai.adapter.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { impatientWith, PATIENT } from "../../test/model-servers/test-timeouts.ts";
import { startWireServer, type Fault, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import { withLedger, type CallRecord, type LedgerPorts } from "../../engine/model/wrappers/with-ledger.ts";
import { withRetry } from "../../engine/model/wrappers/with-retry.adapter.ts";
import { withTimeouts, type Timeouts } from "../../engine/model/wrappers/with-timeouts.adapter.ts";
import { CircleRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { LedgerRow } from "../../schema/tables/ledger.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createLedger, type Ledger } from "../ledger/ledger.store.ts";
import { createUsageStore } from "../ledger/usage.store.ts";
import { readModelsFile } from "../models/read-models-file.adapter.ts";
import { actor, createHouseOf } from "../../test/circle/test-circle-house.ts";
import { routed } from "../../test/models/routed.ts";

/** Long enough for a local server on a busy machine, in tests without a fault. */
const PATIENCE_MS = 20_000;
const IMPATIENCE_MS = 150;
const ada = { ...actor("ada", "Ada"), role: "admin" };

let fresh: FreshDatabase;
let database: Database;
let server: WireServer;
let ledger: Ledger;
let connection: ModelFetch;
let house: ReturnType<typeof openHouse>;
/** Faults of requests before they reach the server. */
let astray: ("refused" | "unanswered")[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await database
    .em()
    .getConnection()
    .execute(
      `insert into users (id, workspace_id, name, kind, role, colour) values ('ada', 'default', 'Ada', 'guest', 'guest', '#aa3333')`,
    );
});
beforeEach(async () => {
  server = await startWireServer(OPENAI_FORMAT);
  // Personas say something new each time: repeated words would be taken for an echo.
  let count = 0;
  Object.defineProperty(server, "text", { get: () => [`Loaf ${++count} `, "is in the ", "oven, café ", "🎭."] });
  connection = createModelFetch();
  ledger = createLedger(database, () => undefined);
  astray = [];
});
afterEach(async () => {
  await house.host.drain();
  await ledger.close();
  await connection.close();
  await server.close();
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** The wrappers in the order of a live call, with time-outs short enough for a test. */
function openVoice(timeouts: Timeouts): LanguageModel {
  const ports: LedgerPorts = {
    prices: readModelsFile(),
    now: () => new Date(),
    newId,
    recordCall: ledger.recordCall,
  };
  const endpoint = { baseUrl: `${server.url}/v1`, apiKey: "sk-secret-key", fetch: fetchAstray };
  const adapter = withTimeouts(createOpenAiModel("gpt-6.1-terra", endpoint), () => timeouts);
  return withRetry(withLedger(adapter, verbatim("test"), ports), () => ({
    attempts: 1,
    firstDelayMs: 1,
    longestWaitMs: 50,
  }));
}

const fetchAstray: typeof fetch = async (input, init) => {
  const fate = astray.shift();
  if (fate === "refused") return connection.fetch(String(input).replace(/:\d+/, `:${await closedPort()}`), init);
  const signal = init!.signal!;
  if (fate === "unanswered")
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
  return connection.fetch(input, init);
};

async function closedPort(): Promise<number> {
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  return port;
}

const openHouse = (model: LanguageModel) =>
  createHouseOf(
    createMinds({
      voices: { modelFor: () => routed(model) },
      memory: createInProcessMemoryStore(),
      now: Date.now,
      newId,
      report: console.error,
    }),
    createConversationStore(database, (...turns) => ledger.flushWith(...turns)),
    newId(),
    ledger.onCall,
  );

/** A circle of Ada and these personas, talking as fast as it can. */
async function openCircle(timeouts: Timeouts, ...personaIds: string[]): Promise<string> {
  house = openHouse(openVoice(timeouts));
  const { circleId } = await house.host.openCircle(ada, { topic: "Bread", kind: "chat", private: false });
  house.host.setWatched(circleId, true);
  await house.host.steer(ada, { circleId, action: "set-speed", speed: 10 });
  for (const personaId of personaIds) await house.host.invite(ada, { personaId });
  return circleId;
}

/** Advances the clock until it holds. */
const whenever = (holds: () => void | Promise<void>) =>
  vi.waitFor(
    async () => {
      house.clock.advance(50);
      await holds();
    },
    { timeout: PATIENCE_MS, interval: 10 },
  );

const turnsOf = (circleId: string) => database.em().find(TurnRow, { circleId }, { orderBy: { position: "asc" } });
async function callsOf(circleId: string): Promise<LedgerRow[]> {
  await ledger.flush();
  return database.em().find(LedgerRow, { circleId }, { orderBy: { id: "asc" } });
}
const toRecord = ({ id, at, provider, model, why, breakdown, costNano, outcome, ...row }: LedgerRow): CallRecord => ({
  id,
  at: at.toISOString(),
  why: verbatim(why),
  route: { provider, model, local: false },
  context: { task: "speak", workspaceId: row.workspaceId, circleId: row.circleId! },
  usage: row,
  cost: { totalNano: costNano, breakdown: breakdown as CallRecord["cost"]["breakdown"] },
  outcome: outcome as CallRecord["outcome"],
});
const sum = (rows: { costNano: number }[]) => rows.reduce((total, { costNano }) => total + costNano, 0);
const talk = () => house.stage.all("turn-delta");

describe("C4 L6 a turn that is cut", () => {
  const cuts: [string, (circleId: string) => Promise<unknown>][] = [
    ["a person speaks", () => house.host.say(ada, { text: "Let me stop you there." })],
    ["somebody skips it", (circleId) => house.host.steer(ada, { circleId, action: "skip" })],
    ["the speaker is dismissed", () => house.host.dismiss(ada, { personaId: "bruno" })],
    ["the circle is stopped", (circleId) => house.host.steer(ada, { circleId, action: "stop" })],
    [
      "everybody has left and nobody listens any more",
      async (circleId) => {
        await house.host.bodyLeft("ada");
        house.host.setWatched(circleId, false);
        house.clock.advance(20_000);
      },
    ],
    ["the place closes or the server drains", () => house.host.drain()],
  ];

  it.each(cuts)(
    "C4 L6 closes the provider's connection and has one row, whose cost the turn has: %s",
    async (_, cut) => {
      server.fault = "stall";
      const circleId = await openCircle(PATIENT, "bruno");
      await whenever(() => expect(talk()).not.toEqual([]));
      await house.host.steer(ada, { circleId, action: "pause" });
      await cut(circleId);
      // The server holds its next chunk until the client has gone.
      await expect.poll(server.abandoned).toBe(1);
      await whenever(async () => expect((await turnsOf(circleId))[0]).toMatchObject({ voice: "openai/gpt-6.1-terra" }));
      const [call, ...others] = await callsOf(circleId);
      const [turn] = await turnsOf(circleId);
      expect(others).toEqual([]);
      expect(call).toMatchObject({ outcome: "aborted", exact: false, userId: "ada", personaId: "bruno" });
      expect(call!.costNano).toBeGreaterThan(0);
      expect(turn).toMatchObject({ status: "interrupted", costNano: call!.costNano, outputTokens: call!.output });
      const circle = await database.em().findOneOrFail(CircleRow, { id: circleId });
      expect(circle.costNano).toBe(call!.costNano);
      expect(house.stage.all("turn-billed")).toMatchObject([{ turnId: turn!.id, costNano: call!.costNano }]);
    },
  );

  it("L6 a draft that nobody heard is the circle's cost", async () => {
    server.next = ["none"];
    server.fault = "stall";
    const circleId = await openCircle(PATIENT, "bruno", "clio");
    await house.host.steer(ada, { circleId, action: "set-speed", speed: 1 });
    await whenever(() => expect(house.stage.all("turn-ended")).toHaveLength(1));
    await whenever(() => expect(server.requests).toHaveLength(2));
    await house.host.steer(ada, { circleId, action: "pause" });
    await house.host.say(ada, { text: "One moment." });
    await expect.poll(async () => (await callsOf(circleId)).length).toBe(2);
    const calls = await callsOf(circleId);
    expect(calls[1]).toMatchObject({ outcome: "aborted" });
    await whenever(async () =>
      expect(await database.em().findOneOrFail(CircleRow, { id: circleId })).toMatchObject({ costNano: sum(calls) }),
    );
    expect(sum(await turnsOf(circleId))).toBe(calls[0]!.costNano);
    expect(house.stage.state.circles.get(circleId)?.costNano).toBe(sum(calls));
  });
});

it("L8 usage shows the cost of a prepared reply that a person's message discarded, and no turn that was heard, whole or in part", async () => {
  const usageOf = async (circleId: string) => {
    await ledger.flush();
    return createUsageStore(database).readUsage(principalOf("default", "ada"), false, { circleId, limit: 10 });
  };
  server.next = ["none"];
  server.fault = "stall";
  const circleId = await openCircle(PATIENT, "bruno", "clio");
  await house.host.steer(ada, { circleId, action: "set-speed", speed: 1 });
  await whenever(() => expect(house.stage.all("turn-ended")).toHaveLength(1));
  await whenever(() => expect(server.requests).toHaveLength(2));
  await house.host.say(ada, { text: "One moment." });
  await expect.poll(async () => (await callsOf(circleId)).length).toBe(2);
  const [, thrownAway] = await callsOf(circleId);
  expect(thrownAway!.costNano).toBeGreaterThan(0);
  expect(await usageOf(circleId)).toMatchObject({ unheardNano: thrownAway!.costNano });

  const heard = talk().length;
  await whenever(() => expect(talk().length).toBeGreaterThan(heard));
  await house.host.steer(ada, { circleId, action: "pause" });
  await house.host.say(ada, { text: "Let me stop you there." });
  await expect.poll(async () => (await callsOf(circleId)).length).toBe(3);
  await whenever(async () => expect((await turnsOf(circleId)).map(({ status }) => status)).toContain("interrupted"));
  const { totalNano, unheardNano } = await usageOf(circleId);
  expect(unheardNano).toBe(thrownAway!.costNano);
  expect(totalNano).toBe(sum(await callsOf(circleId)));
});

it("L6 a circle's cost is the sum of its ledger rows: decisions of a light model and late rows too", async () => {
  const circleId = await openCircle(PATIENT, "bruno", "clio");
  await whenever(() => expect(house.stage.all("turn-ended")).not.toEqual([]));
  await house.host.steer(ada, { circleId, action: "pause" });
  const [spoken] = await callsOf(circleId);
  const record = toRecord(spoken!);
  const decided = { ...record, id: newId(), context: { ...record.context, task: "decide" as const } };
  ledger.recordCall(decided);
  ledger.recordCall({ ...decided, id: newId(), context: { ...decided.context, circleId: "another" } });
  await whenever(async () => {
    const shown = house.stage.state.circles.get(circleId)?.costNano;
    const calls = await callsOf(circleId);
    expect(calls.map(({ task }) => task)).toContain("decide");
    expect(shown).toBe(sum(calls));
    expect(await database.em().findOneOrFail(CircleRow, { id: circleId })).toMatchObject({ costNano: shown });
  });
  for (const turn of (await turnsOf(circleId)).filter(({ voice }) => voice !== ""))
    expect((await callsOf(circleId)).filter(({ task }) => task === "speak").map(({ costNano }) => costNano)).toContain(
      turn.costNano,
    );
});

describe("L3 L6 whatever the provider does", () => {
  const twice =
    (fault: Fault): (() => void) =>
    () =>
      void server.next.push(fault, fault);
  const once =
    (fault: Fault): (() => void) =>
    () =>
      void server.next.push(fault);
  const lost =
    (fate: "refused" | "unanswered"): (() => void) =>
    () =>
      void astray.push(fate, fate);
  const faults: [string, () => void, RegExp, Timeouts?][] = [
    ["connection refused", lost("refused"), /OpenAI cannot be reached/],
    ["connection reset", twice("reset"), /OpenAI cannot be reached/],
    [
      "slow first byte",
      () => void astray.push("unanswered"),
      /did not begin to answer within 0.15/,
      impatientWith("silence", IMPATIENCE_MS),
    ],
    [
      "silence after the headers",
      once("silence"),
      /did not begin to answer within 0.15/,
      impatientWith("silence", IMPATIENCE_MS),
    ],
    ["stalled in mid-stream", once("stall"), /fell silent for 0.15/, impatientWith("stall", IMPATIENCE_MS)],
    ["broken in mid-stream", once("reset-midway"), /broke off/],
    ["cut off without an end", once("cut-off"), /broke off/],
    ["truncated JSON", once("truncated-json"), /broke off/],
    ["an error in mid-stream", once("error-midway"), /problem on its side|broke off/],
    ["wrong content type", twice("wrong-content-type"), /instead of a model's stream/],
    ["401", once({ status: 401 }), /refused the key/],
    ["429", twice({ status: 429 }), /asks to slow down/],
    ["429 with Retry-After", once({ status: 429, headers: { "retry-after": "30" } }), /asks to slow down/],
    ["500", twice({ status: 500 }), /problem on its side/],
    ["529", twice({ status: 529 }), /problem on its side/],
    ["an empty answer", twice("empty"), /nothing new to say/],
  ];

  it.each(faults)("L3 L6 %s: the turn says so, the circle goes on, turns and ledger agree", async (...fault) => {
    const [, arrange, problem, timeouts = PATIENT] = fault;
    arrange();
    const circleId = await openCircle(timeouts, "bruno", "clio");
    await whenever(() => expect(house.stage.all("turn-ended").map(({ status }) => status)).toContain("finished"));
    await house.host.steer(ada, { circleId, action: "pause" });
    await house.host.drain();

    const [failed, ...others] = await turnsOf(circleId);
    expect(failed).toMatchObject({ status: "failed", problem: expect.stringMatching(problem) });
    expect(failed!.problem).toMatch(/^[A-Z].*\.$/);
    expect(failed!.problem).not.toMatch(/secret|Error|undefined|\bat \w/);
    expect(failed!.text).toBe(
      house.stage
        .all("turn-delta")
        .filter(({ turnId }) => turnId === failed!.id)
        .map(({ text }) => text)
        .join(""),
    );
    expect(others.some(({ status }) => status === "finished")).toBe(true);
    await expectAgreement(circleId);
  });

  it.each<[string, Fault, boolean]>([
    ["a character split over chunks", "split-bytes", true],
    ["usage that never arrives", "no-usage", false],
  ])("L6 %s: the turn is whole, turns and ledger agree", async (_, fault, exact) => {
    server.fault = fault;
    const circleId = await openCircle(PATIENT, "bruno", "clio");
    await whenever(() => expect(house.stage.all("turn-ended")).not.toEqual([]));
    await house.host.steer(ada, { circleId, action: "pause" });
    await house.host.drain();
    const [turn] = await turnsOf(circleId);
    expect(turn).toMatchObject({
      status: "finished",
      text: expect.stringMatching(/^Loaf \d+ is in the oven, café 🎭\.$/),
    });
    const [call] = await callsOf(circleId);
    expect(call).toMatchObject({ exact, outcome: "finished" });
    expect(turn!.costNano).toBe(call!.costNano);
    await expectAgreement(circleId);
  });

  it("L3 W13 a provider that is gone pauses the circle after three turns, with nothing spent", async () => {
    server.fault = { status: 500 };
    const circleId = await openCircle(PATIENT, "bruno", "clio");
    await whenever(() => expect(house.stage.state.circles.get(circleId)).toMatchObject({ status: "paused" }));
    const { pausedWhy, pausedMessage } = house.stage.state.circles.get(circleId)!;
    expect(pausedWhy).toContain("OpenAI has a problem on its side");
    expect(wordIn(JSON.parse(pausedMessage) as Message, "de")).toMatch(
      /^3 Beiträge.*OpenAI hat gerade selbst ein Problem/,
    );
    expect(house.stage.all("notice")).toMatchObject([{ code: "voice-failing" }]);
    const asked = server.requests.length;
    house.clock.advance(600_000);
    await whenever(async () =>
      expect((await turnsOf(circleId)).map(({ status }) => status)).toEqual(["failed", "failed", "failed"]),
    );
    await whenever(async () =>
      expect(await database.em().findOneOrFail(CircleRow, { id: circleId })).toMatchObject({
        paused: true,
        costNano: 0,
      }),
    );
    expect(server.requests).toHaveLength(asked);
    server.fault = "none";
    await house.host.steer(ada, { circleId, action: "resume" });
    await whenever(() => expect(house.stage.all("turn-ended").at(-1)).toMatchObject({ status: "finished" }));
  });

  it("L7 a used-up budget pauses the circle at once; raised and resumed, it continues with nothing lost", async () => {
    let isUsedUp = false;
    const budget = (model: LanguageModel): LanguageModel => ({
      route: model.route,
      async *stream(...call): AsyncGenerator<ModelEvent> {
        if (isUsedUp) throw new ModelError("budget", "The budget of this circle, $0.10 a day, is used up. Raise it.");
        yield* model.stream(...call);
      },
    });
    house = openHouse(budget(openVoice(PATIENT)));
    const { circleId } = await house.host.openCircle(ada, { topic: "Bread", kind: "chat", private: false });
    house.host.setWatched(circleId, true);
    await house.host.invite(ada, { personaId: "bruno" });
    await house.host.invite(ada, { personaId: "clio" });
    await whenever(() => expect(house.stage.all("turn-ended")).toHaveLength(1));
    isUsedUp = true;
    await whenever(() => expect(house.stage.state.circles.get(circleId)).toMatchObject({ status: "paused" }));
    expect(house.stage.state.circles.get(circleId)!.pausedWhy).toContain("is used up");
    expect(house.stage.all("notice")).toMatchObject([{ code: "budget-suspended", level: "warning" }]);
    const asked = server.requests.length;
    house.clock.advance(600_000);
    expect(server.requests).toHaveLength(asked);
    await whenever(() => expect(house.stage.all("turn-ended").at(-1)).toMatchObject({ status: "failed", costNano: 0 }));
    const before = (await turnsOf(circleId)).length;
    isUsedUp = false;
    await house.host.steer(ada, { circleId, action: "resume" });
    await whenever(async () => expect((await turnsOf(circleId)).slice(before)).toMatchObject([{ status: "finished" }]));
    await house.host.drain();
    await expectAgreement(circleId);
  });
});

/** The circle's cost is the ledger's; turns account for all of it except the last drafts, which nobody heard. */
async function expectAgreement(circleId: string): Promise<void> {
  const calls = await callsOf(circleId);
  const { costNano } = await database.em().findOneOrFail(CircleRow, { id: circleId });
  expect(costNano).toBe(sum(calls));
  const heard = sum(await turnsOf(circleId));
  expect(heard).toBeGreaterThan(0);
  expect(calls.map((_, index) => sum(calls.slice(0, index + 1)))).toContain(heard);
}
