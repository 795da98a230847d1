import { message } from "../../../schema/messages/message.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCompatibleModel } from "../providers/compatible.adapter.ts";
import {
  ModelError,
  type AdapterEvent,
  type CallScope,
  type LanguageModel,
  type ModelAdapter,
  type ModelErrorCode,
  type ModelEvent,
} from "../language-model.ts";
import { createModelFetch, type ModelFetch } from "../wire/model-fetch.adapter.ts";
import type { PriceTable } from "../price/price-table.ts";
import { collect, testScope, withoutLedger, type ScopeChange } from "../../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { impatientWith, PATIENT } from "../../../test/model-servers/test-timeouts.ts";
import { startWireServer, type Fault, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { createBreaker, withBreaker } from "./with-breaker.adapter.ts";
import { createCallQueue, withConcurrency } from "./with-concurrency.ts";
import { withLedger, type CallRecord } from "./with-ledger.ts";
import { withRetry } from "./with-retry.adapter.ts";
import { withTimeouts } from "./with-timeouts.adapter.ts";
import { testPolicies } from "../../../test/test-policies.ts";

const chat = { messages: [{ role: "user" as const, content: "Good evening!" }], maxTokens: 50 };
const SOON = () => ({ attempts: 2, firstDelayMs: 1, longestWaitMs: 100 });

let server: WireServer;
let connection: ModelFetch;
let model: LanguageModel;

beforeEach(async () => {
  server = await startWireServer(OPENAI_FORMAT);
  connection = createModelFetch();
  model = withoutLedger(
    createCompatibleModel(
      { provider: "vllm", model: "m", local: true, label: "vLLM" },
      { baseUrl: `${server.url}/v1`, apiKey: "none", fetch: connection.fetch },
    ),
  );
});
afterEach(async () => {
  await connection.close();
  await server.close();
});

const speak = (voice: ModelAdapter, change: ScopeChange = {}, onDelta?: (count: number) => void) =>
  collect(voice.stream(chat, testScope(change)), onDelta);

/** A model with scripted events and errors, one script per call. */
function scripted(...scripts: (ModelEvent[] | ModelErrorCode)[]): LanguageModel & { calls: number } {
  const voice = {
    route: { provider: "scripted", model: "m", local: true },
    calls: 0,
    async *stream(): AsyncGenerator<ModelEvent> {
      const script = scripts[Math.min(voice.calls++, scripts.length - 1)]!;
      if (typeof script === "string") throw new ModelError(script, script);
      yield* script;
    },
  };
  return voice;
}
const USAGE = {
  input: 1,
  output: 1,
  reasoning: 0,
  cached: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  exact: true,
  raw: null,
};
const ANSWER: ModelEvent[] = [
  { type: "text-delta", text: "Yes." },
  { type: "finish", reason: "stop", usage: USAGE },
];

test("L3 a silent provider is given up before the first token, a stalled one after it", async () => {
  server.fault = "silence";
  const silent = await speak(withTimeouts(model, () => ({ ...PATIENT, firstTokenMs: 300 })));
  expect(silent.error).toMatchObject({
    code: "first-token-timeout",
    message: "The voice vllm/m did not begin to answer within 0.3 seconds.",
  });
  server.fault = "stall";
  const stalled = await speak(withTimeouts(model, () => ({ ...PATIENT, stallMs: 60 })));
  expect(stalled.error).toMatchObject({
    code: "stalled",
    message: expect.stringContaining("0.06"),
    usage: { exact: false },
  });
  expect(stalled.text).not.toBe("");
  await expect.poll(server.abandoned).toBe(2);
});

test("L3 the time a slow reader takes is not the provider's", async () => {
  const stallMs = 400;
  const voice = withTimeouts(model, () => ({ ...PATIENT, stallMs }));
  let text = "";
  for await (const event of voice.stream(chat, testScope())) {
    if (event.type === "text-delta") text += event.text;
    await new Promise((resolve) => setTimeout(resolve, 1.5 * stallMs));
  }
  expect(text).toBe(server.text.join(""));
});

test("C4 an abort under time-outs stays an abort", async () => {
  const stop = new AbortController();
  server.fault = "endless";
  expect(
    (
      await speak(
        withTimeouts(model, () => PATIENT),
        { signal: stop.signal },
        () => stop.abort(),
      )
    ).error?.code,
  ).toBe("aborted");
});

test("L3 a passing fault before the first word is tried again", async () => {
  const faults: Fault[] = [
    "reset",
    "wrong-content-type",
    { status: 500 },
    { status: 529 },
    { status: 429 },
    { status: 429, headers: { "retry-after-ms": "5" } },
  ];
  for (const fault of faults) {
    server.next = [fault];
    expect(await speak(withRetry(model, SOON))).toMatchObject({ text: "Good evening, café 🎭.", error: null });
  }
  expect(server.requests).toHaveLength(2 * faults.length);
});

test("L3 nothing is tried again once a word was shown", async () => {
  server.fault = "reset-midway";
  const { error, text } = await speak(withRetry(model, SOON));
  expect(error?.code).toBe("broken-stream");
  expect(text).not.toBe("");
  expect(server.requests).toHaveLength(1);
});

test("L3 a refused key, a bad request and a long wait are not tried again, and tries end", async () => {
  for (const fault of [{ status: 401 }, { status: 400 }, { status: 429, headers: { "retry-after": "30" } }]) {
    server.fault = fault;
    expect((await speak(withRetry(model, SOON))).error).not.toBeNull();
  }
  expect(server.requests).toHaveLength(3);
  server.fault = { status: 500 };
  expect((await speak(withRetry(model, SOON))).error?.code).toBe("overloaded");
  expect(server.requests).toHaveLength(6);
});

test("C4 an abort ends the wait for another try at once", async () => {
  server.fault = { status: 429, headers: { "retry-after": "60" } };
  const stop = new AbortController();
  const call = speak(
    withRetry(model, () => ({ ...SOON(), longestWaitMs: 100_000 })),
    { signal: stop.signal },
  );
  await expect.poll(() => server.requests.length).toBe(1);
  setTimeout(() => stop.abort(), 20);
  expect((await call).error?.code).toBe("aborted");
});

test("L3 a refused key opens the breaker at once", async () => {
  const voice = scripted("unauthorised");
  const guarded = withBreaker(voice, createBreaker("OpenAI"));
  for (let call = 0; call < 3; call += 1) expect((await speak(guarded)).error?.code).toBe("unauthorised");
  expect(voice.calls).toBe(1);
});

test("L3 faults open the breaker after five in a row, 429 never does", async () => {
  const busy = scripted("rate-limited");
  const broken = scripted("stalled");
  const breaker = createBreaker("OpenAI");
  for (let call = 0; call < 8; call += 1) await speak(withBreaker(busy, breaker));
  expect(busy.calls).toBe(8);
  for (let call = 0; call < 8; call += 1) await speak(withBreaker(broken, breaker));
  expect(broken.calls).toBe(5);
  expect((await speak(withBreaker(busy, breaker))).error).toMatchObject({
    code: "overloaded",
    message: expect.stringContaining("paused"),
  });
});

test("L3 a paused provider says so until it is due to be tried again", async () => {
  const breaker = createBreaker("OpenAI", { faultMs: 1, keyMs: 10_000 });
  expect(breaker.isPaused()).toBe(false);
  await speak(withBreaker(scripted("unauthorised"), breaker));
  expect(breaker.isPaused()).toBe(true);
  const broken = scripted("stalled");
  const soon = createBreaker("OpenAI", { faultMs: 1, keyMs: 1 });
  for (let call = 0; call < 5; call += 1) await speak(withBreaker(broken, soon));
  await expect.poll(soon.isPaused).toBe(false);
  const tryAgain = async () => {
    await speak(withBreaker(broken, soon));
    return broken.calls;
  };
  await expect.poll(tryAgain).toBe(6);
  expect(soon.failure()?.code).toBe("stalled");
});

test("L3 a rate limit, or a person who leaves, does not open the breaker", async () => {
  const voice = scripted("stalled", "stalled", "stalled", "stalled", "stalled", "rate-limited", ANSWER);
  const guarded = withBreaker(voice, createBreaker("OpenAI", { faultMs: 1, keyMs: 1 }));
  for (let call = 0; call < 5; call += 1) await speak(guarded);
  await expect.poll(async () => (await speak(guarded)).error?.code).toBe("rate-limited");
  expect((await speak(guarded)).text).toBe("Yes.");
});

test("L3 after the pause one call finds out whether the provider is back", async () => {
  const voice = scripted("unauthorised", ANSWER);
  const guarded = withBreaker(voice, createBreaker("OpenAI", { faultMs: 1, keyMs: 1 }));
  await speak(guarded);
  await expect.poll(async () => (await speak(guarded)).text).toBe("Yes.");
  expect((await speak(guarded)).error).toBeNull();
});

/** Streams one word and then waits until it is released. */
function held(): LanguageModel & { started: string[]; release(): void } {
  let waiting: (() => void)[] = [];
  const voice = {
    route: { provider: "held", model: "m", local: true },
    started: [] as string[],
    async *stream(_request: unknown, scope: CallScope): AsyncGenerator<ModelEvent> {
      voice.started.push(scope.personaId ?? "");
      await new Promise<void>((resolve) => waiting.push(resolve));
      yield* ANSWER;
    },
    release() {
      const [first, ...rest] = waiting;
      waiting = rest;
      first?.();
    },
  };
  return voice;
}

test("L2 at most K calls run, people's before the others, and the waiting are counted", async () => {
  const voice = held();
  const queue = createCallQueue(testPolicies, "machine", 2);
  const counts: number[] = [];
  queue.onChange(() => counts.push(queue.waiting()));
  const limited = withConcurrency(voice, queue);
  const calls = [
    speak(limited, { personaId: "a" }),
    speak(limited, { personaId: "b" }),
    speak(limited, { personaId: "background" }),
    speak(limited, { personaId: "person", userId: "u" }),
    speak(limited, { personaId: "decision", policy: "decide" }),
  ];
  await expect.poll(() => voice.started).toEqual(["a", "b"]);
  expect(queue.waiting()).toBe(3);
  for (const expected of ["person", "decision", "background"]) {
    voice.release();
    await expect.poll(() => voice.started.at(-1)).toBe(expected);
  }
  voice.release();
  voice.release();
  expect((await Promise.all(calls)).every(({ text }) => text === "Yes.")).toBe(true);
  expect(counts.filter((count, index) => count !== counts[index - 1])).toEqual([1, 2, 3, 2, 1, 0]);
});

test("L2 calls that people wait for are counted from the line to their end, also those that are stopped", async () => {
  const voice = held();
  const queue = createCallQueue(testPolicies, "machine", 1);
  const counts: number[] = [];
  queue.onChange(() => counts.push(queue.forPeople()));
  const limited = withConcurrency(voice, queue);
  const stop = new AbortController();
  const background = speak(limited, { personaId: "background", policy: "batch", userId: "u" });
  await expect.poll(() => voice.started).toEqual(["background"]);
  expect(queue.forPeople()).toBe(0);
  const person = speak(limited, { personaId: "person", userId: "u" });
  const stopped = speak(limited, { personaId: "stopped", userId: "v", signal: stop.signal });
  await expect.poll(queue.forPeople).toBe(2);
  stop.abort();
  await stopped;
  expect(queue.forPeople()).toBe(1);
  voice.release();
  await expect.poll(() => voice.started.at(-1)).toBe("person");
  expect(queue.forPeople()).toBe(1);
  voice.release();
  await Promise.all([background, person]);
  expect(queue.forPeople()).toBe(0);
  expect(counts.at(-1)).toBe(0);
});

test("C4 a call that is stopped while it waits leaves the line, and its place goes to the next", async () => {
  const voice = held();
  const queue = createCallQueue(testPolicies, "machine", 1);
  const limited = withConcurrency(voice, queue);
  const stop = new AbortController();
  const first = speak(limited, { personaId: "first" });
  const stopped = speak(limited, { personaId: "stopped", signal: stop.signal });
  const last = speak(limited, { personaId: "last" });
  await expect.poll(queue.waiting).toBe(2);
  stop.abort();
  expect((await stopped).error?.code).toBe("aborted");
  voice.release();
  await first;
  await expect.poll(() => voice.started).toEqual(["first", "last"]);
  voice.release();
  expect((await last).text).toBe("Yes.");
});

const prices: PriceTable = {
  file: "models.yaml",
  models: [
    {
      provider: "vllm",
      model: "paid",
      prices: [{ from: "2026-01-01", source: "test", bands: [{ input: 1, output: 2, cached: 0.1 }] }],
    },
  ],
};

function withRecords(local: boolean, name = "m", timeouts = PATIENT) {
  const records: CallRecord[] = [];
  const adapter = createCompatibleModel(
    { provider: "vllm", model: name, local, label: "vLLM" },
    { baseUrl: `${server.url}/v1`, apiKey: "none", fetch: connection.fetch },
  );
  let ids = 0;
  const ports = {
    prices,
    now: () => new Date("2026-11-20T10:00:00Z"),
    newId: () => `row-${(ids += 1)}`,
    recordCall: (record: CallRecord) => records.push(record),
  };
  return {
    records,
    voice: withLedger(
      withTimeouts(adapter, () => timeouts),
      message("why-model-setting"),
      ports,
    ),
  };
}

test("L6 a finished call has one row: who, why, tokens, and a total that is the sum of its parts", async () => {
  const { records, voice } = withRecords(false, "paid");
  await speak(voice, { userId: "u", personaId: "p", circleId: "c" });
  expect(records).toEqual([
    {
      id: "row-1",
      at: "2026-11-20T10:00:00.000Z",
      route: { provider: "vllm", model: "paid", local: false, completes: true },
      why: message("why-model-setting"),
      context: { task: "speak", workspaceId: "default", userId: "u", personaId: "p", circleId: "c" },
      usage: expect.objectContaining({ input: 26, cached: 64, cacheWrite5m: 10, output: 7, exact: true }),
      cost: {
        totalNano: 26_000 + 6_400 + 10_000 + 14_000,
        breakdown: { input: 26_000, cached: 6_400, cacheWrite5m: 10_000, cacheWrite1h: 0, output: 14_000 },
      },
      outcome: "finished",
    },
  ]);
});

const ends: [Fault, "finished" | "aborted" | "failed", boolean][] = [
  ["none", "finished", true],
  ["no-usage", "finished", false],
  ["empty", "finished", true],
  ["reset", "failed", true],
  ["reset-midway", "failed", false],
  ["silence", "failed", false],
  ["stall", "failed", false],
  ["cut-off", "failed", false],
  ["truncated-json", "failed", false],
  ["error-midway", "failed", false],
  ["endless", "aborted", false],
  [{ status: 401 }, "failed", true],
  [{ status: 429 }, "failed", true],
  [{ status: 500 }, "failed", true],
];

test.each(ends)("L6 %j leaves exactly one row, %s, exact: %s", async (fault, outcome, exact) => {
  server.fault = fault;
  const { records, voice } = withRecords(true, "m", impatientWith(fault, 60));
  const stop = new AbortController();
  await speak(voice, { signal: stop.signal }, (count) => fault === "endless" && count > 9 && stop.abort());
  expect(records).toMatchObject([{ outcome, usage: { exact }, cost: { totalNano: 0 } }]);
  if (!exact) expect(records[0]!.usage.input).toBeGreaterThan(0);
});

test("L6 an endless answer is cut off near its cap, and its row has roughly the tokens bought", async () => {
  server.fault = "endless";
  const { records, voice } = withRecords(false, "paid");
  expect((await speak(voice)).finish?.reason).toBe("length");
  await expect.poll(server.abandoned).toBe(1);
  expect(records).toMatchObject([{ outcome: "finished", usage: { exact: false } }]);
  const { output } = records[0]!.usage;
  expect(output).toBeGreaterThan(chat.maxTokens);
  expect(output).toBeLessThan(chat.maxTokens * 2);
});

test("L6 a reader that leaves in the middle leaves a row, aborted and estimated", async () => {
  server.fault = "endless";
  const { records, voice } = withRecords(false, "paid");
  for await (const event of voice.stream(chat, testScope())) if (event.type === "text-delta") break;
  expect(records).toMatchObject([{ outcome: "aborted", usage: { exact: false } }]);
  expect(records[0]!.cost.totalNano).toBeGreaterThan(0);
});

test("L6 a paid model without a price is refused before the call, naming the file", async () => {
  const { records, voice } = withRecords(false, "unpriced");
  expect((await speak(voice)).error).toMatchObject({
    code: "unknown-model",
    message: expect.stringContaining("models.yaml"),
  });
  expect(server.requests).toHaveLength(0);
  expect(records).toHaveLength(0);
});

test("L3 the reason for opening the breaker is reported once, and an account without credit opens it at once", async () => {
  server.fault = { status: 402 };
  const guarded = withBreaker(model, createBreaker("vLLM"));
  expect((await speak(guarded)).error?.code).toBe("out-of-credit");
  expect((await speak(guarded)).error).toMatchObject({
    code: "out-of-credit",
    message:
      "vLLM has no credit left for this account (HTTP 402). Add some there, or choose another voice. It is paused, and will be retried automatically.",
  });
  expect(server.requests).toHaveLength(1);
});

test("L3 a model that thinks is alive, and is given up when it only thinks", async () => {
  const thinking = (thoughts: number): ModelAdapter => ({
    route: { provider: "scripted", model: "m", local: true },
    async *stream(_request, { signal }): AsyncGenerator<AdapterEvent> {
      for (let count = 0; count < thoughts && !signal.aborted; count++) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        yield { type: "thought", text: "" };
      }
      if (signal.aborted) throw new ModelError("aborted", "It was stopped.", { usage: USAGE });
      yield* ANSWER;
    },
  });
  // Longer than both time-outs; each event comes well within them.
  const waits = { firstTokenMs: 2_000, stallMs: 2_100 };
  expect(await speak(withTimeouts(thinking(90), () => ({ ...waits, thinkingMs: 60_000 })))).toMatchObject({
    text: "Yes.",
  });
  expect((await speak(withTimeouts(thinking(Infinity), () => ({ ...waits, thinkingMs: 300 })))).error).toMatchObject({
    code: "first-token-timeout",
    message: "The voice scripted/m thought for 0.3 seconds without a word.",
  });
});
