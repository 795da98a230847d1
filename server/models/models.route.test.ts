import { message } from "../../schema/messages/message.ts";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { ANTHROPIC_FORMAT } from "../../test/model-servers/anthropic-format.ts";
import { startWireServer, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { ConfiguredModels } from "../../schema/messages/models.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import { consentRoutes } from "./consent/consent.route.ts";
import { createVoices } from "./create-voices.adapter.ts";
import type { RunningVoices } from "./voice-dependencies.ts";
import { createModelSettings, type ModelSettings } from "./consent/model-settings.store.ts";
import { modelsRoutes } from "./models.route.ts";
import { listActions } from "../audit/audit.store.ts";

let api: TestApi;
let server: WireServer;
let voices: RunningVoices;
let settings: ModelSettings;
const records: CallRecord[] = [];
beforeAll(async () => {
  server = await startWireServer(ANTHROPIC_FORMAT);
  const configuration = {
    DATA_DIR: mkdtempSync(join(tmpdir(), "dramatis-models-")),
    VOICE: "auto" as const,
    ANTHROPIC_API_KEY: "sk-secret",
    ANTHROPIC_BASE_URL: server.url,
  };
  api = await startTestApi((database) => {
    settings = createModelSettings(database, silentBus);
    voices = createVoices(configuration, {
      recordCall: (record) => void records.push(record),
      log: () => undefined,
      places: [],
      hubUrl: "http://127.0.0.1:9",
      python: "no-such-python",
      tiers: { workspaceId: "default", of: settings.tierOf, onChange: settings.onTierChange },
    });
    return [...modelsRoutes(voices, settings, createLimiters(null)), ...consentRoutes(settings)];
  });
});
afterAll(async () => {
  await voices.close();
  await api.close();
  await server.close();
});

const ROUTE = "anthropic/claude-haiku-5-5";

test("L1 signed-in people see which models can speak and their health, never a key or an address", async () => {
  expect((await api.call("GET", "/api/models")).status).toBe(401);
  const { token } = await api.signIn("Ada");
  await expect.poll(() => voices.status().route).toBe(ROUTE);
  const { status, body, text } = await api.call("GET", "/api/models", { token });
  expect(status).toBe(200);
  expect(ConfiguredModels.parse(body)).toMatchObject({
    status: { kind: "provider" },
    lightRoute: null,
    baseRoute: null,
    tier: "any",
    providers: [{ provider: "anthropic", local: false, tier: "no-training", keySource: "environment", running: 0 }],
  });
  expect(body.chains).toContainEqual({
    task: "speak",
    routes: [{ route: ROUTE, why: "the first configured provider", whyMessage: message("why-first-configured") }],
  });
  expect(text).not.toMatch(/sk-secret|127\.0\.0\.1/);
});

test("L8 an operator tries a route: paid, recorded, reported when it fails; a guest may not", async () => {
  const guest = await api.signIn("Ada");
  expect((await api.call("POST", "/api/models/try", { token: guest.token, body: { route: ROUTE } })).status).toBe(403);
  const { token, userId } = await api.signIn("Olu", "operator");
  const attempt = async (route: string) => (await api.call("POST", "/api/models/try", { token, body: { route } })).body;
  expect(await attempt(ROUTE)).toMatchObject({ ok: true, text: "Good evening, café 🎭.", problem: null });
  expect(records.at(-1)).toMatchObject({
    why: message("why-tried-by-hand"),
    context: { task: "check", userId },
    outcome: "finished",
  });
  server.next = [{ status: 400 }];
  expect(await attempt(ROUTE)).toMatchObject({ ok: false, costNano: 0, problem: expect.stringContaining("HTTP 400") });
  expect(await attempt("openai/gpt")).toMatchObject({ ok: false, problem: "openai/gpt is not configured here." });
  expect(await attempt("rehearsal/script")).toMatchObject({ ok: true, costNano: 0 });
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => api.call("POST", "/api/models/try", { token, body: { route: "openai/gpt" } })),
  );
  expect(answers.map(({ status }) => status)).toContain(429);
});

test("O3 a check asks every provider for one line and reports its health", async () => {
  const { token } = await api.signIn("Olu", "operator");
  const check = async () => (await api.call("POST", "/api/models/check", { token })).body.providers;
  expect(await check()).toMatchObject([{ provider: "anthropic", health: "healthy", problem: null }]);
  expect(records.at(-1)).toMatchObject({ why: message("why-daily-check"), context: { task: "check" } });
  server.fault = { status: 403 };
  expect(await check()).toMatchObject([
    {
      health: "paused",
      problem: expect.stringMatching(/refused the key/),
      problemMessage: { code: "provider-unauthorised", values: { provider: "Anthropic", status: 403 } },
    },
  ]);
  expect(voices.status().problem).toMatch(/Anthropic refused the key \(HTTP 403\)/);
  server.fault = "none";
  expect(await check()).toMatchObject([{ health: "healthy", problem: null }]);
});

test("L3 a workspace that keeps its words at home calls no remote voice, and says so", async () => {
  const { token } = await api.signIn("Root", "admin");
  const put = (tier: string) => api.call("PUT", "/api/models/tier", { token, body: { tier } });
  expect((await put("on-premises")).body).toEqual({ tier: "on-premises" });
  const admin = await api.signIn("Ida", "admin");
  const { entries } = await listActions(api.database, principalOf("default", admin.userId), { limit: 1 });
  expect(entries).toMatchObject([{ action: "tier-changed", details: { tier: "on-premises" } }]);
  await expect.poll(() => voices.status().kind).toBe("rehearsal");
  expect(voices.status().problem).toBe(
    `${ROUTE} is not called: this workspace keeps what is said on its own machines.`,
  );
  expect((await api.call("GET", "/api/models", { token })).body).toMatchObject({ tier: "on-premises" });
  expect((await put("nowhere")).status).toBe(400);
  await put("no-training");
  await expect.poll(() => voices.status().route).toBe(ROUTE);
  expect((await api.call("PUT", "/api/models/tier", { token: (await api.signIn("Ada")).token, body: {} })).status).toBe(
    403,
  );
  await put("any");
});

test("L4 consent is each person's own, kept with its time and text, and only the text in force counts", async () => {
  const { token, userId } = await api.signIn("Ada");
  const other = await api.signIn("Ben");
  const read = async () => (await api.call("GET", "/api/me/consent", { token })).body;
  const put = (body: object) => api.call("PUT", "/api/me/consent", { token, body });
  expect(await read()).toEqual({ granted: false, at: null, textVersion: null, currentTextVersion: 1 });
  expect(await settings.hasConsentOf([userId])).toBe(false);
  expect((await put({ granted: true, textVersion: 2 })).status).toBe(409);
  expect((await put({ granted: true, textVersion: 1 })).body).toMatchObject({ granted: true, textVersion: 1 });
  expect(await settings.hasConsentOf([userId])).toBe(true);
  expect(await settings.hasConsentOf([userId, other.userId])).toBe(false);
  expect(await settings.hasConsentOf([])).toBe(false);
  // Repeated, it is stored once.
  for (let time = 0; time < 2; time += 1) await put({ granted: false, textVersion: 1 });
  expect(await settings.hasConsentOf([userId])).toBe(false);
  expect(Date.parse((await read()).at)).toBeGreaterThan(0);
  const [{ n }] = await api.database
    .em()
    .getConnection()
    .execute<[{ n: string }]>("select count(*) as n from consents where user_id = ?", [userId]);
  expect(Number(n)).toBe(2);
});
