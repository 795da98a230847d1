import { verbatim } from "../../../schema/messages/message.ts";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createGeminiEmbedding } from "./gemini-embedding.adapter.ts";
import type { EmbeddingCalls, ModelErrorCode } from "../language-model.ts";
import { createModelFetch, type ModelFetch } from "../wire/model-fetch.adapter.ts";
import { createOpenAiEmbedding } from "./openai-embedding.adapter.ts";
import { GEMINI_FORMAT } from "../../../test/model-servers/gemini-format.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type Fault, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { testScope } from "../../../test/model-servers/collect.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { withLedger, type CallRecord } from "../wrappers/with-ledger.ts";

const KEY = "sk-secret-key";
const subjects = [
  {
    name: "OpenAI",
    format: OPENAI_FORMAT,
    usage: { input: 12, exact: true },
    create: (url: string, fetch: typeof globalThis.fetch) =>
      createOpenAiEmbedding({ provider: "openai", model: "small", local: false }, "OpenAI", {
        baseUrl: `${url}/v1`,
        apiKey: KEY,
        fetch,
      }),
  },
  {
    name: "Gemini",
    format: GEMINI_FORMAT,
    usage: { input: 2, exact: false },
    create: (url: string, fetch: typeof globalThis.fetch) =>
      createGeminiEmbedding("small", { baseUrl: url, apiKey: KEY, fetch }),
  },
];

const failures: [Fault, ModelErrorCode][] = [
  ["reset", "unreachable"],
  ["truncated-json", "broken-stream"],
  ["wrong-content-type", "broken-stream"],
  [{ status: 400 }, "bad-request"],
  [{ status: 401 }, "unauthorised"],
  [{ status: 429 }, "rate-limited"],
  [{ status: 500 }, "overloaded"],
  [{ status: 529 }, "overloaded"],
];

async function ask(model: EmbeddingCalls, texts: string[], signal = new AbortController().signal) {
  const answer = { vectors: [] as Float32Array[], usage: NO_USAGE };
  for await (const event of model.stream({ texts }, testScope({ task: "embed", signal }))) {
    if (event.type === "vectors") answer.vectors = event.vectors;
    else answer.usage = event.usage;
  }
  return answer;
}

describe.each(subjects)("$name embeddings", (subject) => {
  let server: WireServer;
  let connection: ModelFetch;
  let adapter: EmbeddingCalls;

  beforeEach(async () => {
    server = await startWireServer(subject.format);
    connection = createModelFetch();
    adapter = subject.create(server.url, connection.fetch);
  });
  afterEach(async () => {
    await connection.close();
    await server.close();
  });

  test("L1 each text gets its unit vector, in order, and the tokens are counted", async () => {
    const { vectors, usage } = await ask(adapter, ["one", "two"]);
    expect(vectors.map((vector) => vector.length)).toEqual([3, 3]);
    expect([...vectors[0]!]).toEqual([expect.closeTo(0.6), 0, expect.closeTo(0.8)]);
    expect(Math.hypot(...vectors[1]!)).toBeCloseTo(1);
    expect(vectors[1]![1]).toBeGreaterThan(0);
    expect(usage).toMatchObject(subject.usage);
  });

  test.each(failures)("L3 %j becomes %s, in words and without the key", async (fault, code) => {
    server.fault = fault;
    const error = await ask(adapter, ["one"]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ModelError", code });
    expect((error as Error).message).not.toContain(KEY);
  });

  test("C4 an abort closes the request at the provider", async () => {
    server.fault = "silence";
    const stop = new AbortController();
    const failed = ask(adapter, ["one"], stop.signal).catch((error: unknown) => error);
    await expect.poll(() => server.requests.length).toBe(1);
    stop.abort();
    expect(await failed).toMatchObject({ code: "aborted" });
    await expect.poll(server.abandoned).toBe(1);
  });

  test.each([
    "text",
    {},
    { prompt_tokens: 0 },
    { prompt_tokens: "12" },
    { prompt_tokens: 3e9 },
    { prompt_tokens: 1.5 },
  ])("L6 vectors with %j as their usage are taken, and estimated", async (usage) => {
    const odd = await startWireServer({
      ...subject.format,
      embed: (request) => {
        const answer = subject.format.embed!(request);
        const promptTokenCount = (usage as { prompt_tokens?: unknown }).prompt_tokens;
        return answer && { ...answer, usage, usageMetadata: { promptTokenCount } };
      },
    });
    const answer = await ask(subject.create(odd.url, connection.fetch), ["eight ch"]);
    expect(answer.vectors).toHaveLength(1);
    expect(answer.usage).toMatchObject({ input: 2, exact: false });
    await odd.close();
  });

  test("L6 every request for vectors has a record, and a paid model without a price is not asked", async () => {
    const records: CallRecord[] = [];
    const bands = [{ input: 0.02, output: 0 }];
    const { route } = adapter;
    const models = [{ ...route, prices: [{ from: "2024-01-01", source: "test", bands }] }];
    const ports = {
      now: () => new Date(),
      newId: randomUUID,
      recordCall: (record: CallRecord) => records.push(record),
    };
    const priced = withLedger(adapter, verbatim("test"), {
      ...ports,
      prices: { file: "prices", models },
    });
    await ask(priced, ["one"]);
    server.fault = { status: 500 };
    await expect(ask(priced, ["one"])).rejects.toMatchObject({ code: "overloaded" });
    expect(records.map(({ outcome, context, cost }) => [outcome, context.task, cost.totalNano > 0])).toEqual([
      ["finished", "embed", true],
      ["failed", "embed", false],
    ]);
    const unpriced = withLedger(adapter, verbatim("test"), {
      ...ports,
      prices: { file: "prices", models: [] },
    });
    await expect(ask(unpriced, ["one"])).rejects.toThrow(/price.*prices/);
    expect(records).toHaveLength(2);
    expect(server.requests).toHaveLength(2);
  });
});
