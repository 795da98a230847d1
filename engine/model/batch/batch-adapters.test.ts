import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ModelError, ModelErrorCode, Usage } from "../language-model.ts";
import { createModelFetch, type ModelFetch } from "../wire/model-fetch.adapter.ts";
import { ANTHROPIC_BATCHES } from "../../../test/model-servers/anthropic-batches.ts";
import {
  startBatchServer,
  type BatchFormat,
  type BatchServer,
} from "../../../test/model-servers/batch-server.adapter.ts";
import { GEMINI_BATCHES } from "../../../test/model-servers/gemini-batches.ts";
import { OPENAI_BATCHES } from "../../../test/model-servers/openai-batches.ts";
import { createAnthropicBatch } from "./anthropic-batch.adapter.ts";
import type { BatchItem, BatchProgress, BatchProvider, BatchResult } from "./batch-provider.ts";
import { createGeminiBatch } from "./gemini-batch.adapter.ts";
import { createGroqBatch } from "./groq-batch.adapter.ts";
import { isSafeToResend } from "./is-safe-to-resend.ts";
import { createOpenAiBatch } from "./openai-batch.adapter.ts";

const KEY = "sk-secret-key";
const MARK = "019a9f3e-0000-7000-8000-000000000001";
const { signal } = new AbortController();

type Subject = {
  name: string;
  format: BatchFormat;
  /** The counts of this provider's fixture, normalised. */
  counts: Partial<Usage>;
  /** Whether it has results for unanswered requests, too. */
  namesLeftOver: boolean;
  create(url: string, fetch: typeof globalThis.fetch): BatchProvider;
};
const CACHED = { input: 26, cached: 64, output: 7, reasoning: 3 };
const subjects: Subject[] = [
  {
    name: "OpenAI",
    format: OPENAI_BATCHES,
    counts: { ...CACHED, cacheWrite5m: 10 },
    namesLeftOver: true,
    create: (url, fetch) => createOpenAiBatch("test-model", { baseUrl: `${url}/v1`, apiKey: KEY, fetch }),
  },
  {
    name: "Groq",
    format: OPENAI_BATCHES,
    counts: { ...CACHED, cacheWrite5m: 10 },
    namesLeftOver: true,
    create: (url, fetch) => createGroqBatch("test-model", { baseUrl: `${url}/openai/v1`, apiKey: KEY, fetch }),
  },
  {
    name: "Anthropic",
    format: ANTHROPIC_BATCHES,
    counts: { ...CACHED, cacheWrite5m: 4, cacheWrite1h: 6 },
    namesLeftOver: true,
    create: (url, fetch) => createAnthropicBatch("test-model", { baseUrl: url, apiKey: KEY, fetch }),
  },
  {
    name: "Gemini",
    format: GEMINI_BATCHES,
    counts: { ...CACHED, cacheWrite5m: 0 },
    namesLeftOver: false,
    create: (url, fetch) => createGeminiBatch("test-model", { baseUrl: url, apiKey: KEY, fetch }),
  },
];

const item = (index: number): BatchItem => ({
  customId: `item-${index}`,
  request: {
    messages: [
      { role: "system", content: "You are Mira." },
      { role: "user", content: `Question ${index} 🎭` },
    ],
    maxTokens: 50,
    temperature: 0.5,
  },
  context: { task: "speak", workspaceId: "default" },
});
const items = [1, 2, 3, 4].map(item);

describe.each(subjects)("$name", (subject) => {
  let server: BatchServer;
  let connection: ModelFetch;
  let provider: BatchProvider;

  beforeEach(async () => {
    server = await startBatchServer(subject.format);
    connection = createModelFetch();
    provider = subject.create(server.url, connection.fetch);
  });
  afterEach(async () => {
    await connection.close();
    await server.close();
  });

  async function read(id: string): Promise<(BatchResult | null)[]> {
    const results: (BatchResult | null)[] = [];
    for await (const result of provider.readResults(id, [], signal)) results.push(result);
    return results;
  }
  /** Submits, polls to the end and reads everything. */
  async function run(): Promise<{ progress: BatchProgress; results: Map<string, BatchResult["outcome"]> }> {
    const id = await provider.submit(MARK, items, signal);
    const progress = await provider.poll(id, signal);
    const results = (await read(id)).filter((result) => result !== null);
    return { progress, results: new Map(results.map(({ customId, outcome }) => [customId, outcome])) };
  }
  const intent = (change: { customIds?: Set<string>; otherIds?: Set<string> } = {}) => ({
    mark: MARK,
    since: Date.now(),
    customIds: new Set(items.map(({ customId }) => customId)),
    otherIds: new Set<string>(),
    ...change,
  });

  test("L5 answers every request, with its text and its exact tokens", async () => {
    const { progress, results } = await run();
    expect(progress).toEqual({ phase: "ended", leftOver: "lost", problem: null });
    expect(results.size).toBe(4);
    const answer = results.get("item-2");
    expect(answer).toMatchObject({ type: "answered", text: "Re: Question 2 🎭", reason: "stop" });
    expect(answer?.type === "answered" && answer.usage).toMatchObject({ ...subject.counts, exact: true });
  });

  test("L5 sends each request as a live call would be, but whole", async () => {
    await provider.submit(MARK, items, signal);
    const [batch] = server.batches;
    expect(batch!.requests.map(({ customId }) => customId)).toEqual(items.map(({ customId }) => customId));
    const sent = JSON.stringify(batch!.requests[0]!.body);
    expect(sent).toContain("You are Mira.");
    expect(sent).toMatch(/"temperature":0.5/);
    expect(sent).toMatch(/"(max_completion_tokens|max_tokens|maxOutputTokens)":50/);
    expect(sent).not.toContain("stream");
  });

  test("L5 is still running until it ends", async () => {
    server.pollsUntilEnd = 2;
    const id = await provider.submit(MARK, items, signal);
    expect(await provider.poll(id, signal)).toEqual({ phase: "running" });
    expect(await provider.poll(id, signal)).toMatchObject({ phase: "ended" });
  });

  test("L5 partial failure: failed items give the reason, and whether to retry", async () => {
    server.fateOf = ({ customId }) =>
      customId === "item-1"
        ? { status: 400, message: `no such thing for ${KEY}` }
        : customId === "item-2"
          ? { status: 500, message: "the machine is on fire" }
          : "answered";
    const { results } = await run();
    expect(results.get("item-1")).toMatchObject({ type: "failed", canRetry: false });
    expect(results.get("item-2")).toMatchObject({ type: "failed", canRetry: true });
    expect(JSON.stringify([...results])).toMatch(/no such thing for \(key\)/);
    expect(results.get("item-3")).toMatchObject({ type: "answered" });
  });

  test("L5 expired: finished items are returned, the rest are marked as expired", async () => {
    server.endsAs = "expired";
    server.fateOf = ({ customId }) => (customId === "item-1" ? "answered" : "expired");
    const { progress, results } = await run();
    const types = items.map(({ customId }) => results.get(customId)?.type ?? leftOver(progress));
    expect(types).toEqual([subject.namesLeftOver ? "answered" : "expired", "expired", "expired", "expired"]);
  });

  test("L5 cancelled: finished items are returned, the rest are marked as cancelled", async () => {
    server.pollsUntilEnd = 9;
    server.fateOf = ({ customId }) => (customId === "item-1" ? "answered" : "cancelled");
    const id = await provider.submit(MARK, items, signal);
    await provider.cancel(id, signal);
    const progress = await provider.poll(id, signal);
    const results = new Map((await read(id)).map((result) => [result!.customId, result!.outcome]));
    const types = items.map(({ customId }) => results.get(customId)?.type ?? leftOver(progress));
    expect(types).toEqual([subject.namesLeftOver ? "answered" : "cancelled", "cancelled", "cancelled", "cancelled"]);
  });

  test("L5 lines out of order, twice, with foreign ids, empty or broken: every good one is read", async () => {
    server.sendLines = (lines) => [
      ...lines.toReversed(),
      "\n",
      "{not json}\n",
      '{"custom_id": 7, "key": 7}\n',
      "[]\n",
      lines[0]!.replaceAll("item-1", "somebody-else"),
      lines[1]!,
    ];
    const id = await provider.submit(MARK, items, signal);
    await provider.poll(id, signal);
    const results = await read(id);
    expect(results.map((result) => result?.customId ?? null)).toEqual([
      "item-4",
      "item-3",
      "item-2",
      "item-1",
      null,
      null,
      null,
      "somebody-else",
      "item-2",
    ]);
  });

  test("L5 results are handed on while they arrive, not when all are there", async () => {
    const id = await provider.submit(MARK, items, signal);
    await provider.poll(id, signal);
    const rest = Promise.withResolvers<void>();
    server.at = (step) => (step === "results-half" ? rest.promise : undefined);
    const seen: string[] = [];
    for await (const result of provider.readResults(id, [], signal)) {
      seen.push(result!.customId);
      if (seen.length === 2) rest.resolve();
    }
    expect(seen).toHaveLength(4);
  });

  test("L5 truncated results throw, after those that arrived", async () => {
    const id = await provider.submit(MARK, items, signal);
    await provider.poll(id, signal);
    server.at = (step) => {
      if (step === "results-half") throw new Error("cut");
    };
    const seen: string[] = [];
    await expect(async () => {
      for await (const result of provider.readResults(id, [], signal)) seen.push(result!.customId);
    }).rejects.toMatchObject({ name: "ModelError" });
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  const refusals: [number, ModelErrorCode, boolean][] = [
    [400, "bad-request", true],
    [401, "unauthorised", true],
    [429, "rate-limited", true],
    [500, "overloaded", false],
    [503, "overloaded", false],
  ];
  test.each(refusals)("L3 HTTP %i becomes %s, in words and without the key", async (status, code, nothingSent) => {
    server.at = () => ({ status, headers: { "retry-after": "7" } });
    const calls = [
      provider.submit(MARK, items, signal),
      provider.poll("batches/batch_1", signal),
      provider.find(intent(), signal),
    ];
    for (const settled of await Promise.allSettled(calls)) {
      const error = (settled as PromiseRejectedResult).reason as ModelError;
      expect(error).toMatchObject({ name: "ModelError", code, retryAfterMs: 7_000 });
      expect(error.message).not.toContain(KEY);
      expect(isSafeToResend(error)).toBe(nothingSent);
    }
    expect(server.batches).toHaveLength(0);
  });

  test("L5 a lost batch is found by its known properties, and no other one matches", async () => {
    const others = items.map((one) => ({ ...one, customId: `other-${one.customId}` }));
    await provider.submit("019a9f3e-0000-7000-8000-00000000000f", others, signal);
    const id = await provider.submit(MARK, items, signal);
    for (const batch of server.batches) batch.status = "completed";
    expect(await provider.find(intent(), signal)).toEqual({ ids: [id], undecided: false });
    expect((await provider.find(intent({ otherIds: new Set([id]) }), signal)).ids).toEqual(
      subject.name === "Anthropic" ? [] : [id],
    );
  });

  test("L5 no batch is found where none was made, and leftovers of the attempt are deleted", async () => {
    server.at = (step) => (step === "create" ? { status: 500 } : undefined);
    await expect(provider.submit(MARK, items, signal)).rejects.toMatchObject({ code: "overloaded" });
    server.at = () => undefined;
    expect(await provider.find(intent(), signal)).toEqual({ ids: [], undecided: false });
    await provider.clearAway(MARK, signal);
    expect(server.files.size).toBe(0);
  });

  test("L3 stops when aborted", async () => {
    const left = new AbortController();
    server.at = () => left.abort();
    await expect(provider.submit(MARK, items, left.signal)).rejects.toMatchObject({ code: "aborted" });
  });
});

const leftOver = (progress: BatchProgress) => (progress.phase === "ended" ? progress.leftOver : "running");

describe("what is particular to one", () => {
  let server: BatchServer;
  let connection: ModelFetch;
  const open = async (name: string): Promise<BatchProvider> => {
    const subject = subjects.find((one) => one.name === name)!;
    server = await startBatchServer(subject.format);
    connection = createModelFetch();
    return subject.create(server.url, connection.fetch);
  };
  afterEach(async () => {
    await connection.close();
    await server.close();
  });

  test("L5 Anthropic's batch that may be ours is waited for until its results show", async () => {
    const provider = await open("Anthropic");
    server.pollsUntilEnd = 9;
    await provider.submit(MARK, items, signal);
    const intent = {
      mark: MARK,
      since: Date.now(),
      otherIds: new Set<string>(),
      customIds: new Set(items.map(({ customId }) => customId)),
    };
    expect(await provider.find(intent, signal)).toEqual({ ids: [], undecided: true });
    expect(await provider.find({ ...intent, customIds: new Set(["a"]) }, signal)).toEqual({
      ids: [],
      undecided: false,
    });
    expect(await provider.find({ ...intent, since: Date.now() + 3_600_000 }, signal)).toMatchObject({
      undecided: false,
    });
  });

  test.each(["OpenAI", "Groq", "Anthropic"])(
    "L5 %s: a parameter that the model does not take is left out the next time, and said to be worth it",
    async (name) => {
      const provider = await open(name);
      server.fateOf = () => ({
        status: 400,
        message: "temperature is not supported with this model",
        param: "temperature",
      });
      const id = await provider.submit(MARK, items, signal);
      await provider.poll(id, signal);
      for await (const result of provider.readResults(id, [], signal))
        expect(result?.outcome).toMatchObject({ type: "failed", canRetry: true });
      await provider.submit(MARK, items, signal);
      expect(server.batches.map(({ requests }) => "temperature" in requests[0]!.body)).toEqual([true, false]);
    },
  );

  test.each(["OpenAI", "Gemini"])("L5 %s refuses a batch as a whole, with its reason", async (name) => {
    const provider = await open(name);
    server.endsAs = "failed";
    const id = await provider.submit(MARK, items, signal);
    expect(await provider.poll(id, signal)).toMatchObject({
      phase: "ended",
      leftOver: "refused",
      problem: { code: "batch-refused" },
    });
  });
});
