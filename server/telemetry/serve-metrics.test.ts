import { verbatim } from "../../schema/messages/message.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createTelemetry, type Telemetry } from "./create-telemetry.adapter.ts";
import { measureRequests } from "./measure-requests.middleware.ts";
import { measureBeats, observeServer } from "./observe-server.ts";
import { serveMetrics } from "./serve-metrics.middleware.ts";
import { toCallContext } from "../../engine/model/language-model.ts";

const METRICS_TOKEN = "prometheus-reads-this";
let api: TestApi;
let telemetry: Telemetry;

beforeAll(async () => {
  let seconds = 0;
  const clock = () => (seconds += 0.01);
  telemetry = createTelemetry({ version: "1", otlpEndpoint: undefined, clock, log: { warn: () => undefined } });
  observeServer(telemetry.meter, {
    providers: () => [
      {
        provider: "openai",
        health: "paused",
        running: 1,
        waiting: 2,
        quota: { of: "tokens", remaining: 5, limit: 10, resetsAt: null },
      },
    ],
    ledgerWaiting: () => 3,
    rooms: () => ({ rooms: 1, clients: 4 }),
    memoryBytes: () => 5,
    loopDelay: () => ({ p50: 0.001, p99: 0.02, max: 0.03 }),
    offDays: async () => [{ provider: "openai", days: 1 }],
    memoryIndex: async () => ({ problem: "away", waiting: 7 }),
    jobs: async () => ({ queued: 2, running: 1, dead: 1, oldestQueuedSeconds: 90, workerSilentSeconds: 40 }),
  });
  const beat = measureBeats(telemetry.meter, clock);
  beat("started");
  beat("sent");
  const scope = testScope({ circleId: "circle-7", userId: "user-9" });
  telemetry.recordCall({
    id: "1",
    at: "",
    why: verbatim("test"),
    outcome: "finished",
    context: toCallContext(scope),
    route: { provider: "openai", model: "m", local: false },
    usage: { ...NO_USAGE, input: 1, cached: 2 },
    cost: { totalNano: 7, breakdown: {} },
  } as unknown as CallRecord);
  const route = { provider: "openai", model: "m", local: false };
  const request = { messages: [], maxTokens: 1, temperature: 0 };
  const call = telemetry.watchCall({ level: "call", scope });
  for (const watch of [call, telemetry.watchCall({ level: "try", route, request, scope, call })]) {
    watch.chunk();
    watch.chunk();
    watch.end("budget", route);
  }
  api = await startTestApi(() => [], {
    metrics: {
      measure: measureRequests(telemetry.meter),
      serve: serveMetrics({
        readMetrics: telemetry.readMetrics,
        authenticate: (token) => api.accounts.verifyToken(token),
        metricsToken: METRICS_TOKEN,
      }),
    },
  });
});
afterAll(async () => {
  await api.close();
  await telemetry.close();
});

test("O3 /metrics answers this machine, METRICS_TOKEN, operators and admins; nobody else, and no proxy", async () => {
  const through = { "X-Forwarded-For": "203.0.113.5" };
  const status = async (headers: Record<string, string>, token?: string) =>
    (await api.call("GET", "/metrics", { headers, ...(token && { token }) })).status;
  const tokens = await Promise.all(
    ["visitor", "facilitator", "operator", "admin"].map((role) => api.signIn(role, role)),
  );
  expect(await status({})).toBe(200);
  expect(await status(through)).toBe(401);
  expect(await status(through, "prometheus-guesses-this")).toBe(401);
  expect(await status(through, METRICS_TOKEN)).toBe(200);
  expect(await Promise.all(tokens.map(({ token }) => status(through, token)))).toEqual([401, 401, 200, 200]);
});

test("O3 requests are measured by route, and neither path nor metric names anyone", async () => {
  await api.call("GET", "/readyz");
  await api.call("GET", "/nothing/anna@example.com");
  const { text } = await api.call("GET", "/metrics");
  expect(text).toMatch(
    /http_server_request_duration_count\{http_request_method="GET",http_route="\/readyz",http_response_status_code="200"\} 1/,
  );
  expect(text).toMatch(/http_route="\(none\)",http_response_status_code="404"/);
  expect(text).not.toMatch(/anna|circle-7|user-9/);
});

test("O7 O3 how many jobs wait, since when, dead letters and the worker's silence are reported", async () => {
  const { text } = await api.call("GET", "/metrics");
  expect(text).toMatch(/^dramatis_jobs_queued\S* 2$/m);
  expect(text).toMatch(/^dramatis_jobs_dead\S* 1$/m);
  expect(text).toMatch(/^dramatis_jobs_oldest_age\S* 90$/m);
  expect(text).toMatch(/^dramatis_worker_heartbeat_age\S* 40$/m);
});

test("O3 the event loop delay is reported in seconds", async () => {
  const { text } = await api.call("GET", "/metrics");
  expect(text).toMatch(/^nodejs_eventloop_delay_p99\S* 0\.02$/m);
  expect(text).toMatch(/^nodejs_eventloop_delay_max\S* 0\.03$/m);
});

test("O3 every metric that the alert rules name is exported, and each rule names a remedy", async () => {
  await api.call("GET", "/healthz");
  const { text } = await api.call("GET", "/metrics");
  const exported = new Set([...text.matchAll(/^([a-z_0-9]+)[{ ]/gm)].map(([, name]) => name!));
  const file = readFileSync(join(import.meta.dirname, "../../operation/alerts.yaml"), "utf8");
  const { groups } = parse(file) as {
    groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(10);
  for (const { alert, expr, annotations } of rules) {
    const named = [...expr.matchAll(/\b(?:dramatis|gen_ai_client|http|nodejs)_[a-z_0-9]+(?=[{[)\s])/g)].map(
      ([name]) => name,
    );
    expect(named.length > 0 || expr.startsWith("up{"), alert).toBe(true);
    for (const name of named) expect(exported, `${alert}: ${name}`).toContain(name);
    expect(annotations.summary, alert).toMatch(/\.$|Reconciliation/);
  }
});
