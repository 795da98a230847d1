import { message } from "../../schema/messages/message.ts";
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createOpenAiModel } from "../../engine/model/providers/openai.adapter.ts";
import { createModelFetch, type ModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import type { LanguageModel } from "../../engine/model/language-model.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";
import { collect, testScope } from "../../test/model-servers/collect.ts";
import { ANTHROPIC_FORMAT } from "../../test/model-servers/anthropic-format.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import { withFallback, type TryStart } from "../../engine/model/wrappers/with-fallback.ts";
import { withLedger, type CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { withRetry } from "../../engine/model/wrappers/with-retry.adapter.ts";
import { createVoices } from "../models/create-voices.adapter.ts";
import { createTelemetry, type Telemetry } from "./create-telemetry.adapter.ts";
import { startCollector, type Collector } from "../../test/telemetry/test-collector.process.ts";

const PRICES: PriceTable = {
  models: [
    {
      provider: "openai",
      model: "gpt-t",
      prices: [{ from: "2026-01-01", source: "test", bands: [{ input: 1, output: 2, cached: 0.1 }] }],
    },
  ],
} as unknown as PriceTable;
const SOON = () => ({ attempts: 2, firstDelayMs: 1, longestWaitMs: 100 });
const SAID = "Anna keeps her secret under the bridge.";
const KEY = "sk-planted-4f6b1a5293c04e11";

let provider: WireServer;
let connection: ModelFetch;
let collector: Collector;
const warnings: string[] = [];
const records: CallRecord[] = [];

beforeEach(async () => {
  [provider, collector] = await Promise.all([startWireServer(OPENAI_FORMAT), startCollector()]);
  connection = createModelFetch();
  records.length = 0;
  warnings.length = 0;
});
afterEach(async () => {
  await connection.close();
  await Promise.all([provider.close(), collector.close()]);
});

const openTelemetry = (otlpEndpoint: string | undefined) =>
  createTelemetry({
    version: "1.2.3",
    otlpEndpoint,
    clock: () => performance.now() / 1000,
    log: { warn: (text) => warnings.push(text) },
  });

/** One route as the server wraps it, tries inside one call. */
function wrapped(telemetry: Telemetry): LanguageModel {
  const adapter = createOpenAiModel("gpt-t", { baseUrl: `${provider.url}/v1`, apiKey: KEY, fetch: connection.fetch });
  const ports = {
    prices: PRICES,
    now: () => new Date(),
    newId: randomUUID,
    recordCall(record: CallRecord) {
      records.push(record);
      telemetry.recordCall(record);
    },
  };
  const { route } = adapter;
  const open = ({ why, call }: TryStart) =>
    withRetry(
      withLedger(adapter, why, ports, (request, scope) =>
        telemetry.watchCall({ level: "try", route, request, scope, call }),
      ),
      SOON,
    );
  return withFallback({
    likely: route,
    choose: async () => [{ route, why: message("why-model-setting"), open }],
    watchCalls: telemetry.watchCall,
  });
}

const ask = { messages: [{ role: "user" as const, content: SAID }], maxTokens: 50, temperature: 0.5 };
const inCircle = testScope({ circleId: "circle-7", personaId: "persona-3", userId: "user-9" });

test("O3 each try is a chat span with the GenAI attributes inside one span of the task; the retry has its own", async () => {
  const telemetry = openTelemetry(collector.url);
  provider.next = [{ status: 503 }];
  expect((await collect(wrapped(telemetry).stream(ask, inCircle))).error).toBeNull();
  await telemetry.close();

  const whole = collector.spans.find(({ name }) => name === "speak")!;
  const tries = collector.spans.filter(({ name }) => name === "chat gpt-t");
  expect(collector.spans).toHaveLength(3);
  expect(whole.parentSpanId ?? "").toBe("");
  expect(whole.attributes).toMatchObject({ "dramatis.task": "speak", "gen_ai.conversation.id": "circle-7" });
  expect(whole.attributes).not.toHaveProperty("gen_ai.usage.input_tokens");
  for (const { parentSpanId, traceId, kind } of tries)
    expect({ parentSpanId, traceId, kind }).toEqual({ parentSpanId: whole.spanId, traceId: whole.traceId, kind: 3 });
  const failed = tries.find(({ attributes }) => attributes["error.type"])!;
  const good = tries.find((each) => each !== failed)!;
  expect(failed).toMatchObject({
    attributes: { "error.type": "overloaded", "dramatis.cost.nano": 0 },
    status: { code: 2 },
  });
  expect(BigInt(failed.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(good.startTimeUnixNano));
  expect(good.attributes).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-t",
    "gen_ai.request.max_tokens": 50,
    "gen_ai.conversation.id": "circle-7",
    "gen_ai.agent.id": "persona-3",
    "gen_ai.response.model": "gpt-t",
    "gen_ai.response.time_to_first_chunk": expect.any(Number),
    // OPENAI_USAGE: 100 in all, 64 of them read from and 10 written to the cache.
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.cache_read.input_tokens": 64,
    "gen_ai.usage.cache_creation.input_tokens": 10,
    "gen_ai.usage.output_tokens": 7,
    "gen_ai.usage.reasoning.output_tokens": 3,
    "dramatis.cost.nano": records.at(-1)!.cost.totalNano,
    "dramatis.route.why": "MODEL names it",
  });
  expect(records.at(-1)!.cost.totalNano).toBeGreaterThan(0);
});

test("O3 L3 a turn with a fallback has a span for each attempt, all inside one that names the route that answered", async () => {
  const telemetry = openTelemetry(collector.url);
  const second = await startWireServer(ANTHROPIC_FORMAT);
  provider.fault = { status: 401 };
  const voices = createVoices(
    {
      DATA_DIR: mkdtempSync(join(tmpdir(), "dramatis telemetry ")),
      VOICE: "auto",
      MODEL: "openai/gpt-6.1-terra",
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: `${provider.url}/v1`,
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_BASE_URL: second.url,
    },
    { recordCall: telemetry.recordCall, watchCalls: telemetry.watchCall, log: () => undefined, places: [] },
  );
  const { error, text } = await collect(voices.modelFor("speak").stream(ask, inCircle));
  await Promise.all([voices.close(), second.close()]);
  await telemetry.close();
  expect({ error, text }).toEqual({ error: null, text: second.text.join("") });
  const whole = collector.spans.find(({ name }) => name === "speak")!;
  const tries = collector.spans.filter(({ parentSpanId }) => parentSpanId === whole.spanId);
  expect(tries.map(({ name, attributes }) => [name, attributes["error.type"]])).toEqual([
    ["chat gpt-6.1-terra", "unauthorised"],
    ["chat claude-haiku-5-5", undefined],
  ]);
  expect(whole.attributes).toMatchObject({ "dramatis.route": "anthropic/claude-haiku-5-5" });
  expect(collector.spans).toHaveLength(3);
});

test("O3 the metrics of the GenAI conventions arrive with their recommended buckets, and agree with the ledger", async () => {
  const telemetry = openTelemetry(collector.url);
  provider.next = [{ status: 503 }];
  provider.fault = "split-bytes";
  const { deltas } = await collect(wrapped(telemetry).stream(ask, inCircle));
  await telemetry.close();
  const named = (name: string) => collector.points.filter((point) => point.name === name);
  const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
  const durations = named("gen_ai.client.operation.duration");
  expect(durations.map(({ attributes }) => attributes["error.type"]).toSorted()).toEqual(["overloaded", undefined]);
  for (const { explicitBounds } of durations) expect(explicitBounds).toEqual(SECONDS);
  expect(named("gen_ai.client.operation.time_to_first_chunk")).toMatchObject([{ count: 1, explicitBounds: SECONDS }]);
  expect(named("gen_ai.client.operation.time_per_output_chunk")).toMatchObject([{ count: deltas.length - 1 }]);
  expect(deltas.length).toBeGreaterThan(1);
  expect(named("gen_ai.client.token.usage")[0]!.explicitBounds).toHaveLength(14);
  const cost = named("dramatis.model.cost.nanodollars").reduce(
    (sum, point) => sum + (point.asInt ?? point.asDouble!),
    0,
  );
  expect(cost).toBe(records.reduce((sum, record) => sum + record.cost.totalNano, 0));
});

test("O3 A5 nothing that was said, no key and no person goes out with spans and metrics", async () => {
  const telemetry = openTelemetry(collector.url);
  provider.text = ["The bridge ", "says hello."];
  await collect(wrapped(telemetry).stream(ask, inCircle));
  await telemetry.close();
  expect(collector.raw.join()).toContain("circle-7");
  expect(collector.raw.join()).not.toMatch(/bridge|secret|Anna|says hello|sk-planted|user-9/);
});

test("O3 with no collector configured no span is made, and Prometheus still reads the same numbers", async () => {
  const telemetry = openTelemetry(undefined);
  await collect(wrapped(telemetry).stream(ask, inCircle));
  const text = await telemetry.readMetrics();
  await telemetry.close();
  expect(collector.raw).toEqual([]);
  expect(text).toContain(
    'dramatis_model_calls_total{provider="openai",model="gpt-t",task="speak",outcome="finished"} 1',
  );
  expect(text).toContain('dramatis_model_tokens_total{provider="openai",model="gpt-t",kind="cached"} 64');
  expect(text).toMatch(/gen_ai_client_operation_time_to_first_chunk_count\{[^}]*gen_ai_request_model="gpt-t"[^}]*\} 1/);
  expect(text).not.toMatch(/circle-7|persona-3|user-9/);
});

test("O3 a collector that never answers delays neither a call nor the end beyond its bound", async () => {
  await collector.close();
  collector = await startCollector(false);
  const telemetry = openTelemetry(collector.url);
  expect((await collect(wrapped(telemetry).stream(ask, inCircle))).text).toBe(provider.text.join(""));
  await telemetry.close();
});

test("O3 a reader that leaves ends its spans as aborted", async () => {
  const telemetry = openTelemetry(collector.url);
  provider.fault = "endless";
  for await (const _ of wrapped(telemetry).stream(ask, inCircle)) break;
  await telemetry.close();
  expect(collector.spans.map(({ attributes }) => attributes["error.type"])).toEqual(["aborted", "aborted"]);
});
