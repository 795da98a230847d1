import { verbatim } from "../../../schema/messages/message.ts";
import { expect, test } from "vitest";
import { testScope } from "../../../test/model-servers/collect.ts";
import { modelName } from "../embedded/model-name.ts";
import { parseRoute } from "../routing/parse-route.ts";
import { createAdapter } from "./create-adapter.adapter.ts";
import { describeProvider } from "./list-configured.ts";
import { openProvider } from "./provider-routes.adapter.ts";
import { isPrivateAddress } from "../../configuration/network-address.ts";
import { listProviders, type VoiceConfiguration } from "./provider-settings.ts";
import { readModelsFile } from "../read-models-file.adapter.ts";
import { testPolicies } from "../../../test/test-policies.ts";

const models = readModelsFile();
const ports = { now: () => new Date(), newId: () => "", recordCall: () => undefined };
const list = (change: Partial<VoiceConfiguration>) =>
  listProviders({ DATA_DIR: "./data", VOICE: "auto", ...change }, models);

test("L1 each key and address configures its provider, in the order of preference", () => {
  expect(list({})).toEqual([]);
  const all = list({
    OPENAI_API_KEY: "a",
    ANTHROPIC_API_KEY: "b",
    GEMINI_API_KEY: "c",
    GROQ_API_KEY: "d",
    HF_ENDPOINT_URL: "https://x.endpoints.huggingface.cloud",
    HF_TOKEN: "hf_e",
    VLLM_URL: "http://gpu:8000/v1",
    OLLAMA_URL: "http://127.0.0.1:11434",
  });
  expect(
    all.map(({ provider, wire, local, baseUrl, defaultModel }) => [provider, wire, local, baseUrl, defaultModel]),
  ).toEqual([
    ["openai", "openai", false, "https://api.openai.com/v1", models.defaults.openai],
    ["anthropic", "anthropic", false, "https://api.anthropic.com", models.defaults.anthropic],
    ["gemini", "gemini", false, "https://generativelanguage.googleapis.com", models.defaults.gemini],
    ["groq", "groq", false, "https://api.groq.com/openai/v1", models.defaults.groq],
    ["huggingface", "hugging-face", false, "https://x.endpoints.huggingface.cloud/v1", "tgi"],
    ["vllm", "compatible", true, "http://gpu:8000/v1", null],
    ["ollama", "compatible", true, "http://127.0.0.1:11434/v1", null],
  ]);
});

test("L1 OPENAI_BASE_URL may lead to any compatible server, with or without a key", () => {
  expect(list({ OPENAI_BASE_URL: "http://localhost:9999/v1" })).toMatchObject([
    { provider: "openai", wire: "compatible", local: true, defaultModel: null },
  ]);
  expect(list({ OPENAI_BASE_URL: "https://models.example.org/v1", OPENAI_API_KEY: "k" })).toMatchObject([
    { wire: "compatible", local: false, apiKey: "k" },
  ]);
  expect(list({ OPENAI_BASE_URL: "https://eu.api.openai.com/v1", OPENAI_API_KEY: "k" })).toMatchObject([
    { wire: "openai", local: false },
  ]);
});

test.each([
  ["http://notopenai.com/v1", "compatible", "The server at OPENAI_BASE_URL", "any"],
  ["https://api.openai.com.example.org/v1", "compatible", "The server at OPENAI_BASE_URL", "any"],
  ["https://api.openai.com/v1", "openai", "OpenAI", "no-training"],
  ["https://eu.api.openai.com/v1", "openai", "OpenAI", "no-training"],
])("L3 at %s is %s: %s, which promises %s", (url, wire, label, tier) =>
  expect(list({ OPENAI_BASE_URL: url, OPENAI_API_KEY: "k" })).toMatchObject([{ wire, label, tier }]),
);

test("L3 a provider's name and promises hold at its own hosts, and for a proxy on this machine", () => {
  const settingsAt = (anthropic: string, huggingFace: string) =>
    list({ ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: anthropic, HF_ENDPOINT_URL: huggingFace }).map(
      ({ label, tier }) => [label, tier],
    );
  const theirs = [
    ["Anthropic", "no-training"],
    ["Hugging Face", "no-training"],
  ];
  expect(settingsAt("https://api.anthropic.com", "https://x.endpoints.huggingface.cloud")).toEqual(theirs);
  expect(settingsAt("http://localhost:4000", "http://127.0.0.1:4000")).toEqual(theirs);
  expect(settingsAt("https://notapi.anthropic.com", "https://endpoints.huggingface.cloud.example.org")).toEqual([
    ["The server at ANTHROPIC_BASE_URL", "any"],
    ["Hugging Face", "any"],
  ]);
});

test("L6 a server that is not this machine is free only if models.yaml says so", () => {
  const freeOf = (change: Partial<VoiceConfiguration>, free = models.free) =>
    listProviders({ DATA_DIR: "./data", VOICE: "auto", ...change }, { ...models, free }).map((settings) => [
      settings.provider,
      settings.free,
      createAdapter(settings, "some-model", { ...ports, prices: models }, fetch).route.local,
    ]);
  for (const here of ["localhost", "127.0.0.9", "[::1]", "host.docker.internal"])
    expect(freeOf({ OPENAI_BASE_URL: `http://${here}:4000/v1` })).toEqual([["openai", true, true]]);
  for (const gateway of ["10.1.2.3", "litellm", "localhost.internal", "[fd00::1]"])
    expect(freeOf({ OPENAI_BASE_URL: `http://${gateway}:4000/v1` })).toEqual([["openai", false, false]]);
  const own = { VLLM_URL: "http://vllm:8000/v1", OLLAMA_URL: "http://10.1.2.3:11434" };
  expect(freeOf(own).map(([, ...free]) => free)).toEqual([
    [true, true],
    [true, true],
  ]);
  expect(freeOf(own, []).map(([, ...free]) => free)).toEqual([
    [false, false],
    [false, false],
  ]);
  const said = [{ provider: "openai", source: "ours" }];
  expect(freeOf({ OPENAI_BASE_URL: "http://10.1.2.3/v1" }, said)).toEqual([["openai", true, true]]);
  expect(freeOf({ OPENAI_BASE_URL: "https://models.example.org/v1" }, said)).toEqual([["openai", false, false]]);
});

test("L6 operators see that nothing of a gateway is called while its prices are not known", async () => {
  const [settings] = list({ OPENAI_BASE_URL: "http://10.1.2.3:4000/v1" });
  const routes = openProvider(settings!, { ...ports, prices: models, policies: testPolicies });
  const problemOf = (file: typeof models) => describeProvider(routes, file, "2026-11-20").problem;
  expect(problemOf({ ...models, models: [] })).toMatch(
    /OPENAI_BASE_URL .*none is called.*to models\.yaml, or list the provider under free/,
  );
  expect(describeProvider(routes, { ...models, models: [] }, "2026-11-20").problemMessage).toMatchObject({
    code: "provider-unpriced",
    values: { file: "models.yaml" },
  });
  expect(problemOf(models)).toBeNull();
  await expect(async () => {
    for await (const _ of routes
      .open("some-model", verbatim("test"))
      .stream({ messages: [], maxTokens: 1 }, testScope()));
  }).rejects.toThrow(/price of openai\/some-model is not known.*models\.yaml.*under free/);
  await routes.close();
});

test("L3 addresses on this machine or network are distinguished from others", () => {
  const here = [
    "http://127.0.0.1:1",
    "http://[::1]:1",
    "http://10.1.2.3",
    "http://172.20.0.1",
    "http://192.168.1.1",
    "http://vllm:8000",
    "http://gpu.local",
    "http://[fd00::1]",
  ];
  const elsewhere = [
    "https://api.openai.com",
    "http://8.8.8.8",
    "http://172.32.0.1",
    "https://localhost.example.org",
    "http://[2606::1]",
    "http://[fd::1]",
  ];
  expect(here.map(isPrivateAddress)).toEqual(here.map(() => true));
  expect(elsewhere.map(isPrivateAddress)).toEqual(elsewhere.map(() => false));
});

test("L2 a route and a model's name are read from text", () => {
  expect(parseRoute("vllm/meta-llama/Llama-3.1-8B")).toEqual({ provider: "vllm", model: "meta-llama/Llama-3.1-8B" });
  expect([parseRoute("gpt"), parseRoute("/x"), parseRoute("x/")]).toEqual([null, null, null]);
  expect(
    ["/a/SmolLM2-135M-Instruct.Q4_1.gguf", "C:\\m\\qwen2.5-0.5b-instruct-q4_k_m.gguf", "plain.gguf"].map(modelName),
  ).toEqual(["SmolLM2-135M-Instruct", "qwen2.5-0.5b-instruct", "plain"]);
});
