import { errors } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAnthropicModel } from "./anthropic.adapter.ts";
import { createCompatibleModel } from "./compatible.adapter.ts";
import type { AdapterEvent, CallScope, ModelAdapter, ModelErrorCode, Usage } from "../language-model.ts";
import { createGeminiModel } from "./gemini.adapter.ts";
import { createGroqModel } from "./groq.adapter.ts";
import { createHuggingFaceModel } from "./hugging-face.adapter.ts";
import { createModelFetch, type ModelFetch } from "../wire/model-fetch.adapter.ts";
import { createOpenAiModel } from "./openai.adapter.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { collect, testScope, type ScopeChange } from "../../../test/model-servers/collect.ts";
import { GEMINI_FORMAT } from "../../../test/model-servers/gemini-format.ts";
import { GROQ_FORMAT } from "../../../test/model-servers/groq-format.ts";
import { HUGGING_FACE_FORMAT } from "../../../test/model-servers/hugging-face-format.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { impatientWith } from "../../../test/model-servers/test-timeouts.ts";
import {
  startWireServer,
  type Fault,
  type WireFormat,
  type WireServer,
} from "../../../test/model-servers/wire-server.adapter.ts";
import { withTimeouts } from "../wrappers/with-timeouts.adapter.ts";

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
  /** The counts of this provider's fixture, normalised. */
  counts: Partial<Usage>;
  /** The code of its error in mid-stream: "overloaded" if it names the cause. */
  midway?: ModelErrorCode;
  create(url: string, fetch: typeof globalThis.fetch): ModelAdapter;
  call(model: ModelAdapter, scope: CallScope): AsyncIterable<AdapterEvent>;
};

const subjects: Subject[] = [
  {
    name: "OpenAI",
    format: OPENAI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 10, cacheWrite1h: 0 },
    create: (url, fetch) => createOpenAiModel("test-model", { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, scope) => model.stream(chat, scope),
  },
  {
    name: "Anthropic",
    format: ANTHROPIC_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 4, cacheWrite1h: 6 },
    create: (url, fetch) => createAnthropicModel("test-model", { baseUrl: url, apiKey: KEY, fetch }),
    call: (model, scope) => model.stream(chat, scope),
  },
  {
    name: "Gemini",
    format: GEMINI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 0, cacheWrite1h: 0 },
    create: (url, fetch) => createGeminiModel("test-model", { baseUrl: url, apiKey: KEY, fetch }),
    call: (model, scope) => model.stream(chat, scope),
  },
  {
    name: "Groq",
    format: GROQ_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 0, cacheWrite1h: 0 },
    create: (url, fetch) => createGroqModel("test-model", { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, scope) => model.stream(chat, scope),
  },
  {
    name: "Hugging Face",
    format: HUGGING_FACE_FORMAT,
    midway: "broken-stream",
    counts: { input: 90, cached: 0, output: 7, reasoning: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    create: (url, fetch) => createHuggingFaceModel("tgi", { baseUrl: `${url}/v1`, apiKey: KEY, fetch }, false),
    call: (model, scope) => model.stream(chat, scope),
  },
  {
    name: "compatible chat",
    format: OPENAI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 10, cacheWrite1h: 0 },
    create: (url, fetch) => createCompatibleModel(route, { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, scope) => model.stream(chat, scope),
  },
  {
    name: "compatible completion",
    format: OPENAI_FORMAT,
    counts: { ...CACHED, cacheWrite5m: 10, cacheWrite1h: 0 },
    create: (url, fetch) => createCompatibleModel(route, { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
    call: (model, scope) => model.stream({ prompt: "Once upon a time", maxTokens: 50 }, scope),
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
  [{ status: 402 }, "out-of-credit"],
  [{ status: 403 }, "unauthorised"],
  [{ status: 404 }, "unknown-model"],
  [{ status: 429 }, "rate-limited"],
  [{ status: 500 }, "overloaded"],
  [{ status: 503 }, "overloaded"],
  [{ status: 529 }, "overloaded"],
];

describe.each(subjects)("$name", (subject) => {
  let server: WireServer;
  let connection: ModelFetch;
  let model: ModelAdapter;
  const run = (scope: ScopeChange = {}, onDelta?: (count: number) => void) =>
    collect(subject.call(model, testScope(scope)), onDelta);

  beforeEach(async () => {
    server = await startWireServer(subject.format);
    connection = createModelFetch();
    model = subject.create(server.url, connection.fetch);
  });
  afterEach(async () => {
    await connection.close();
    await server.close();
  });

  test("L1 streams the provider's text, also when characters are split across packets", async () => {
    for (const fault of ["none", "split-bytes"] as const) {
      server.fault = fault;
      const { text, deltas, finish, error } = await run();
      expect({ text, error }).toEqual({ text: "Good evening, café 🎭.", error: null });
      expect(deltas.join("")).toBe(text);
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

  test("L3 an error event in mid-stream is reported, with its cost so far", async () => {
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
    const { error } = await collect(subject.call(subject.create(server.url, timedOut), testScope()));
    expect(error).toMatchObject({ code: "connect-timeout", usage: null });
  });

  test("L3 a server that ignores the token cap and never stops is stopped", async () => {
    server.fault = "endless";
    const { finish, text } = await run();
    expect(finish).toMatchObject({ reason: "length", usage: { exact: false } });
    // At most six characters per token, some slack, and the piece that exceeded the limit.
    expect(text.length).toBeLessThan((chat.maxTokens + 10) * 6 + 20);
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

  test("C4 an abort closes the request at the provider and carries the usage", async () => {
    server.fault = "endless";
    const stop = new AbortController();
    const { error, deltas } = await run({ signal: stop.signal }, (count) => count === 5 && stop.abort());
    expect(error).toMatchObject({ code: "aborted", usage: { exact: false } });
    expect(error!.usage!.output).toBeGreaterThan(0);
    expect(deltas).toHaveLength(5);
    await expect.poll(server.abandoned).toBe(1);
  });

  test("C4 the provider sees the close before it has written its next piece", async () => {
    server.fault = "stall";
    const stop = new AbortController();
    const { error } = await run({ signal: stop.signal }, () => stop.abort());
    expect(error?.code).toBe("aborted");
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
    for await (const event of subject.call(model, testScope())) if (event.type === "text-delta") break;
    await expect.poll(server.abandoned).toBe(1);
  });

  test("C4 a call that is stopped before it began is never sent", async () => {
    expect((await run({ signal: AbortSignal.abort() })).error).toMatchObject({ code: "aborted", usage: null });
    expect(server.requests).toHaveLength(0);
  });

  test("L3 an answer that does not begin, or stops in its middle, is given up", async () => {
    for (const [fault, code] of [
      ["silence", "first-token-timeout"],
      ["stall", "stalled"],
    ] as const) {
      server.fault = fault;
      const hurried = withTimeouts(model, () => impatientWith(fault, 150));
      const { error } = await collect(subject.call(hurried, testScope()));
      expect(error).toMatchObject({ code, usage: { exact: false } });
    }
    await expect.poll(server.abandoned).toBe(2);
  });

  test("L6 a stream without usage is estimated, and marked so", async () => {
    server.fault = "no-usage";
    const { finish, error } = await run();
    expect(error).toBeNull();
    expect(finish?.usage.exact).toBe(false);
    expect(finish!.usage.output).toBeGreaterThan(0);
  });

  test("M7 an empty answer ends like any other", async () => {
    server.fault = "empty";
    expect(await run()).toMatchObject({ text: "", finish: { reason: "stop" }, error: null });
  });
});
