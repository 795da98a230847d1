import { inEnglish, message } from "../../schema/messages/message.ts";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ANTHROPIC_FORMAT } from "../../test/model-servers/anthropic-format.ts";
import { collect, testScope } from "../../test/model-servers/collect.ts";
import { GEMINI_FORMAT } from "../../test/model-servers/gemini-format.ts";
import { HUGGING_FACE_FORMAT } from "../../test/model-servers/hugging-face-format.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import type { LanguageModel } from "../../engine/model/language-model.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { ConfiguredModels } from "../../schema/messages/models.ts";
import { VoiceStatus } from "../../schema/messages/voice.ts";
import { createVoices } from "./create-voices.adapter.ts";
import type { RunningVoices, VoiceDependencies } from "./voice-dependencies.ts";
import type { VoiceConfiguration } from "./providers/provider-settings.ts";

const NOBODY = "http://127.0.0.1:9";
let running: RunningVoices[] = [];
let servers: WireServer[] = [];
let records: CallRecord[];
let lines: string[];
let folder: string;

beforeEach(() => {
  [running, servers, records, lines] = [[], [], [], []];
  folder = mkdtempSync(join(tmpdir(), "dramatis voices "));
});
afterEach(async () => {
  await Promise.all(running.map((voices) => voices.close()));
  await Promise.all(servers.map((server) => server.close()));
});

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
      hubUrl: NOBODY,
      python: "no-such-python",
      places: [],
      ...dependencies,
    },
  );
  running.push(voices);
  return voices;
}

async function serve(format = OPENAI_FORMAT, ...models: string[]): Promise<WireServer> {
  const server = await startWireServer(format);
  server.models = models;
  servers.push(server);
  return server;
}

const speak = (model: LanguageModel) =>
  collect(model.stream({ messages: [{ role: "user", content: "Good evening!" }], maxTokens: 40 }, testScope()));
const routeOf = (voices: RunningVoices) => voices.status().route;

test("L2 the world speaks at once: rehearsal, labelled, until a voice is there", async () => {
  const voices = start({});
  expect(VoiceStatus.parse(voices.status())).toMatchObject({ kind: "rehearsal", route: "rehearsal/script" });
  expect((await speak(voices.modelFor("speak"))).text).not.toBe("");
  expect(records).toMatchObject([{ route: { provider: "rehearsal" }, outcome: "finished", cost: { totalNano: 0 } }]);
  await expect.poll(() => voices.status().problem).toMatch(/No model could be fetched.*Put a GGUF/);
  expect(voices.status().arriving).toBeNull();
});

test("L2 VOICE=rehearsal forces it, whatever is configured", async () => {
  const voices = start({ VOICE: "rehearsal", OPENAI_API_KEY: "sk-x", MODEL: "openai/gpt-6.1-terra" });
  expect(routeOf(voices)).toBe("rehearsal/script");
  expect(voices.status().arriving).toBeNull();
});

test("L2 a configured provider speaks, and its calls are priced and recorded with the reason", async () => {
  const server = await serve();
  const voices = start({ OPENAI_API_KEY: "sk-x", OPENAI_BASE_URL: `${server.url}/v1`, MODEL: "openai/gpt-6.1-terra" });
  await expect.poll(() => voices.status().kind).toBe("provider");
  expect((await speak(voices.modelFor("speak"))).text).toBe("Good evening, café 🎭.");
  const totalNano = 26 * 1_000 + 64 * 50 + 10 * 1_250 + 7 * 5_000;
  expect(records).toMatchObject([
    {
      why: message("why-model-setting"),
      route: { provider: "openai", model: "gpt-6.1-terra", local: false },
      cost: { totalNano },
    },
  ]);
  expect(lines.join("\n")).not.toContain("sk-x");
});

test("L1 without MODEL a key speaks with the default of models.yaml", async () => {
  const server = await serve(ANTHROPIC_FORMAT);
  const voices = start({ ANTHROPIC_API_KEY: "sk-x", ANTHROPIC_BASE_URL: server.url });
  await expect.poll(() => routeOf(voices)).toBe("anthropic/claude-haiku-5-5");
  expect((await speak(voices.modelFor("speak"))).text).toBe("Good evening, café 🎭.");
  expect(records[0]!.cost.totalNano).toBeGreaterThan(0);
});

test("L1 a Gemini key or a Hugging Face endpoint makes a persona speak", async () => {
  const gemini = await serve(GEMINI_FORMAT);
  const withGemini = start({ GEMINI_API_KEY: "k", GEMINI_BASE_URL: gemini.url });
  await expect.poll(() => routeOf(withGemini)).toMatch(/^gemini\//);
  expect((await speak(withGemini.modelFor("speak"))).text).toBe("Good evening, café 🎭.");
  const endpoint = await serve(HUGGING_FACE_FORMAT);
  const withEndpoint = start({ HF_ENDPOINT_URL: endpoint.url, HF_TOKEN: "hf_x" });
  await expect.poll(() => routeOf(withEndpoint)).toBe("huggingface/tgi");
  expect((await speak(withEndpoint.modelFor("speak"))).text).toBe("Good evening, café 🎭.");
  expect(records.map(({ route, cost }) => [route.provider, cost.totalNano > 0])).toEqual([
    ["gemini", true],
    ["huggingface", false],
  ]);
  expect(withGemini.describe().providers).toMatchObject([{ provider: "gemini", label: "Gemini", local: false }]);
});

test("L1 EMBEDDING_MODEL makes vectors for memory; one that cannot is reported, and memory falls back to words", async () => {
  const server = await serve();
  const address = { OPENAI_API_KEY: "k", OPENAI_BASE_URL: `${server.url}/v1`, MODEL: "openai/m" };
  const voices = start({ ...address, EMBEDDING_MODEL: "openai/text-embedding-3-small" });
  const [vector] = await voices.embedding.get()!.embed(["a cat"], testScope());
  expect(vector).toHaveLength(3);
  expect(records).toMatchObject([{ context: { task: "embed" }, outcome: "finished" }]);
  expect(records[0]!.cost.totalNano).toBeGreaterThan(0);
  const places = [{ provider: "ollama", label: "Ollama", url: server.url }];
  const local = start({ VOICE: "rehearsal", EMBEDDING_MODEL: "ollama/nomic-embed-text" }, { places });
  expect(await local.embedding.get()!.embed(["a cat"], testScope())).toHaveLength(1);
  expect(records[1]).toMatchObject({ cost: { totalNano: 0 } });
  expect(start({}).embedding.get()).toBeNull();
  expect(start({ ANTHROPIC_API_KEY: "k", EMBEDDING_MODEL: "anthropic/x" }).embedding.get()).toBeNull();
  expect(lines.join("\n")).toMatch(/anthropic makes no vectors\. Memory goes by words/);
});

test("L2 a model server on this machine is found and speaks for nothing", async () => {
  const server = await serve(OPENAI_FORMAT, "llama3.2");
  const voices = start({}, { places: [{ provider: "ollama", label: "Ollama", url: server.url }] });
  await expect
    .poll(() => voices.status())
    .toMatchObject({
      kind: "endpoint",
      route: "ollama/llama3.2",
      label: "llama3.2 (Ollama)",
      provider: "Ollama",
      arriving: null,
      problem: null,
    });
  await speak(voices.modelFor("speak"));
  expect(records).toMatchObject([{ route: { provider: "ollama", local: true }, cost: { totalNano: 0 } }]);
});

test("L2 a configured server that still starts is waited for, with the reason shown", async () => {
  const server = await serve(OPENAI_FORMAT);
  const voices = start({ VLLM_URL: server.url });
  await expect.poll(() => voices.status().problem).toMatch(/vLLM lists no model/);
  expect(voices.status()).toMatchObject({ kind: "rehearsal", arriving: { step: "looking" } });
  server.models = ["llama-3.1-8b"];
  await expect.poll(() => routeOf(voices), { timeout: 15_000 }).toBe("vllm/llama-3.1-8b");
  expect(voices.status().problem).toBeNull();
});

test("L2 MODEL of a provider that is not configured says so", async () => {
  start({ MODEL: "anthropic/claude-haiku-5-5" });
  await expect
    .poll(() => lines.join("\n"))
    .toMatch(/MODEL names anthropic\/claude-haiku-5-5, but anthropic is not configured/);
});

test("L2 a MODEL_FILE that is no model is reported, and rehearsal keeps speaking", async () => {
  writeFileSync(join(folder, "page.gguf"), "<html>");
  const voices = start({ MODEL_FILE: join(folder, "page.gguf") });
  await expect.poll(() => voices.status().problem).toMatch(/page\.gguf, which is not a GGUF/);
  expect(voices.status().kind).toBe("rehearsal");
});

test("L2 a GGUF that cannot be loaded is reported, and rehearsal keeps speaking", async () => {
  writeFileSync(join(folder, "broken.gguf"), `GGUF${"x".repeat(100)}`);
  const voices = start({ MODEL_FILE: join(folder, "broken.gguf") });
  await expect.poll(() => voices.status().problem, { timeout: 60_000 }).toMatch(/^broken cannot be run: /);
  expect((await speak(voices.modelFor("speak"))).text).not.toBe("");
}, 90_000);

test("L1 each persona may have its own voice; one that is not there falls back and says so", async () => {
  const [openAi, vllm] = [await serve(), await serve(OPENAI_FORMAT, "llama")];
  vllm.text = ["From vLLM."];
  const voices = start({
    OPENAI_API_KEY: "k",
    OPENAI_BASE_URL: `${openAi.url}/v1`,
    MODEL: "openai/local",
    VLLM_URL: vllm.url,
    LIGHT_MODEL: "vllm/llama",
  });
  await expect.poll(() => voices.status().kind).toBe("endpoint");
  expect((await speak(voices.modelFor("speak", "vllm/llama"))).text).toBe("From vLLM.");
  expect((await speak(voices.modelFor("light"))).text).toBe("From vLLM.");
  expect((await speak(voices.modelFor("speak", "gemini/pro"))).text).toBe("Good evening, café 🎭.");
  expect(voices.modelFor("speak", "rehearsal/script").route.provider).toBe("rehearsal");
  expect(records.map(({ route, why }) => [route.provider, inEnglish(why)])).toEqual([
    ["vllm", "the persona's own voice"],
    ["vllm", "LIGHT_MODEL names it"],
    ["openai", "gemini/pro is not available; MODEL names it"],
  ]);
});

test("L6 a paid model without a price is refused before the call, naming the file to edit", async () => {
  const server = await serve();
  const voices = start({
    ANTHROPIC_API_KEY: "k",
    ANTHROPIC_BASE_URL: server.url,
    MODEL: "anthropic/claude-of-tomorrow",
  });
  await expect.poll(() => voices.status().kind).toBe("provider");
  expect((await speak(voices.modelFor("speak"))).error?.message).toMatch(/claude-of-tomorrow.*models\.yaml/);
  expect(server.requests).toHaveLength(0);
});

test("L6 PRICES_FILE replaces the shipped prices, and a wrong one stops the start with the names of all wrong fields", () => {
  const file = join(folder, "prices.yaml");
  writeFileSync(
    file,
    "defaults: {}\nmodels:\n  - { provider: openai, model: x, prices: [{ from: soon, source: me, bands: [{ input: 1, output: -1 }] }] }\n",
  );
  expect(() => start({ PRICES_FILE: file })).toThrow(
    /prices\.yaml are wrong at models\.0\.prices\.0\.from: .*; at models\.0\.prices\.0\.bands\.0\.output: /,
  );
});

test("L4 POLICIES_FILE replaces the shipped limits, and a wrong one stops the start with the names of all wrong fields", async () => {
  const file = join(folder, "policies.yaml");
  const shipped = readFileSync(fileURLToPath(new URL("../../policies.yaml", import.meta.url)), "utf8");
  writeFileSync(file, shipped.replace("person: 120", "person: 2"));
  const server = await serve();
  const voices = start({
    OPENAI_API_KEY: "k",
    OPENAI_BASE_URL: `${server.url}/v1`,
    MODEL: "openai/m",
    POLICIES_FILE: file,
  });
  expect(voices.describe().policies.talk.callsPerMinute.person).toBe(2);
  writeFileSync(file, shipped.replace("person: 120", "person: many").replace("redaction: always", "redaction: never"));
  expect(() => start({ POLICIES_FILE: file })).toThrow(
    /policies\.yaml are wrong at talk\.callsPerMinute\.person: .*; at run\.redaction: /,
  );
});

test("A5 the configuration can be listed without keys and addresses", async () => {
  const server = await serve();
  const voices = start({
    OPENAI_API_KEY: "sk-secret",
    ANTHROPIC_API_KEY: "sk-other",
    VLLM_URL: server.url,
    VLLM_API_KEY: "sk-third",
    MODEL: "vllm/m",
  });
  await expect.poll(() => voices.status().kind).toBe("endpoint");
  const listed = ConfiguredModels.parse(voices.describe());
  expect(listed.providers.map(({ provider, local }) => [provider, local])).toEqual([
    ["openai", false],
    ["anthropic", false],
    ["vllm", true],
  ]);
  expect(listed.providers[1]!.priced).toContainEqual(
    expect.objectContaining({ model: "claude-haiku-5-5", input: 0.1, output: 0.5 }),
  );
  expect(JSON.stringify(listed)).not.toMatch(/sk-|127\.0\.0\.1/);
});
