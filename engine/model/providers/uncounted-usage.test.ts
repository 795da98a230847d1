/** The cost of calls whose provider counts wrongly, late or not at all, in each wire format over the network. */
import { verbatim } from "../../../schema/messages/message.ts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAnthropicModel } from "./anthropic.adapter.ts";
import { estimatePromptTokens, estimateTokens } from "../usage/estimate-usage.ts";
import { createGeminiModel } from "./gemini.adapter.ts";
import type { ChatRequest, LanguageModel, ModelAdapter } from "../language-model.ts";
import { createModelFetch, type ModelFetch } from "../wire/model-fetch.adapter.ts";
import { createOpenAiModel } from "./openai.adapter.ts";
import { createCachedShares } from "../prompt-cache/cached-shares.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { collect, testScope, type ScopeChange } from "../../../test/model-servers/collect.ts";
import { GEMINI_FORMAT } from "../../../test/model-servers/gemini-format.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireFormat, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { withLedger, type CallRecord } from "../wrappers/with-ledger.ts";
import { withRetry } from "../wrappers/with-retry.adapter.ts";

const CHAT: ChatRequest = {
  messages: [{ role: "user", content: `Good evening! ${"It has been a long day. ".repeat(20)}` }],
  maxTokens: 50,
};
const PROMPT = estimatePromptTokens(CHAT);
const THOUGHT = "She greets me. I might ask about her day.";
const data = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const openAi = (delta: object, reason: string | null = null) =>
  data({ choices: [{ index: 0, delta, finish_reason: reason }] });
const anthropic = (value: { type: string; [more: string]: unknown }) => `event: ${value.type}\n${data(value)}`;
const gemini = (parts: object[], more: object = {}) => data({ candidates: [{ content: { parts }, ...more }] });

type Wire = {
  name: string;
  format: WireFormat;
  create(url: string, fetch: typeof globalThis.fetch): ModelAdapter;
  /** A whole answer; if the usage also comes at the start, it is the same. */
  whole(text: string, usage: unknown): string[];
  /** It has begun, without any text yet. */
  opened: string;
  thought: string;
};

const wires: Wire[] = [
  {
    name: "OpenAI",
    format: OPENAI_FORMAT,
    create: (url, fetch) => createOpenAiModel("m", { baseUrl: `${url}/v1`, apiKey: "key", fetch }),
    whole: (text, usage) => [openAi({ content: text }), openAi({}, "stop"), data({ choices: [], usage })],
    opened: openAi({ role: "assistant", content: "" }),
    thought: openAi({ reasoning_content: THOUGHT }),
  },
  {
    name: "Anthropic",
    format: ANTHROPIC_FORMAT,
    create: (url, fetch) => createAnthropicModel("m", { baseUrl: url, apiKey: "key", fetch }),
    whole: (text, usage) => [
      anthropic({ type: "message_start", message: { usage } }),
      anthropic({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
      anthropic({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage }),
      anthropic({ type: "message_stop" }),
    ],
    opened: anthropic({ type: "message_start", message: {} }),
    thought: anthropic({
      type: "content_block_delta",
      index: 0,
      delta: { type: "thinking_delta", thinking: THOUGHT },
    }),
  },
  {
    name: "Gemini",
    format: GEMINI_FORMAT,
    create: (url, fetch) => createGeminiModel("m", { baseUrl: url, apiKey: "key", fetch }),
    whole: (text, usage) => [
      gemini([{ text }]),
      data({ candidates: [{ content: { parts: [] }, finishReason: "STOP" }], usageMetadata: usage }),
    ],
    opened: gemini([]),
    thought: gemini([{ text: THOUGHT, thought: true }]),
  },
];

/** The same counts in each provider's format. */
const named = (prompt: unknown, output: unknown) => ({
  prompt_tokens: prompt,
  completion_tokens: output,
  input_tokens: prompt,
  output_tokens: output,
  promptTokenCount: prompt,
  candidatesTokenCount: output,
});

describe.each(wires)("$name", ({ format, create, whole, opened, thought }) => {
  let server: WireServer;
  let connection: ModelFetch;
  let frames: string[];
  let rows: CallRecord[];
  let voice: LanguageModel;

  beforeEach(async () => {
    server = await startWireServer({ ...format, answer: () => frames });
    connection = createModelFetch();
    rows = [];
    const model = create(server.url, connection.fetch);
    const { provider } = model.route;
    const prices = [{ from: "2026-01-01", source: "test", bands: [{ input: 1, output: 2, cached: 0.1 }] }];
    voice = withLedger(model, verbatim("test"), {
      prices: { file: "models.yaml", models: [{ provider, model: "m", prices }] },
      now: () => new Date("2026-11-20T10:00:00.000Z"),
      newId: () => `row-${rows.length}`,
      recordCall: (record) => void rows.push(record),
      cachedShares: createCachedShares(() => 0),
    });
  });
  afterEach(async () => {
    await connection.close();
    await server.close();
  });
  const say = (context: ScopeChange = {}) => collect(voice.stream(CHAT, testScope(context)));

  test.each([
    ["no usage", undefined],
    ["an empty usage", {}],
    ["zero everywhere", named(0, 0)],
    ["no prompt", named(0, 7)],
    ["text for numbers", named("100", "7")],
    ["less than nothing", named(-100, -7)],
    ["parts of a token", named(99.5, 7.5)],
    ["three thousand million tokens", named(3_000_000_000, 3_000_000_000)],
  ])("L6 an answer with %s is estimated, and says so", async (_, usage) => {
    frames = whole("Good evening to you.", usage);
    const { finish, error } = await say();
    expect(error).toBeNull();
    expect(finish!.usage).toMatchObject({
      input: PROMPT,
      output: estimateTokens("Good evening to you."),
      exact: false,
    });
    expect(rows).toMatchObject([{ outcome: "finished", usage: finish!.usage }]);
    expect(rows[0]!.cost.totalNano).toBeGreaterThan(PROMPT * 1_000);
  });

  test("L6 a counted prompt is believed where its answer was not counted", async () => {
    frames = whole("Good evening to you.", named(1_234, 0));
    expect((await say()).finish!.usage).toMatchObject({ input: 1_234, output: 5, exact: false });
  });

  test("L6 whatever is sent as usage, a call has one row, and text costs something", async () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 500 }), fc.double(), fc.constantFrom(null, "7", {}, [], 4e9));
    const usages = fc.oneof(
      fc.tuple(value, value).map(([prompt, output]) => named(prompt, output)),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(usages, async (usage) => {
        rows.length = 0;
        frames = whole("Good evening.", usage);
        const { text } = await say();
        expect(rows).toHaveLength(1);
        const [{ usage: counted, cost }] = rows as [CallRecord];
        for (const part of [counted.input, counted.output, counted.cached, cost.totalNano])
          expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
        if (text) expect(cost.totalNano).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test("L6 an answer cut off before its token counts costs its prompt and the text so far", async () => {
    frames = [opened, whole("Good evening to", undefined).find((frame) => frame.includes("Good"))!];
    expect((await say()).error?.code).toBe("broken-stream");
    expect(rows).toMatchObject([{ outcome: "failed", usage: { input: PROMPT, output: 4, exact: false } }]);
  });

  test("L6 thoughts that were streamed before the cut are paid for", async () => {
    frames = [opened, thought, thought];
    expect((await say()).error?.code).toBe("broken-stream");
    const reasoning = estimateTokens(THOUGHT + THOUGHT);
    expect(rows).toMatchObject([{ usage: { input: PROMPT, output: reasoning, reasoning, exact: false } }]);
  });

  test("L6 three tries that fail before a word have three rows, which cost nothing and do not claim to be exact", async () => {
    frames = [opened];
    voice = withRetry(voice, () => ({ attempts: 2, firstDelayMs: 1, longestWaitMs: 1 }));
    expect((await say()).error?.code).toBe("broken-stream");
    expect(rows.map(({ usage, cost }) => [usage.exact, cost.totalNano])).toEqual([
      [false, 0],
      [false, 0],
      [false, 0],
    ]);
  });

  test("L6 when a reader leaves, the row has the reasoning and usage until then", async () => {
    frames = [opened, thought, ...whole("Good evening to you.", undefined)];
    for await (const event of voice.stream(CHAT, testScope())) if (event.type === "text-delta") break;
    const output = estimateTokens(THOUGHT) + 5;
    expect(rows).toMatchObject([{ outcome: "aborted", usage: { input: PROMPT, output, exact: false } }]);
  });

  test("L6 the cached share of an interrupted call is that of the same persona's previous turn in the same circle", async () => {
    const asker = { personaId: "p1", circleId: "c1" };
    const usage = { ...named(1_000, 7), prompt_tokens_details: { cached_tokens: 750 }, cachedContentTokenCount: 750 };
    frames = whole("Yes.", { ...usage, cache_read_input_tokens: 3_000 });
    await say(asker);
    frames = [opened, whole("Good evening", undefined).find((frame) => frame.includes("Good"))!];
    await say(asker);
    await say({ ...asker, personaId: "p2" });
    const cached = Math.round(PROMPT * 0.75);
    expect(rows.slice(1).map(({ usage }) => [usage.input, usage.cached, usage.exact])).toEqual([
      [PROMPT - cached, cached, false],
      [PROMPT, 0, false],
    ]);
  });
});

test("L6 the cached share of five minutes ago is not used for estimates", () => {
  let now = 0;
  const shares = createCachedShares(() => now);
  const route = { provider: "p", model: "m", local: false };
  const asker = { task: "speak" as const, workspaceId: "w" };
  const none = { output: 0, reasoning: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const cut = { ...none, input: 100, cached: 0, exact: false, raw: null };
  shares.splitPrompt({ ...none, input: 10, cached: 90, exact: true, raw: {} }, route, asker);
  expect(shares.splitPrompt(cut, route, asker)).toMatchObject({ input: 10, cached: 90 });
  expect(shares.splitPrompt({ ...cut, exact: true }, route, asker)).toMatchObject({ input: 100, cached: 0 });
  now = 5 * 60_000;
  expect(shares.splitPrompt(cut, route, asker)).toMatchObject({ input: 100, cached: 0 });
});
