import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createAnthropicModel } from "./anthropic.adapter.ts";
import { createCompatibleModel } from "./compatible.adapter.ts";
import { createGeminiModel } from "./gemini.adapter.ts";
import { createGroqModel } from "./groq.adapter.ts";
import { createHuggingFaceModel } from "./hugging-face.adapter.ts";
import { createModelFetch } from "../wire/model-fetch.adapter.ts";
import { createOpenAiModel } from "./openai.adapter.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { BLOCKED_PROMPT, GEMINI_FORMAT } from "../../../test/model-servers/gemini-format.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireFormat, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";

const KEY = "sk-secret-key";
const chat = {
  messages: [
    { role: "system" as const, content: "You are Mira." },
    { role: "user" as const, content: "Good evening!" },
  ],
  maxTokens: 50,
};
const route = { provider: "vllm", model: "test-model", local: true, label: "vLLM" };

describe("what the formats differ in", () => {
  let server: WireServer;
  const { fetch } = createModelFetch();
  const open = async (format: WireFormat) => (server = await startWireServer(format));
  afterEach(() => server.close());

  test("L6 an aborted Anthropic stream keeps the prompt's exact counts and estimates the rest", async () => {
    await open(ANTHROPIC_FORMAT);
    server.fault = "endless";
    const model = createAnthropicModel("test-model", { baseUrl: server.url, apiKey: KEY, fetch });
    const stop = new AbortController();
    const { error } = await collect(model.stream(chat, testScope({ signal: stop.signal })), () => stop.abort());
    expect(error?.usage).toMatchObject({ input: 26, cached: 64, cacheWrite5m: 4, cacheWrite1h: 6, exact: false });
  });

  test("L1 each server is asked in its own words", async () => {
    await open(OPENAI_FORMAT);
    const responseSchema = { name: "choice", schema: { type: "object" } };
    const request = { ...chat, temperature: 0.5, seed: 4, stop: ["\nOtto:"], responseSchema };
    await collect(
      createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch }).stream(request, testScope()),
    );
    await collect(
      createCompatibleModel(route, { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch }).stream(request, testScope()),
    );
    const [openAi, compatible] = server.requests;
    const shared = { temperature: 0.5, seed: 4, stop: ["\nOtto:"], stream_options: { include_usage: true } };
    expect(openAi!.body).toMatchObject({
      ...shared,
      max_completion_tokens: 50,
      response_format: { type: "json_schema" },
    });
    expect(openAi!.body).not.toHaveProperty("max_tokens");
    expect(compatible!.body).toMatchObject({ ...shared, max_tokens: 50 });
    expect(openAi!.headers).toMatchObject({ authorization: `Bearer ${KEY}`, "user-agent": "Dramatis" });
  });

  test("L1 Groq and Hugging Face are asked in their own words", async () => {
    await open(OPENAI_FORMAT);
    const endpoint = { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch };
    const request = { ...chat, responseSchema: { name: "choice", schema: { type: "object" } } };
    const groq = createGroqModel("openai/gpt-oss-120b", endpoint);
    await collect(groq.stream(request, testScope()));
    await collect(createHuggingFaceModel("tgi", endpoint, false).stream(request, testScope()));
    expect(server.requests[0]!.body).toMatchObject({
      max_completion_tokens: 50,
      reasoning_effort: "low",
      reasoning_format: "hidden",
      response_format: { type: "json_schema" },
    });
    expect(server.requests[1]!.body).toMatchObject({
      max_tokens: 50,
      response_format: { type: "json_object", value: { type: "object" } },
    });
    const message = "`reasoning_format` is not supported with this model";
    server.next = [{ status: 400, body: { error: { message, type: "invalid_request_error" } } }];
    expect((await collect(groq.stream(chat, testScope()))).error).toBeNull();
    expect(server.requests.at(-1)!.body).not.toHaveProperty("reasoning_format");
  });

  test("L1 Anthropic gets its system text apart, turns that alternate, and a schema in its own place", async () => {
    await open(ANTHROPIC_FORMAT);
    const model = createAnthropicModel("m", { baseUrl: server.url, apiKey: KEY, fetch });
    const messages = [
      ...chat.messages,
      { role: "user" as const, content: "Anybody?" },
      { role: "assistant" as const, content: "Yes." },
      { role: "user" as const, content: "Oh." },
    ];
    await collect(
      model.stream(
        { messages, maxTokens: 9, temperature: 1.7, responseSchema: { name: "n", schema: { type: "object" } } },
        testScope(),
      ),
    );
    expect(server.requests[0]!.body).toMatchObject({
      system: [{ type: "text", text: "You are Mira." }],
      max_tokens: 9,
      temperature: 1,
      messages: [
        { role: "user", content: [{ text: "Good evening!" }, { text: "Anybody?" }] },
        { role: "assistant", content: [{ text: "Yes." }] },
        { role: "user", content: [{ text: "Oh." }] },
      ],
      output_config: { format: { type: "json_schema", schema: { type: "object" } } },
    });
    expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test("L1 Gemini is asked in its own words, and its refusals are read", async () => {
    await open(GEMINI_FORMAT);
    const model = createGeminiModel("m", { baseUrl: server.url, apiKey: KEY, fetch });
    const stop = ["1", "2", "3", "4", "5", "6"];
    const request = {
      ...chat,
      temperature: 0.5,
      seed: 4,
      stop,
      responseSchema: { name: "n", schema: { type: "object" } },
    };
    await collect(model.stream(request, testScope()));
    expect(server.requests[0]!.path).toBe("/v1beta/models/m:streamGenerateContent?alt=sse");
    expect(server.requests[0]!.headers["x-goog-api-key"]).toBe(KEY);
    expect(server.requests[0]!.body).toMatchObject({
      systemInstruction: { parts: [{ text: "You are Mira." }] },
      contents: [{ role: "user", parts: [{ text: "Good evening!" }] }],
      generationConfig: {
        maxOutputTokens: 50,
        temperature: 0.5,
        seed: 4,
        stopSequences: stop.slice(0, 5),
        responseMimeType: "application/json",
        responseJsonSchema: { type: "object" },
        thinkingConfig: { thinkingBudget: 0 },
      },
    });

    const refuse = (status: number, message: string, ...details: object[]) => ({
      status,
      body: { error: { code: status, message, status: "INVALID_ARGUMENT", details } },
    });
    server.next = [refuse(400, "Budget 0 is invalid. This model only works in thinking mode.")];
    expect((await collect(model.stream(chat, testScope()))).error).toBeNull();
    expect(server.requests[2]!.body["generationConfig"]).toEqual({ maxOutputTokens: 50 });
    server.fault = refuse(400, "API key not valid.", { reason: "API_KEY_INVALID" });
    expect((await collect(model.stream(chat, testScope()))).error?.code).toBe("unauthorised");
    server.fault = refuse(429, "Quota exceeded.", { "@type": "google.rpc.RetryInfo", retryDelay: "34s" });
    expect((await collect(model.stream(chat, testScope()))).error).toMatchObject({
      code: "rate-limited",
      retryAfterMs: 34_000,
    });
  });

  test("L3 a prompt that Gemini blocks is reported as filtered, and an aborted answer keeps the prompt's counts", async () => {
    await open({ ...GEMINI_FORMAT, answer: () => [BLOCKED_PROMPT] });
    const model = createGeminiModel("m", { baseUrl: server.url, apiKey: KEY, fetch });
    expect(await collect(model.stream(chat, testScope()))).toMatchObject({
      text: "",
      error: { code: "filtered", usage: { input: 90, output: 0, exact: true } },
    });
    await server.close();
    await open(GEMINI_FORMAT);
    server.fault = "endless";
    const stop = new AbortController();
    const again = createGeminiModel("m", { baseUrl: server.url, apiKey: KEY, fetch });
    const { error } = await collect(again.stream(chat, testScope({ signal: stop.signal })), () => stop.abort());
    expect(error?.usage).toMatchObject({ input: 26, cached: 64, exact: false });
  });

  test("L1 a parameter that a model refuses is left out from then on, and stop strings hold all the same", async () => {
    await open(OPENAI_FORMAT);
    const model = createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch });
    const refuse = (param: string) => ({
      status: 400,
      body: { error: { message: `Unsupported parameter: '${param}'`, code: "unsupported_parameter", param } },
    });
    server.next = [refuse("temperature"), refuse("reasoning_effort")];
    expect((await collect(model.stream({ ...chat, temperature: 1 }, testScope()))).error).toBeNull();
    expect(server.requests).toHaveLength(3);
    await collect(model.stream({ ...chat, temperature: 1 }, testScope()));
    expect(server.requests[3]!.body).not.toHaveProperty("temperature");
    expect(server.requests[3]!.body).not.toHaveProperty("reasoning_effort");
    server.next = [refuse("stop")];
    for (let call = 0; call < 2; call++)
      expect(await collect(model.stream({ ...chat, stop: ["ing, c"] }, testScope()))).toMatchObject({
        text: "Good even",
        finish: { reason: "stop", usage: { exact: false } },
      });
    expect(server.requests).toHaveLength(7);
    expect(server.requests.at(-1)!.body).not.toHaveProperty("stop");
  });

  test("L1 untemplated completion sends the prompt as it is and brings log-probabilities", async () => {
    await open(OPENAI_FORMAT);
    const model = createCompatibleModel(route, { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch });
    const { finish } = await collect(
      model.stream({ prompt: "A:", maxTokens: 3, stop: ["B:"], topLogProbabilities: 2 }, testScope()),
    );
    expect(server.requests[0]).toMatchObject({
      path: "/v1/completions",
      body: { prompt: "A:", max_tokens: 3, stop: ["B:"], logprobs: 2 },
    });
    expect(finish!.logProbabilities).toHaveLength(4);
    expect(finish!.logProbabilities![0]).toEqual({
      token: "Good ",
      logProbability: -0.5,
      top: [
        { token: "Good ", logProbability: -0.5 },
        { token: "other", logProbability: -1.5 },
      ],
    });
  });

  test.skipIf(process.platform === "win32")("L2 a model is reached over a private socket", async () => {
    const socketPath = join(mkdtempSync(join(tmpdir(), "dramatis-test-")), "voice.sock");
    server = await startWireServer(OPENAI_FORMAT, socketPath);
    const connection = createModelFetch(socketPath);
    const model = createCompatibleModel(route, { baseUrl: "http://embedded/v1", apiKey: KEY, fetch: connection.fetch });
    expect((await collect(model.stream(chat, testScope()))).text).toBe("Good evening, café 🎭.");
    await connection.close();
  });
});
