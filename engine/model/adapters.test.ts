import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errors } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAnthropicModel } from "./anthropic.adapter.ts";
import { createCompatibleModel } from "./compatible.adapter.ts";
import type { CallContext, LanguageModel, ModelErrorCode, ModelEvent, Usage } from "./language-model.ts";
import { createGeminiModel } from "./gemini.adapter.ts";
import { createGroqModel } from "./groq.adapter.ts";
import { createHuggingFaceModel } from "./hugging-face.adapter.ts";
import { createModelFetch, type ModelFetch } from "./model-fetch.adapter.ts";
import { createOpenAiModel } from "./openai.adapter.ts";
import { ANTHROPIC_FORMAT } from "./test-servers/anthropic-format.ts";
import { collect, testContext } from "./test-servers/collect.ts";
import { BLOCKED_PROMPT, GEMINI_FORMAT } from "./test-servers/gemini-format.ts";
import { GROQ_FORMAT } from "./test-servers/groq-format.ts";
import { HUGGING_FACE_FORMAT } from "./test-servers/hugging-face-format.ts";
import { OPENAI_FORMAT } from "./test-servers/openai-format.ts";
import { startWireServer, type Fault, type WireFormat, type WireServer } from "./test-servers/wire-server.adapter.ts";

const KEY = "sk-secret-key";
const chat = {
  messages: [
    { role: "system" as const, content: "You are Mira." },
    { role: "user" as const, content: "Good evening!" },
  ],
  maxTokens: 50,
};
const route = { provider: "vllm", model: "test-model", local: true, label: "vLLM" };

const CACHED = { input: 26, cached: 64, output: 7, reasoning: 3 };

type Subject = {
  name: string;
  format: WireFormat;
  /** What this provider's fixture says, in the normal form. */
  counts: Partial<Usage>;
  /** What its error in the middle of a stream becomes: "overloaded" where it says whose fault it was. */
  midway?: ModelErrorCode;
  create(url: string, fetch: typeof globalThis.fetch): LanguageModel;
  call(model: LanguageModel, context: CallContext): AsyncIterable<ModelEvent>;
};

const subjects: Subject[] = [
  {
    name: "OpenAI",
    format: OPENAI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 10, cacheWrite1h: 0 },
    create: (url, fetch) => createOpenAiModel("test-model", { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, context) => model.stream(chat, context),
  },
  {
    name: "Anthropic",
    format: ANTHROPIC_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 4, cacheWrite1h: 6 },
    create: (url, fetch) => createAnthropicModel("test-model", { baseUrl: url, apiKey: KEY, fetch }),
    call: (model, context) => model.stream(chat, context),
  },
  {
    name: "Gemini",
    format: GEMINI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 0, cacheWrite1h: 0 },
    create: (url, fetch) => createGeminiModel("test-model", { baseUrl: url, apiKey: KEY, fetch }),
    call: (model, context) => model.stream(chat, context),
  },
  {
    name: "Groq",
    format: GROQ_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 0, cacheWrite1h: 0 },
    create: (url, fetch) => createGroqModel("test-model", { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, context) => model.stream(chat, context),
  },
  {
    name: "Hugging Face",
    format: HUGGING_FACE_FORMAT,
    midway: "broken-stream",
    counts: { input: 90, cached: 0, output: 7, reasoning: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    create: (url, fetch) => createHuggingFaceModel("tgi", { baseUrl: `${url}/v1`, apiKey: KEY, fetch }, false),
    call: (model, context) => model.stream(chat, context),
  },
  {
    name: "compatible chat",
    format: OPENAI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 10, cacheWrite1h: 0 },
    create: (url, fetch) => createCompatibleModel(route, { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, context) => model.stream(chat, context),
  },
  {
    name: "compatible completion",
    format: OPENAI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 10, cacheWrite1h: 0 },
    create: (url, fetch) => createCompatibleModel(route, { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, context) => model.complete!({ prompt: "Once upon a time", maxTokens: 50 }, context),
  },
];

const failures: [Fault, ModelErrorCode][] = [
  ["reset", "unreachable"],
  ["reset-midway", "broken-stream"],
  ["cut-off", "broken-stream"],
  ["truncated-json", "broken-stream"],
  ["wrong-content-type", "broken-stream"],
  [{ status: 400 }, "bad-request"],
  [{ status: 401 }, "unauthorised"],
  [{ status: 402 }, "unauthorised"],
  [{ status: 403 }, "unauthorised"],
  [{ status: 404 }, "bad-request"],
  [{ status: 429 }, "rate-limited"],
  [{ status: 500 }, "overloaded"],
  [{ status: 503 }, "overloaded"],
  [{ status: 529 }, "overloaded"],
];

describe.each(subjects)("$name", (subject) => {
  let server: WireServer;
  let connection: ModelFetch;
  let model: LanguageModel;
  const run = (context: Partial<CallContext> = {}, onDelta?: (count: number) => void) =>
    collect(subject.call(model, testContext(context)), onDelta);

  beforeEach(async () => {
    server = await startWireServer(subject.format);
    connection = createModelFetch();
    model = subject.create(server.url, connection.fetch);
  });
  afterEach(async () => {
    await connection.close();
    await server.close();
  });

  test("L1 streams what the provider says, also when characters are split over packets", async () => {
    for (const fault of ["none", "split-bytes"] as const) {
      server.fault = fault;
      const { text, deltas, finish, error } = await run();
      expect({ text, deltas, error }).toEqual({ text: "Good evening, café 🎭.", deltas: server.text, error: null });
      expect(finish).toMatchObject({ reason: "stop" });
    }
  });

  test("L6 counts every token once, cached ones apart from fresh ones", async () => {
    const { finish } = await run();
    expect(finish!.usage).toMatchObject({ ...subject.counts, exact: true });
    expect(finish!.usage.raw).toBeTruthy();
  });

  test.each(failures)("L3 %j becomes %s, in words and without the key", async (fault, code) => {
    server.fault = fault;
    const { error, finish } = await run();
    expect(error?.code).toBe(code);
    expect(finish).toBeNull();
    expect(error!.message).toMatch(/^(OpenAI|Anthropic|Gemini|Groq|Hugging Face|vLLM) .*\.$/s);
    expect(error!.message).not.toContain(KEY);
    // A provider that had begun to answer has done work; one that refused has not.
    expect(error!.usage === null).toBe(!["reset-midway", "cut-off", "truncated-json"].includes(fault as string));
  });

  test("L3 an error event in the middle of a stream is told, with what it cost so far", async () => {
    server.fault = "error-midway";
    const { error } = await run();
    expect(error?.code).toBe(subject.midway ?? "overloaded");
    expect(error?.usage).toMatchObject({ exact: false });
  });

  test("L3 a server that is not there is unreachable", async () => {
    await server.close();
    expect((await run()).error).toMatchObject({ code: "unreachable", usage: null });
  });

  test("L3 a connection that is not accepted in time is a connect time-out", async () => {
    const timedOut = () =>
      Promise.reject(new TypeError("fetch failed", { cause: new errors.ConnectTimeoutError("Connect Timeout Error") }));
    const { error } = await collect(subject.call(subject.create(server.url, timedOut), testContext()));
    expect(error).toMatchObject({ code: "connect-timeout", usage: null });
  });

  test("L3 a server that ignores the token cap and never stops is stopped", async () => {
    server.fault = "endless";
    const { finish, text } = await run();
    expect(finish).toMatchObject({ reason: "length", usage: { exact: false } });
    expect(text.length).toBeLessThan(2_000);
    await expect.poll(server.abandoned).toBe(1);
  });

  test("L3 the wait that a 429 asks for is read, in seconds and as a date", async () => {
    server.fault = { status: 429, headers: { "retry-after": "7" } };
    expect((await run()).error?.retryAfterMs).toBe(7_000);
    server.fault = { status: 429, headers: { "retry-after": new Date(Date.now() + 60_000).toUTCString() } };
    const wait = (await run()).error!.retryAfterMs!;
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });

  test("C4 an abort closes the request at the provider and carries what was used", async () => {
    server.fault = "endless";
    const stop = new AbortController();
    const { error, deltas } = await run({ signal: stop.signal }, (count) => count === 5 && stop.abort());
    expect(error).toMatchObject({ code: "aborted", usage: { exact: false } });
    expect(error!.usage!.output).toBeGreaterThan(0);
    expect(deltas).toHaveLength(5);
    await expect.poll(server.abandoned).toBe(1);
  });

  test("C4 an abort while the provider is silent ends at once", async () => {
    server.fault = "silence";
    const stop = new AbortController();
    const call = run({ signal: stop.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    stop.abort();
    expect((await call).error?.code).toBe("aborted");
    await expect.poll(server.abandoned).toBe(1);
  });

  test("C4 a reader that leaves closes the request at the provider", async () => {
    server.fault = "endless";
    for await (const event of subject.call(model, testContext())) if (event.type === "text-delta") break;
    await expect.poll(server.abandoned).toBe(1);
  });

  test("C4 a call that is stopped before it began is never sent", async () => {
    expect((await run({ signal: AbortSignal.abort() })).error).toMatchObject({ code: "aborted", usage: null });
    expect(server.requests).toHaveLength(0);
  });

  test("M7 an empty answer ends like any other", async () => {
    server.fault = "empty";
    expect(await run()).toMatchObject({ text: "", finish: { reason: "stop" }, error: null });
  });
});

describe("what the formats differ in", () => {
  let server: WireServer;
  const { fetch } = createModelFetch();
  const open = async (format: WireFormat) => (server = await startWireServer(format));
  afterEach(() => server.close());

  test("L6 a stream that never tells its usage is estimated, and says so", async () => {
    await open(OPENAI_FORMAT);
    server.fault = "no-usage";
    const model = createOpenAiModel("test-model", { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch });
    expect((await collect(model.stream(chat, testContext()))).finish?.usage).toMatchObject({ exact: false, output: 6 });
  });

  test("L6 an aborted Anthropic stream keeps the prompt's exact counts and estimates the rest", async () => {
    await open(ANTHROPIC_FORMAT);
    server.fault = "endless";
    const model = createAnthropicModel("test-model", { baseUrl: server.url, apiKey: KEY, fetch });
    const stop = new AbortController();
    const { error } = await collect(model.stream(chat, testContext({ signal: stop.signal })), () => stop.abort());
    expect(error?.usage).toMatchObject({ input: 26, cached: 64, cacheWrite5m: 4, cacheWrite1h: 6, exact: false });
  });

  test("L1 each server is asked in its own words", async () => {
    await open(OPENAI_FORMAT);
    const responseSchema = { name: "choice", schema: { type: "object" } };
    const request = { ...chat, temperature: 0.5, seed: 4, stop: ["\nOtto:"], responseSchema };
    await collect(
      createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch }).stream(request, testContext()),
    );
    await collect(
      createCompatibleModel(route, { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch }).stream(request, testContext()),
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
    expect(openAi!.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test("L1 Groq and Hugging Face are asked in their own words", async () => {
    await open(OPENAI_FORMAT);
    const endpoint = { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch };
    const request = { ...chat, responseSchema: { name: "choice", schema: { type: "object" } } };
    const groq = createGroqModel("openai/gpt-oss-120b", endpoint);
    await collect(groq.stream(request, testContext()));
    await collect(createHuggingFaceModel("tgi", endpoint, false).stream(request, testContext()));
    expect(server.requests[0]!.body).toMatchObject({
      ...{ max_completion_tokens: 50, reasoning_effort: "low", reasoning_format: "hidden" },
      response_format: { type: "json_schema" },
    });
    expect(server.requests[1]!.body).toMatchObject({
      max_tokens: 50,
      response_format: { type: "json_object", value: { type: "object" } },
    });
    const message = "`reasoning_format` is not supported with this model";
    server.next = [{ status: 400, body: { error: { message, type: "invalid_request_error" } } }];
    expect((await collect(groq.stream(chat, testContext()))).error).toBeNull();
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
        testContext(),
      ),
    );
    expect(server.requests[0]!.body).toMatchObject({
      system: "You are Mira.",
      max_tokens: 9,
      temperature: 1,
      messages: [
        { role: "user", content: "Good evening!\n\nAnybody?" },
        { role: "assistant", content: "Yes." },
        { role: "user", content: "Oh." },
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
    await collect(model.stream(request, testContext()));
    expect(server.requests[0]!.path).toBe("/v1beta/models/m:streamGenerateContent?alt=sse");
    expect(server.requests[0]!.headers["x-goog-api-key"]).toBe(KEY);
    expect(server.requests[0]!.body).toMatchObject({
      systemInstruction: { parts: [{ text: "You are Mira." }] },
      contents: [{ role: "user", parts: [{ text: "Good evening!" }] }],
      generationConfig: {
        ...{ maxOutputTokens: 50, temperature: 0.5, seed: 4, stopSequences: stop.slice(0, 5) },
        ...{ responseMimeType: "application/json", responseJsonSchema: { type: "object" } },
        thinkingConfig: { thinkingBudget: 0 },
      },
    });

    const refuse = (status: number, message: string, ...details: object[]) => ({
      status,
      body: { error: { code: status, message, status: "INVALID_ARGUMENT", details } },
    });
    server.next = [refuse(400, "Budget 0 is invalid. This model only works in thinking mode.")];
    expect((await collect(model.stream(chat, testContext()))).error).toBeNull();
    expect(server.requests[2]!.body["generationConfig"]).toEqual({ maxOutputTokens: 50 });
    server.fault = refuse(400, "API key not valid.", { reason: "API_KEY_INVALID" });
    expect((await collect(model.stream(chat, testContext()))).error?.code).toBe("unauthorised");
    server.fault = refuse(429, "Quota exceeded.", { "@type": "google.rpc.RetryInfo", retryDelay: "34s" });
    expect((await collect(model.stream(chat, testContext()))).error).toMatchObject({
      code: "rate-limited",
      retryAfterMs: 34_000,
    });
  });

  test("L1 a prompt that Gemini blocks ends as filtered, and an aborted answer keeps the prompt's counts", async () => {
    await open({ ...GEMINI_FORMAT, answer: () => [BLOCKED_PROMPT] });
    const model = createGeminiModel("m", { baseUrl: server.url, apiKey: KEY, fetch });
    expect(await collect(model.stream(chat, testContext()))).toMatchObject({
      text: "",
      finish: { reason: "filtered", usage: { input: 90, output: 0, exact: true } },
    });
    await server.close();
    await open(GEMINI_FORMAT);
    server.fault = "endless";
    const stop = new AbortController();
    const again = createGeminiModel("m", { baseUrl: server.url, apiKey: KEY, fetch });
    const { error } = await collect(again.stream(chat, testContext({ signal: stop.signal })), () => stop.abort());
    expect(error?.usage).toMatchObject({ input: 26, cached: 64, exact: false });
  });

  test("L1 a sampling parameter that a model refuses is left out from then on", async () => {
    await open(OPENAI_FORMAT);
    const model = createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch });
    const refuse = (param: string) => ({
      status: 400,
      body: { error: { message: `Unsupported parameter: '${param}'`, code: "unsupported_parameter", param } },
    });
    server.next = [refuse("temperature"), refuse("reasoning_effort")];
    expect((await collect(model.stream({ ...chat, temperature: 1 }, testContext()))).error).toBeNull();
    expect(server.requests).toHaveLength(3);
    await collect(model.stream({ ...chat, temperature: 1 }, testContext()));
    expect(server.requests[3]!.body).not.toHaveProperty("temperature");
    expect(server.requests[3]!.body).not.toHaveProperty("reasoning_effort");
    // What changes the meaning of a call is never left out.
    server.next = [refuse("stop")];
    expect((await collect(model.stream({ ...chat, stop: ["x"] }, testContext()))).error?.code).toBe("bad-request");
  });

  test("L1 untemplated completion sends the prompt as it is and brings log-probabilities", async () => {
    await open(OPENAI_FORMAT);
    const model = createCompatibleModel(route, { baseUrl: `${server.url}/v1`, apiKey: KEY, fetch });
    const { finish } = await collect(
      model.complete!({ prompt: "A:", maxTokens: 3, stop: ["B:"], topLogProbabilities: 2 }, testContext()),
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
    expect((await collect(model.stream(chat, testContext()))).text).toBe("Good evening, café 🎭.");
    await connection.close();
  });
});
