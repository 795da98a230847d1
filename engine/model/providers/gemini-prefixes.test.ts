import { afterEach, beforeEach, expect, test } from "vitest";
import type { CachedContent } from "@google/genai";
import { createGeminiModel } from "./gemini.adapter.ts";
import { createModelFetch } from "../wire/model-fetch.adapter.ts";
import { createPrefixKeeper, type PrefixKeeper } from "../prompt-cache/keep-prefixes.ts";
import type { KeptPrefixRow } from "../prompt-cache/kept-prefix.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { GEMINI_FORMAT } from "../../../test/model-servers/gemini-format.ts";
import { startWireServer, type WireFormat, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import type { CallRecord } from "../wrappers/with-ledger.ts";

/** `cachedContents` of the API, typed by its SDK (@google/genai 3.1.0, read 2026-11-21). */
const CACHING_FORMAT: WireFormat = {
  ...GEMINI_FORMAT,
  embed({ path }) {
    if (!path.startsWith("/v1beta/cachedContents")) return null;
    const content: CachedContent = { name: "cachedContents/one", usageMetadata: { totalTokenCount: 1200 } };
    return content;
  },
};
const prices = {
  file: "models.yaml",
  models: [
    {
      provider: "gemini",
      model: "m",
      promptCache: { minimumTokens: 1024, source: "test" },
      prices: [
        {
          from: "2026-01-01",
          source: "test",
          bands: [{ input: 0.25, output: 1.5, cached: 0.025, cacheStorageHour: 1 }],
        },
      ],
    },
  ],
};
const frozen = "You are Mira. ".repeat(400);
const request = {
  messages: [
    { role: "system" as const, content: frozen, cache: "1h" as const },
    { role: "user" as const, content: "Good evening!" },
  ],
  maxTokens: 50,
};
const scope = testScope({ personaId: "mira" });

let server: WireServer;
let keeper: PrefixKeeper;
let records: CallRecord[];
const rows = new Map<string, KeptPrefixRow>();
const said: string[] = [];
const { fetch } = createModelFetch();
const open = () => createGeminiModel("m", { baseUrl: server.url, apiKey: "key", fetch }, keeper);
const ask = () => collect(open().stream(request, scope));
const paths = () => server.requests.map(({ path }) => path.replace("/v1beta/", "").replace(/[?].*/, ""));
beforeEach(async () => {
  server = await startWireServer(CACHING_FORMAT);
  records = [];
  rows.clear();
  said.length = 0;
  let ids = 0;
  keeper = createPrefixKeeper({
    prices,
    now: () => new Date("2026-11-20T10:00:00Z"),
    newId: () => `id ${(ids += 1)}`,
    recordCall: (record) => records.push(record),
    rows: {
      put: async (row) => void rows.set(row.id, row),
      remove: async (id) => void rows.delete(id),
      overdue: async () => [],
    },
    say: (line) => said.push(line),
  });
});
afterEach(() => server.close());

test("L5 Gemini is asked to keep a prefix that comes often, gets its name from then on, and drops it at the end", async () => {
  await ask();
  await ask();
  await expect.poll(() => records.length).toBe(1);
  const kept = server.requests.find(({ path }) => path === "/v1beta/cachedContents")!;
  expect(kept.body).toMatchObject({
    model: "models/m",
    ttl: "600s",
    systemInstruction: { parts: [{ text: frozen }] },
  });
  expect((await ask()).error).toBeNull();
  const last = server.requests.at(-1)!.body;
  expect(last).toMatchObject({
    cachedContent: "cachedContents/one",
    contents: [{ parts: [{ text: "Good evening!" }] }],
  });
  expect(last).not.toHaveProperty("systemInstruction");
  await keeper.close();
  expect(paths().at(-1)).toBe("cachedContents/one");
  expect(records.map(({ usage, cost }) => [usage.input, Object.keys(cost.breakdown).includes("cacheStorage")])).toEqual(
    [
      [1200, false],
      [0, true],
    ],
  );
  expect(said).toEqual([]);
});

test("L5 a prefix that Gemini has lost is sent in full within the same call", async () => {
  await ask();
  await ask();
  await expect.poll(() => keeper.find({ route: open().route, text: frozen, scope })).toBe("cachedContents/one");
  const message = "CachedContent not found (or permission denied)";
  server.next = [{ status: 403, body: { error: { code: 403, message, status: "PERMISSION_DENIED" } } }];
  expect(await ask()).toMatchObject({ error: null, text: "Good evening, café 🎭." });
  expect(server.requests.at(-1)!.body).toHaveProperty("systemInstruction");
  expect(keeper.find({ route: open().route, text: frozen, scope })).toBeNull();
});

test("L5 a refusal to cache costs nothing, and the circle continues", async () => {
  await ask();
  const message = "Cached content is too small. total_token_count=1221, min_total_token_count=2048";
  const refusal = { status: 400, body: { error: { code: 400, message, status: "INVALID_ARGUMENT" } } };
  server.next = ["none", refusal];
  expect((await ask()).error).toBeNull();
  await expect.poll(() => said.length).toBe(1);
  expect(said[0]).toContain("too small");
  for (let call = 0; call < 5; call++) await ask();
  expect(paths().filter((path) => path.startsWith("cachedContents"))).toHaveLength(1);
  expect([records, [...rows]]).toEqual([[], []]);
});
