import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collect, testScope } from "../../test/model-servers/collect.ts";
import { ANTHROPIC_FORMAT } from "../../test/model-servers/anthropic-format.ts";
import { GEMINI_FORMAT } from "../../test/model-servers/gemini-format.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer, type Fault, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import { collectSecrets } from "../http/known-secrets.process.ts";
import { Problem } from "../http/problem.ts";
import { redactLogLine } from "../http/redact-log-line.ts";
import { defineRoute } from "../http/define-route.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createVoices } from "../models/create-voices.adapter.ts";
import type { RunningVoices } from "../models/voice-dependencies.ts";
import { createTelemetry, type Telemetry } from "./create-telemetry.adapter.ts";
import { logFailedCall } from "./log-failed-call.ts";
import { startCollector, type Collector } from "../../test/telemetry/test-collector.process.ts";

/** Keys in providers' formats, and one in no particular format. */
const KEYS = {
  OPENAI_API_KEY: "sk-proj-Pl4nt3dPl4nt3dPl4nt3d01",
  ANTHROPIC_API_KEY: "sk-ant-api03-Pl4nt3dPl4nt3d02",
  GEMINI_API_KEY: "moonlight and old bridges",
};
const MODELS = ["openai/gpt-6.1-terra", "anthropic/claude-haiku-5-5", "gemini/gemini-3.1-flash-lite"];

const out: string[] = [];
let servers: WireServer[];
let voices: RunningVoices;
let telemetry: Telemetry;
let collector: Collector;
let api: TestApi;

beforeAll(async () => {
  servers = await Promise.all(
    [OPENAI_FORMAT, ANTHROPIC_FORMAT, GEMINI_FORMAT].map((format) => startWireServer(format)),
  );
  collector = await startCollector();
  const secrets = collectSecrets(KEYS, {});
  const log = pino(
    { level: "trace", hooks: { streamWrite: (line) => redactLogLine(line, secrets.forms()) } },
    { write: (line: string) => void out.push(line) },
  );
  telemetry = createTelemetry({
    version: "1",
    otlpEndpoint: collector.url,
    clock: () => performance.now() / 1000,
    log,
  });
  const [openai, anthropic, gemini] = servers.map(({ url }) => url);
  voices = createVoices(
    {
      ...KEYS,
      DATA_DIR: mkdtempSync(join(tmpdir(), "dramatis keys ")),
      VOICE: "auto",
      MODEL: MODELS[0],
      OPENAI_BASE_URL: `${openai}/v1`,
      ANTHROPIC_BASE_URL: anthropic,
      GEMINI_BASE_URL: gemini,
    },
    {
      recordCall(record) {
        telemetry.recordCall(record);
        logFailedCall(log, record);
        log.info({ record: { ...record, context: null } }, "row");
      },
      watchCalls: telemetry.watchCall,
      log: (line) => void out.push(line),
      places: [],
    },
  );
  const path = { area: "Test", access: "anyone", method: "get", summary: "Speaks" } as const;
  api = await startTestApi(
    () => [
      defineRoute({ ...path, path: "/api/unexpected" }, async () => {
        for await (const _ of speak(MODELS[0]!)) continue;
      }),
      defineRoute({ ...path, path: "/api/explained" }, async () => {
        const { error } = await collect(speak(MODELS[0]!));
        throw new Problem(502, error!.message, { code: "voice-failed" });
      }),
    ],
    { log },
  );
});
afterAll(async () => {
  await Promise.all([voices.close(), api.close(), ...servers.map((server) => server.close())]);
  await collector.close();
});

const speak = (route: string) =>
  voices
    .modelFor("speak", route)
    .stream(
      { messages: [{ role: "user", content: "Good evening!" }], maxTokens: 9 },
      testScope({ circleId: "c", policy: "talk" }),
    );

/** Like some providers: the key is echoed in an error's text, headers and fields. */
const echoing =
  (status: number) =>
  (echoed: string): Fault => ({
    status,
    headers: { "x-request-key": encodeURIComponent(echoed) },
    body: {
      error: { type: "invalid_request_error", message: `Incorrect key: ${echoed}`, param: echoed },
      detail: echoed,
    },
  });
/** The refused key comes last, because it stops all further calls. */
const FAULTS: ((key: string) => Fault)[] = [
  ...[400, 404, 429, 500, 529].map(echoing),
  ...(["reset", "truncated-json", "error-midway", "wrong-content-type"] satisfies Fault[]).map((fault) => () => fault),
  ...[403, 401].map(echoing),
];

test("A5 L3 no configured key appears in any log line, answer, error, span or metric, however a provider fails", async () => {
  const seen: Record<string, string[]> = { call: [], http: [], page: [] };
  for (const fault of FAULTS) {
    servers.forEach((server, index) => (server.fault = fault(Object.values(KEYS)[index]!)));
    for (const route of MODELS) {
      const { error, text } = await collect(speak(route));
      seen.call!.push(text, String(error?.stack), JSON.stringify(error));
    }
    for (const path of ["/api/unexpected", "/api/explained"]) {
      const { text, headers } = await api.call("GET", path);
      seen.http!.push(text, JSON.stringify([...headers]));
    }
    seen.page!.push(JSON.stringify([voices.describe(), voices.status()]));
  }
  const metrics = await telemetry.readMetrics();
  await telemetry.close();
  expect(servers.every(({ requests }) => requests.length > 0)).toBe(true);
  expect(seen.call!.some((text) => text.includes("Incorrect key"))).toBe(true);
  expect(out.some((line) => line.includes("a model call failed"))).toBe(true);
  for (const [where, texts] of Object.entries({ ...seen, metrics: [metrics], log: out, collector: collector.raw }))
    for (const key of Object.values(KEYS).flatMap((each) => [each, encodeURIComponent(each)]))
      expect(
        texts.filter((text) => text.includes(key)).map((text) => text.slice(0, 300)),
        where,
      ).toEqual([]);
});
