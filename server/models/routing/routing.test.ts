import { inEnglish } from "../../../schema/messages/message.ts";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { collect, testScope, type ScopeChange } from "../../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import type { LanguageModel } from "../../../engine/model/language-model.ts";
import type { CallRecord } from "../../../engine/model/wrappers/with-ledger.ts";
import { createVoices } from "../create-voices.adapter.ts";
import type { RunningVoices, VoiceDependencies } from "../voice-dependencies.ts";
import type { VoiceConfiguration } from "../providers/provider-settings.ts";
import { type Payer } from "../../../engine/scope/scope.ts";

const HAIKU = "anthropic/claude-haiku-5-5";
let endings: (() => Promise<unknown>)[];
let records: CallRecord[];
let lines: string[];
let folder: string;

beforeEach(() => {
  [endings, records, lines] = [[], [], []];
  folder = mkdtempSync(join(tmpdir(), "dramatis routing "));
});
afterEach(() => Promise.all(endings.map((end) => end())));

async function serve(format = OPENAI_FORMAT, ...models: string[]): Promise<WireServer> {
  const server = await startWireServer(format);
  server.models = models;
  endings.push(server.close);
  return server;
}
function start(
  configuration: Partial<VoiceConfiguration>,
  dependencies: Partial<VoiceDependencies> = {},
): RunningVoices {
  const voices = createVoices(
    { DATA_DIR: folder, VOICE: "auto", ...configuration },
    {
      recordCall: (record) => records.push(record),
      log: (line) => lines.push(line),
      rehearsalWordMs: 0,
      hubUrl: "http://127.0.0.1:9",
      python: "no-such-python",
      places: [],
      ...dependencies,
    },
  );
  endings.push(voices.close);
  return voices;
}
/** Anthropic, paid, and a vLLM server on this network. */
async function startBoth(dependencies: Partial<VoiceDependencies> = {}, more: Partial<VoiceConfiguration> = {}) {
  const [anthropic, vllm] = [await serve(ANTHROPIC_FORMAT), await serve(OPENAI_FORMAT, "llama-70b")];
  vllm.text = ["From vLLM."];
  const voices = start(
    { ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: anthropic.url, VLLM_URL: vllm.url, MODEL: HAIKU, ...more },
    dependencies,
  );
  await expect.poll(() => voices.describe().chains[0]?.routes).toHaveLength(2);
  await expect.poll(() => voices.status().route).toBe(HAIKU);
  return { anthropic, vllm, voices };
}
const speak = (model: LanguageModel, change: ScopeChange = {}, content = "Good evening!") =>
  collect(model.stream({ messages: [{ role: "user", content }], maxTokens: 40 }, testScope(change)));
const rows = () => records.map(({ route, why, outcome }) => `${route.provider} ${outcome}: ${inEnglish(why)}`);

test("L3 a provider that fails hands over before the first word; ledger and status show it", async () => {
  const { anthropic, voices } = await startBoth();
  anthropic.fault = { status: 401 };
  const { text, finish } = await speak(voices.modelFor("speak"));
  expect(text).toBe("From vLLM.");
  expect(finish?.route).toMatchObject({ provider: "vllm" });
  expect(voices.status()).toMatchObject({
    kind: "endpoint",
    label: "llama-70b (vLLM)",
    problem: "Anthropic refused the key (HTTP 401). Check the key and the account's credit.",
  });
  await speak(voices.modelFor("speak"));
  expect(rows()).toEqual([
    "anthropic failed: MODEL names it",
    "vllm finished: fallback: Anthropic refused the key (HTTP 401)",
    `vllm finished: ${HAIKU} is paused after it failed`,
  ]);
  expect(lines.join("\n")).toContain("refused the key (HTTP 401)");
});

test("L3 a problem is shown until the next call succeeds, and no script replaces the provider", async () => {
  const anthropic = await serve(ANTHROPIC_FORMAT);
  const voices = start({ ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: anthropic.url, MODEL: HAIKU });
  await expect.poll(() => voices.status().route).toBe(HAIKU);
  anthropic.next = [{ status: 404 }];
  expect((await speak(voices.modelFor("speak"))).error?.code).toBe("unknown-model");
  expect(voices.status().problem).toMatch(/Anthropic does not know the model \(HTTP 404\)/);
  expect((await speak(voices.modelFor("speak"))).text).toBe("Good evening, café 🎭.");
  expect(voices.status().problem).toBeNull();
  expect(rows()).toEqual(["anthropic failed: MODEL names it", "anthropic finished: MODEL names it"]);
});

test("L3 a model without a price is reported at once, before anybody speaks", async () => {
  const anthropic = await serve(ANTHROPIC_FORMAT);
  const voices = start({ ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: anthropic.url, MODEL: "anthropic/claude-new" });
  await expect.poll(() => voices.status().problem).toMatch(/price of anthropic\/claude-new is not known.*models\.yaml/);
  expect(lines.join("\n")).toMatch(/claude-new is not known/);
});

test("L3 a wrong key is reported at start, without a paid call", async () => {
  const guarded = await serve(OPENAI_FORMAT);
  const { createServer } = await import("node:http");
  const gate = createServer((_request, response) => response.writeHead(401).end());
  await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
  endings.push(async () => gate.close());
  const voices = start({
    ANTHROPIC_API_KEY: "wrong",
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${(gate.address() as { port: number }).port}`,
    MODEL: HAIKU,
    VLLM_URL: guarded.url,
  });
  await expect
    .poll(() => voices.status().problem)
    .toBe("Anthropic refused the key (HTTP 401). Check the key and the account's credit.");
  expect(lines).toContain("Anthropic refused the key (HTTP 401). Check the key and the account's credit.");
  expect(voices.describe().providers[0]).toMatchObject({ health: "paused" });
  expect(records).toEqual([]);
});

test("L4 personal data goes to the local voice; with consent it goes out as it is", async () => {
  const { anthropic, voices } = await startBoth();
  const words = "I am Anna, anna@example.com.";
  await speak(voices.modelFor("speak"), {}, words);
  await speak(voices.modelFor("speak"), { consented: true }, words);
  await speak(voices.modelFor("speak"));
  expect(rows()).toEqual([
    "vllm finished: personal data stays on this machine or network",
    "anthropic finished: MODEL names it",
    "anthropic finished: MODEL names it",
  ]);
  expect(JSON.stringify(anthropic.requests[0]!.body)).toContain("anna@example.com");
});

test("L1 a text is gone on with by a route that completes, and only by one", async () => {
  const { anthropic, vllm, voices } = await startBoth();
  const goOn = () => collect(voices.modelFor("speak").stream({ prompt: "Once upon", maxTokens: 9 }, testScope()));
  expect((await goOn()).finish?.route).toMatchObject({ provider: "vllm", completes: true });
  vllm.fault = { status: 401 };
  expect((await goOn()).error?.code).toBe("unauthorised");
  expect(anthropic.requests).toHaveLength(0);
  const remote = start({ ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: anthropic.url, MODEL: HAIKU });
  await expect.poll(() => remote.status().route).toBe(HAIKU);
  const refused = await collect(remote.modelFor("speak").stream({ prompt: "Once", maxTokens: 9 }, testScope()));
  expect(refused.error?.code).toBe("bad-request");
});

test("L3 a paid model behind an address of this network, and vectors, do not stay on the premises", async () => {
  const proxy = await serve(OPENAI_FORMAT);
  const voices = start(
    {
      OPENAI_API_KEY: "k",
      OPENAI_BASE_URL: `${proxy.url}/v1`,
      MODEL: "openai/gpt-6.1-terra",
      EMBEDDING_MODEL: "openai/text-embedding-3-small",
    },
    { tiers: { workspaceId: "default", of: async () => "on-premises", onChange: () => () => undefined } },
  );
  await expect.poll(() => voices.status().problem).toMatch(/keeps what is said on its own machines/);
  expect((await speak(voices.modelFor("speak"))).finish?.route?.provider).toBe("rehearsal");
  await expect(voices.embedding.get()!.embed(["a secret"], testScope())).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(proxy.requests.filter(({ body }) => Object.keys(body).length > 0)).toEqual([]);
  expect(voices.tierOf("openai")).toBe("any");
});

test("L3 a call that demands a tier reaches no other route, also when the allowed one fails", async () => {
  const { anthropic, vllm, voices } = await startBoth();
  expect((await speak(voices.modelFor("speak"), { tier: "on-premises" })).text).toBe("From vLLM.");
  vllm.fault = { status: 400 };
  expect((await speak(voices.modelFor("speak"), { tier: "on-premises" })).error?.code).toBe("bad-request");
  vllm.fault = { status: 401 };
  expect((await speak(voices.modelFor("speak"), { tier: "on-premises" })).error?.code).toBe("unauthorised");
  expect(anthropic.requests).toHaveLength(0);
  const remote = start({ ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: anthropic.url, MODEL: HAIKU });
  await expect.poll(() => remote.status().route).toBe(HAIKU);
  expect((await speak(remote.modelFor("speak"), { tier: "on-premises" })).error).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("on-premises"),
  });
  expect(anthropic.requests).toHaveLength(0);
});

test("L3 little of the budget left shifts down, and each person's own counts", async () => {
  const reserve = () => ({ settle: () => undefined, release: () => undefined });
  const shareLeft = ({ userId }: Payer) => (userId === "ada" ? 0.1 : 1);
  const { voices } = await startBoth({ budget: { reserve, shareLeft } });
  await speak(voices.modelFor("speak"), { userId: "ada" });
  await speak(voices.modelFor("speak"), { userId: "ben" });
  expect(rows()).toEqual([
    "vllm finished: 10% of the budget is left: one that costs nothing",
    "anthropic finished: MODEL names it",
  ]);
});

test("L3 a provider whose quota is used up is passed over until it renews", async () => {
  const { anthropic, voices } = await startBoth();
  anthropic.next = [{ status: 429, headers: { "retry-after": "60" } }];
  await speak(voices.modelFor("speak"));
  await speak(voices.modelFor("speak"));
  expect(rows()).toEqual([
    "anthropic failed: MODEL names it",
    "vllm finished: fallback: Anthropic asks to slow down: too many requests or tokens a minute",
    `vllm finished: ${HAIKU} accepts no calls for now`,
  ]);
  expect(voices.describe().providers[0]!.quota).toMatchObject({ remaining: 0 });
});

test("A5 a key that its file brings is used by the next call, old calls finish, and a removed one takes the provider off", async () => {
  const anthropic = await serve(ANTHROPIC_FORMAT);
  const file = join(folder, "anthropic.key");
  writeFileSync(file, "sk-first\n");
  const voices = start({
    ANTHROPIC_API_KEY: "sk-first",
    ANTHROPIC_BASE_URL: anthropic.url,
    MODEL: HAIKU,
    secretFiles: { ANTHROPIC_API_KEY: file },
  });
  await expect.poll(() => voices.status().route).toBe(HAIKU);
  const keys = () => anthropic.requests.map(({ headers }) => headers.authorization?.slice("Bearer ".length));

  const stop = new AbortController();
  anthropic.next = ["stall"];
  const old = speak(voices.modelFor("speak"), { signal: stop.signal });
  await expect.poll(keys).toEqual(["sk-first"]);
  writeFileSync(`${file}.new`, "sk-second\n");
  renameSync(`${file}.new`, file);
  expect((await speak(voices.modelFor("speak"))).text).toBe("Good evening, café 🎭.");
  expect(keys()).toEqual(["sk-first", "sk-second"]);
  expect(anthropic.abandoned()).toBe(0);
  stop.abort();
  expect((await old).text).not.toBe("");

  rmSync(file);
  expect((await speak(voices.modelFor("speak"))).finish?.route?.provider).toBe("rehearsal");
  expect(voices.status()).toMatchObject({
    kind: "rehearsal",
    problem: expect.stringMatching(/key file of Anthropic is missing/),
  });
  expect(voices.describe().providers[0]).toMatchObject({ keySource: "file", health: "paused" });
  writeFileSync(file, "sk-third");
  await expect.poll(() => voices.status().kind, { timeout: 15_000 }).toBe("provider");
  await speak(voices.modelFor("speak"));
  expect(keys().at(-1)).toBe("sk-third");
  expect(lines.join("\n")).not.toMatch(/sk-/);
});

test("A5 a new key closes the circuit that a refused one had opened", async () => {
  const anthropic = await serve(ANTHROPIC_FORMAT);
  const file = join(folder, "anthropic.key");
  writeFileSync(file, "sk-wrong");
  const secretFiles = { ANTHROPIC_API_KEY: file };
  const voices = start({ ANTHROPIC_API_KEY: "sk-wrong", ANTHROPIC_BASE_URL: anthropic.url, MODEL: HAIKU, secretFiles });
  await expect.poll(() => voices.status().route).toBe(HAIKU);
  anthropic.next = [{ status: 401 }];
  await speak(voices.modelFor("speak"));
  expect((await speak(voices.modelFor("speak"))).error?.message).toMatch(
    /^Anthropic refused the key \(HTTP 401\).* It is paused/,
  );
  writeFileSync(file, "sk-right");
  expect((await speak(voices.modelFor("speak"))).text).toBe("Good evening, café 🎭.");
  expect(voices.status().problem).toBeNull();
});

test("L2 people's calls go first on a remote route too, and the queue is shown", async () => {
  const anthropic = await serve(ANTHROPIC_FORMAT);
  const voices = start({ ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: anthropic.url, MODEL: HAIKU });
  await expect.poll(() => voices.status().route).toBe(HAIKU);
  anthropic.fault = "silence";
  const stop = new AbortController();
  const calls = Array.from({ length: 18 }, () => speak(voices.modelFor("speak"), { signal: stop.signal }));
  await expect.poll(() => voices.status().waiting).toBe(2);
  expect(voices.describe().providers[0]).toMatchObject({ running: 16, waiting: 2 });
  stop.abort();
  await Promise.all(calls);
  expect(voices.status().waiting).toBe(0);
});

test("L3 a model that does not support chat leaves its place to the next of its list, in the same turn", async () => {
  const vllm = await serve(OPENAI_FORMAT, "vectors", "llama-70b");
  const voices = start({ VLLM_URL: vllm.url });
  await expect.poll(() => voices.status().route).toBe("vllm/vectors");
  vllm.next = [{ status: 400, body: { error: { message: "The model does not support Chat Completions API" } } }];
  const { text, finish } = await speak(voices.modelFor("speak"));
  expect([text, finish?.route?.model]).toEqual(["Good evening, café 🎭.", "llama-70b"]);
  expect(vllm.requests.map(({ body }) => body["model"])).toEqual(["vectors", "llama-70b"]);
  await speak(voices.modelFor("speak"));
  expect(vllm.requests.at(-1)!.body["model"]).toBe("llama-70b");
  expect(voices.status().route).toBe("vllm/llama-70b");
});

test("L3 an account without credit is shown as paused, and another provider speaks", async () => {
  const { anthropic, voices } = await startBoth();
  anthropic.fault = {
    status: 400,
    body: { error: { type: "invalid_request_error", message: "Your credit balance is too low to access the API." } },
  };
  expect((await speak(voices.modelFor("speak"))).text).toBe("From vLLM.");
  expect(voices.describe().providers.find(({ provider }) => provider === "anthropic")).toMatchObject({
    health: "paused",
    problem: expect.stringContaining("no credit left"),
  });
});

test("A5 the address of a gateway is in nothing that guests can read", async () => {
  const voices = start({
    OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
    MODEL: "openai/llama",
    VLLM_URL: "http://127.0.0.1:9",
  });
  await expect.poll(() => voices.describe().providers.every(({ problem }) => problem !== null)).toBe(true);
  const { error } = await speak(voices.modelFor("speak"));
  expect(JSON.stringify([voices.describe(), voices.status(), error?.message])).not.toMatch(/127\.0\.0\.1/);
});
