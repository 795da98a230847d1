import { expect, test } from "vitest";
import { modelName } from "./embedded/model-name.ts";
import { parseRoute } from "./parse-route.ts";
import { isPrivateAddress, listProviders, type VoiceConfiguration } from "./provider-settings.ts";
import { readModelsFile } from "./read-models-file.adapter.ts";

const models = readModelsFile();
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

test("L3 what is on this machine or network is told from what is not", () => {
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
