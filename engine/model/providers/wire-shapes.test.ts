/** What servers really send, shape by shape, without a server: from bytes to text or a ModelError. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAnthropicModel } from "./anthropic.adapter.ts";
import { createCompatibleModel } from "./compatible.adapter.ts";
import { createGeminiModel } from "./gemini.adapter.ts";
import type { ChatRequest, ModelAdapter, ModelErrorCode } from "../language-model.ts";
import { maskKey } from "../wire/mask-key.ts";
import { createOpenAiModel } from "./openai.adapter.ts";
import { collect, testScope, type Collected } from "../../../test/model-servers/collect.ts";

const KEY = "sk-Pl4nt3dPl4nt3d01";
const chat: ChatRequest = { messages: [{ role: "user", content: "Good evening!" }], maxTokens: 50 };
const event = (data: unknown, name?: string) => `${name ? `event: ${name}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
const say = (delta: object, finish_reason: string | null = null) => event({ choices: [{ delta, finish_reason }] });
const DONE = "data: [DONE]\n\n";

type Answer = { status?: number; headers?: Record<string, string>; body: string; lengths?: number[] };
type Sent = { path: string; body: Record<string, unknown> };

/** Answers in order, repeating the last one. Requests about the template are not answered. */
function answering(...answers: (string | Answer)[]): { fetch: typeof globalThis.fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (input: unknown, init?: RequestInit) => {
    const { pathname } = new URL(String(input));
    if (/tokenize|apply-template/.test(pathname)) return new Response("{}", { status: 404 });
    sent.push({ path: pathname, body: JSON.parse(String(init!.body)) as Record<string, unknown> });
    const answer = answers[Math.min(sent.length, answers.length) - 1]!;
    const { status = 200, headers, body, lengths = [64] } = typeof answer === "string" ? { body: answer } : answer;
    const bytes = Buffer.from(body);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0, index = 0; at < bytes.length; at += lengths[index++ % lengths.length]!)
          controller.enqueue(bytes.subarray(at, at + lengths[index % lengths.length]!));
        controller.close();
      },
    });
    return maskKey(new Response(stream, { status, headers: { "content-type": "text/event-stream", ...headers } }), KEY);
  };
  return { fetch: fetch as typeof globalThis.fetch, sent };
}

type Make = (fetch: typeof globalThis.fetch) => ModelAdapter;
const endpoint = (fetch: typeof globalThis.fetch) => ({
  baseUrl: "http://gateway.internal:8080/v1",
  apiKey: KEY,
  fetch,
});
const openAi: Make = (fetch) => createOpenAiModel("m", endpoint(fetch));
const anthropic: Make = (fetch) => createAnthropicModel("m", endpoint(fetch));
const gemini: Make = (fetch) => createGeminiModel("m", endpoint(fetch));
const compatible: Make = (fetch) =>
  createCompatibleModel({ provider: "vllm", model: "m", local: true, label: "vLLM" }, endpoint(fetch));
const receive = (make: Make, ...answers: (string | Answer)[]): Promise<Collected> =>
  collect(make(answering(...answers).fetch).stream(chat, testScope()));

describe("L1 shapes of an answer", () => {
  const whole: [shape: string, body: string | Answer][] = [
    ["content in parts", say({ content: [{ type: "text", text: "Good " }, "evening."] }) + say({}, "stop") + DONE],
    [
      "nulls and unknown fields",
      `data: null\n\n${say({ content: "Good ", x: 1 })}data: 7\n\ndata: []\n\n${event({ y: 2 })}${say({ content: "evening." }, "stop")}${DONE}`,
    ],
    ["no finish_reason before [DONE]", say({ content: "Good " }) + say({ content: "evening." }) + DONE],
    [
      "events under the name of JSON",
      { body: say({ content: "Good evening." }, "stop") + DONE, headers: { "content-type": "application/json" } },
    ],
    [
      "events under no name, after blank lines",
      { body: `\n\n: hello\n\n${say({ content: "Good evening." }, "stop")}`, headers: { "content-type": "" } },
    ],
    [
      "one JSON answer instead of events",
      {
        body: JSON.stringify({ choices: [{ message: { content: "Good evening." }, finish_reason: "stop" }] }, null, 2),
        headers: { "content-type": "application/json" },
      },
    ],
    ["[DONE] cut in two", { body: say({ content: "Good evening." }) + DONE, lengths: [1] }],
  ];
  test.each(whole)("L1 %s: read as it is meant", async (_, body) => {
    for (const make of [openAi, compatible])
      expect(await receive(make, body)).toMatchObject({
        text: "Good evening.",
        error: null,
        finish: { reason: "stop" },
      });
  });

  test("L3 an answer that breaks off, or says that it failed, is no reply", async () => {
    const begun = say({ content: "Good " });
    const error = { message: "upstream failed", code: 502 };
    const broken: [string | Answer, ModelErrorCode][] = [
      [begun, "broken-stream"],
      [begun + say({}, "error"), "broken-stream"],
      [begun + event({ choices: [{ delta: {}, finish_reason: "error", error }] }), "overloaded"],
      [begun + event({ error }), "overloaded"],
      [{ body: JSON.stringify({ error }), headers: { "content-type": "application/json" } }, "overloaded"],
      [{ body: "<html>It works!</html>" }, "broken-stream"],
      [{ body: '{"choi', headers: { "content-type": "application/json" } }, "broken-stream"],
      ["", "broken-stream"],
    ];
    for (const [body, code] of broken)
      expect((await receive(openAi, body)).error?.code, JSON.stringify(body)).toBe(code);
  });
});

describe("L1 a parameter that a model does not take is left out or renamed once", () => {
  const messages = [{ role: "system" as const, content: "You are Mira." }, ...chat.messages];
  const refusals: [string, words: object, before: object, after: object][] = [
    [
      "max_tokens",
      {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          param: "max_tokens",
        },
      },
      { max_tokens: 50 },
      { max_completion_tokens: 50 },
    ],
    [
      "stream_options",
      { error: { message: "Unrecognized request argument supplied: stream_options" } },
      { stream_options: { include_usage: true } },
      {},
    ],
    [
      "stream_options, without an error around it",
      { object: "error", message: "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options')}]" },
      { stream_options: {} },
      {},
    ],
    ["stop", { error: { message: "`stop` is not supported by this model" } }, { stop: ["Otto:"] }, {}],
    [
      "stop, in FastAPI's words",
      { detail: [{ loc: ["body", "stop"], msg: "Extra inputs are not permitted" }] },
      { stop: ["Otto:"] },
      {},
    ],
    [
      "system role",
      { error: { message: "System role not supported" } },
      {},
      { messages: [{ role: "user", content: "You are Mira.\n\nGood evening!" }] },
    ],
  ];
  test.each(refusals)("L1 %s", async (_, words, before, after) => {
    const { fetch, sent } = answering({ status: 400, body: JSON.stringify(words) }, say({ content: "Yes." }, "stop"));
    const model = compatible(fetch);
    for (let call = 0; call < 2; call++)
      expect((await collect(model.stream({ ...chat, messages, stop: ["Otto:"] }, testScope()))).text).toBe("Yes.");
    expect(sent).toHaveLength(3);
    expect(sent[0]!.body).toMatchObject(before);
    for (const { body } of sent.slice(1)) {
      expect(body).toMatchObject(after);
      for (const name of Object.keys(before)) expect(body).not.toHaveProperty(name);
    }
  });
});

describe("L3 an unanswered request has a state of its own", () => {
  const refusal = (status: number, error: object): Answer => ({
    status,
    body: JSON.stringify({ type: "error", error }),
  });
  const silent = (finish: string, delta: object = {}) => say(delta, finish) + DONE;
  const states: [string, Make, string | Answer, ModelErrorCode, words: RegExp][] = [
    [
      "Anthropic's empty account",
      anthropic,
      refusal(400, {
        type: "invalid_request_error",
        message: "Your credit balance is too low to access the Anthropic API.",
      }),
      "out-of-credit",
      /^Anthropic has no credit left .* Add some/,
    ],
    [
      "OpenAI's empty account",
      openAi,
      refusal(429, { code: "insufficient_quota", message: "You exceeded your current quota." }),
      "out-of-credit",
      /^OpenAI has no credit left/,
    ],
    [
      "an empty account in the middle",
      openAi,
      say({ content: "Good " }) + event({ error: { type: "insufficient_quota", message: "No." } }),
      "out-of-credit",
      /no credit left/,
    ],
    [
      "payment required",
      compatible,
      refusal(402, { message: "Insufficient Balance" }),
      "out-of-credit",
      /no credit left/,
    ],
    [
      "Gemini's requests a minute",
      gemini,
      refusal(429, { message: "You exceeded your current quota, please check your plan and billing details." }),
      "rate-limited",
      /slow down/,
    ],
    ["a filtered answer", openAi, silent("content_filter"), "filtered", /^OpenAI did not answer: its filter/],
    [
      "a filtered question",
      openAi,
      refusal(400, { code: "content_filter", message: "The response was filtered." }),
      "filtered",
      /^OpenAI did not answer: its filter/,
    ],
    [
      "an answer that is cut by a filter",
      openAi,
      say({ content: "Good " }) + silent("content_filter"),
      "filtered",
      /^OpenAI broke off: its filter/,
    ],
    ["a refusal", openAi, say({ refusal: "I cannot." }) + silent("stop"), "filtered", /refused/],
    [
      "Anthropic's refusal",
      anthropic,
      event({ type: "message_start", message: {} }, "message_start") +
        event({ type: "message_delta", delta: { stop_reason: "refusal" } }, "message_delta") +
        event({ type: "message_stop" }, "message_stop"),
      "filtered",
      /^Anthropic did not answer/,
    ],
    [
      "Gemini's safety block",
      gemini,
      event({ candidates: [{ finishReason: "SAFETY" }] }),
      "filtered",
      /^Gemini did not answer/,
    ],
    ["a wish for a tool", openAi, silent("tool_calls"), "empty", /wanted to use a tool/],
    [
      "all tokens thought away",
      openAi,
      say({ reasoning_content: "Hm." }) + silent("length"),
      "empty",
      /used up the 50 tokens .* without a word/,
    ],
    [
      "a model for vectors",
      compatible,
      refusal(400, { message: '"nomic-embed-text" does not support chat' }),
      "cannot-talk",
      /not a chat model/,
    ],
    [
      "OpenAI's model for pictures",
      openAi,
      refusal(404, { message: "This is not a chat model and thus not supported in the v1/chat/completions endpoint." }),
      "cannot-talk",
      /not a chat model/,
    ],
  ];
  test.each(states)("L3 %s", async (_, make, body, code, words) => {
    const { error } = await receive(make, body);
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  });

  test("M7 an answer that just says nothing, or is cut behind its words, is an answer", async () => {
    expect(await receive(openAi, silent("stop"))).toMatchObject({ text: "", error: null, finish: { reason: "stop" } });
    expect(await receive(openAi, say({ content: "Good " }) + silent("length"))).toMatchObject({
      text: "Good ",
      finish: { reason: "length" },
    });
  });
});

describe("M7 a thought is never speech", () => {
  const thinking: [string, Make, string][] = [
    [
      "reasoning_content",
      openAi,
      say({ reasoning_content: "She asks me." }) + say({ content: "Good evening." }, "stop"),
    ],
    [
      "reasoning",
      compatible,
      say({ reasoning: "She asks me.", content: null }) + say({ content: "Good evening." }, "stop"),
    ],
    [
      "parts",
      openAi,
      say(
        {
          content: [
            { type: "thinking", thinking: [{ type: "text", text: "She asks me." }] },
            { type: "text", text: "Good evening." },
          ],
        },
        "stop",
      ),
    ],
    ["tags", openAi, say({ content: "<think>She asks" }) + say({ content: " me.</think>Good evening." }, "stop")],
    [
      "the end alone",
      compatible,
      say({ content: "She asks me." }) + say({ content: "\n</think>\n\nGood evening." }, "stop"),
    ],
    [
      "channels",
      compatible,
      say({ content: "<|channel|>analysis<|message|>She asks me.<|end|><|start|>assistant<|channel|>final" }) +
        say({ content: "<|message|>Good evening." }, "stop"),
    ],
    [
      "Gemini's thoughts",
      gemini,
      event({
        candidates: [
          {
            content: { parts: [{ thought: true, text: "She asks me." }, { text: "Good evening." }] },
            finishReason: "STOP",
          },
        ],
      }),
    ],
    [
      "Anthropic's thoughts",
      anthropic,
      event(
        { type: "content_block_delta", delta: { type: "thinking_delta", thinking: "She asks me." } },
        "content_block_delta",
      ) +
        event(
          { type: "content_block_delta", delta: { type: "text_delta", text: "Good evening." } },
          "content_block_delta",
        ) +
        event({ type: "message_stop" }, "message_stop"),
    ],
  ];
  test.each(thinking)("M7 %s", async (_, make, body) => {
    const received = await collect(make(answering(body).fetch).stream(chat, testScope()));
    expect(received).toMatchObject({ text: "Good evening.", error: null });
    expect(received.thoughts.length).toBeGreaterThan(0);
    expect(received.finish!.usage.reasoning).toBeGreaterThan(0);
  });

  test("M7 the reasoning format found in the first answer is remembered: later reasoning is left out from its first word", async () => {
    const { fetch } = answering(
      ...Array(2).fill(say({ content: "She asks.</think>Good evening." }, "stop")),
      say({ content: "She asks" }, "length"),
    );
    const model = compatible(fetch);
    for (let call = 0; call < 2; call++)
      expect((await collect(model.stream(chat, testScope()))).deltas).toEqual(["Good evening."]);
    expect(await collect(model.stream(chat, testScope()))).toMatchObject({ text: "", error: { code: "empty" } });
  });
});

describe("A5 a provider's own words", () => {
  const refusals: [string, Answer][] = [
    [
      "an error inside the answer",
      {
        body: event({ error: { message: `Bad key ${KEY} at http://10.1.2.3:8080/v1`, type: "invalid_request_error" } }),
      },
    ],
    ["a header", { body: "hello", headers: { "content-type": `text/${KEY}` } }],
    [
      "a refusal",
      {
        status: 400,
        body: JSON.stringify({
          error: { message: `Bad key ${KEY}, upstream gateway.internal:8080 and 10.1.2.3 are cross` },
        }),
      },
    ],
    [
      "another's key",
      { status: 400, body: JSON.stringify({ error: { message: "Bad key sk-proj-An0therAn0therAn0ther99" } }) },
    ],
  ];
  test.each(refusals)("A5 %s is reported without a key or an address", async (_, answer) => {
    for (const make of [openAi, compatible, anthropic, gemini]) {
      const { error } = await receive(make, answer);
      expect(error!.message).not.toMatch(/Pl4nt|An0ther|10\.1\.2\.3|gateway\.internal/);
      expect(JSON.stringify(error)).not.toContain(KEY);
    }
  });
});

describe("L1 whatever bytes come", () => {
  const words = fc.string({ maxLength: 12 });
  const junk = fc.oneof(
    fc.constantFrom(
      "data: null\n\n",
      "data:\n\n",
      ": ping\n\n",
      "event: ping\ndata: {}\n\n",
      "\n",
      "retry: 5\n\n",
      "data: [DONE]\n\n",
      "data: {\n\n",
      "xyz\n",
      "\r\n\r\n",
    ),
    fc.anything().map((value) => `data: ${JSON.stringify(value) ?? "null"}\n\n`),
    fc
      .record(
        { choices: fc.anything(), candidates: fc.anything(), usage: fc.anything(), type: fc.anything() },
        { requiredKeys: [] },
      )
      .map((value) => event(value)),
    fc
      .record({ delta: fc.anything(), finish_reason: fc.anything() }, { requiredKeys: [] })
      .map((choice) => event({ choices: [choice] })),
    words.map((text) =>
      event({ type: "content_block_delta", delta: { type: "text_delta", text } }, "content_block_delta"),
    ),
    fc.anything().map((value) => event({ type: "message_start", message: value }, "message_start")),
    fc.anything().map((value) => event({ candidates: [value], usageMetadata: value })),
  );
  const thought = fc.constantFrom(
    say({ content: "<think>SECRET</think>" }),
    say({ reasoning_content: "SECRET" }),
    say({ content: [{ type: "thinking", thinking: "SECRET" }] }),
    event(
      { type: "content_block_delta", delta: { type: "thinking_delta", thinking: "SECRET" } },
      "content_block_delta",
    ),
    event({ candidates: [{ content: { parts: [{ thought: true, text: "SECRET" }] } }] }),
  );

  test("L1 M7 they end as text or as a ModelError, never as another exception, and no thought is spoken", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(junk, thought), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (frames, lengths) => {
          for (const make of [openAi, compatible, anthropic, gemini]) {
            const received = await receive(make, { body: frames.join(""), lengths });
            expect(received.finish === null).toBe(received.error !== null);
            expect(received.text).not.toContain("SECRET");
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
