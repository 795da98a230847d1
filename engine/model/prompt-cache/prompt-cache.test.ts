import { afterEach, describe, expect, test } from "vitest";
import { createAnthropicModel } from "../providers/anthropic.adapter.ts";
import { createCompatibleModel } from "../providers/compatible.adapter.ts";
import type { ChatMessage } from "../language-model.ts";
import { createModelFetch } from "../wire/model-fetch.adapter.ts";
import { createOpenAiModel } from "../providers/openai.adapter.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireFormat, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { placeBreakpoints } from "./place-breakpoints.ts";

const said = (text: string, cache?: ChatMessage["cache"]): ChatMessage => ({
  role: "user" as const,
  content: text,
  ...(cache && { cache }),
});
const frozen: ChatMessage = { role: "system", content: "You are Mira. ".repeat(300), cache: "1h" };
const messages = [
  frozen,
  said("Hello."),
  { role: "assistant", content: "Hm." } as const,
  said("Well?", "5m"),
  said("Now you."),
];
const request = { messages, maxTokens: 50 };

describe("where prefixes end", () => {
  const limits = { minimumTokens: 0, most: 4, lookBack: 20 };
  const place = (list: ChatMessage[], change = {}) => [...placeBreakpoints(list, { ...limits, ...change })];

  test("L5 the marks of the prompt are kept, each with its time", () =>
    expect(place(messages)).toEqual([
      [0, "1h"],
      [3, "5m"],
    ]));

  test("L5 in a long talk earlier marks remain, so that a persona that was silent for long still hits the cache", () => {
    const talk = [frozen, ...Array.from({ length: 70 }, () => said("Hm.")), said("Well?", "5m"), said("Now you.")];
    expect(place(talk)).toEqual([
      [0, "1h"],
      [71, "5m"],
      [51, "5m"],
      [31, "5m"],
    ]);
  });

  test("L5 a prefix too short to be cached is not marked", () => {
    expect(place(messages, { minimumTokens: 4096 })).toEqual([]);
    const longer = [frozen, said("A long story. ".repeat(1200), "5m"), said("Now you.")];
    expect(place(longer, { minimumTokens: 4096 })).toEqual([[1, "5m"]]);
  });

  test("L5 without marks nothing is marked, and never more than the provider takes", () => {
    expect(place([said("Once."), said("Only.")])).toEqual([]);
    const many = Array.from({ length: 9 }, (_, index) => said(`${index}`, "5m"));
    expect(place(many)).toHaveLength(4);
  });
});

test("L5 of more marks than a provider takes the last ones stand: they end the longest prefixes", () => {
  const messages = Array.from({ length: 7 }, (_, index) => said(`Turn ${index}`, index === 0 ? "1h" : "5m"));
  const kept = placeBreakpoints(messages, { minimumTokens: 0, most: 4, lookBack: 20 });
  expect([...kept]).toEqual([3, 4, 5, 6].map((index) => [index, "5m"]));
});

describe("how prefixes are marked for providers", () => {
  let server: WireServer;
  const { fetch } = createModelFetch();
  const apiKey = "sk-secret-key";
  const open = async (format: WireFormat) => (server = await startWireServer(format));
  afterEach(() => server.close());
  const ofCircle = testScope({ personaId: "mira", circleId: "c1" });

  test("L5 Anthropic gets each message as a block of its own, with the cache lifetime of the prefix that ends there", async () => {
    await open(ANTHROPIC_FORMAT);
    await collect(createAnthropicModel("m", { baseUrl: server.url, apiKey, fetch }).stream(request, ofCircle));
    expect(server.requests[0]!.body).toMatchObject({
      system: [{ type: "text", cache_control: { type: "ephemeral", ttl: "1h" } }],
      messages: [
        { role: "user", content: [{ text: "Hello." }] },
        { role: "assistant", content: [{ text: "Hm." }] },
        { role: "user", content: [{ text: "Well?", cache_control: { ttl: "5m" } }, { text: "Now you." }] },
      ],
    });
    expect(JSON.stringify(server.requests[0]!.body).match(/cache_control/g)).toHaveLength(2);
  });

  test("L5 OpenAI gets one key per circle, which reveals nothing", async () => {
    await open(OPENAI_FORMAT);
    const model = createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey, fetch });
    for (const scope of [
      ofCircle,
      { ...ofCircle, personaId: "tom" },
      { ...ofCircle, subject: { circleId: "c2" } },
      testScope(),
    ])
      await collect(model.stream(request, scope));
    const keys = server.requests.map(({ body }) => body["prompt_cache_key"] as string);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(server.requests[0]!.body).not.toHaveProperty("prompt_cache_options");
    expect(JSON.stringify(server.requests[0]!.body["messages"])).not.toContain("cache");
  });

  test("L5 an OpenAI model whose cache is marked gets every end that comes again, never an assistant's, and writes no other", async () => {
    await open(OPENAI_FORMAT);
    const model = createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey, fetch }, true);
    await collect(model.stream(request, ofCircle));
    const mark = { prompt_cache_breakpoint: { mode: "explicit" } };
    expect(server.requests[0]!.body).toMatchObject({
      prompt_cache_options: { mode: "explicit" },
      messages: [
        { role: "system", content: [mark] },
        { role: "user", content: [{ text: "Hello.", ...mark }] },
        { role: "assistant", content: "Hm." },
        { role: "user", content: [{ text: "Well?", ...mark }] },
        { role: "user", content: "Now you." },
      ],
    });
  });

  test("L5 a persona that has not spoken yet leaves room among the four that OpenAI writes for the rules and the persona", async () => {
    await open(OPENAI_FORMAT);
    const model = createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey, fetch }, true);
    const turns = Array.from({ length: 8 }, (_, index) => said(`Turn ${index}`, index === 7 ? "5m" : undefined));
    await collect(model.stream({ messages: [frozen, frozen, ...turns, said("Now you.")], maxTokens: 9 }, ofCircle));
    const sent = server.requests[0]!.body["messages"] as { content: unknown }[];
    const marked = sent.flatMap(({ content }, index) => (Array.isArray(content) ? [index] : []));
    expect(marked).toEqual([0, 1, 8, 9]);
  });

  test("L5 of a long talk OpenAI gets the latest 80 marks, which are all that it looks at", async () => {
    await open(OPENAI_FORMAT);
    const model = createOpenAiModel("m", { baseUrl: `${server.url}/v1`, apiKey, fetch }, true);
    const talk = Array.from({ length: 100 }, (_, index) => said(`Turn ${index}`, index === 99 ? "5m" : undefined));
    const own = { role: "assistant" as const, content: "Hm." };
    await collect(model.stream({ messages: [frozen, own, ...talk, said("Now you.")], maxTokens: 9 }, ofCircle));
    const sent = server.requests[0]!.body["messages"] as { content: unknown }[];
    const marked = sent.flatMap(({ content }, index) => (Array.isArray(content) ? [index] : []));
    expect(marked).toEqual(Array.from({ length: 80 }, (_, index) => 22 + index));
  });

  test("L5 vLLM keeps workspaces apart in its cache; a server that does not know how is asked without", async () => {
    await open(OPENAI_FORMAT);
    const endpoint = { baseUrl: `${server.url}/v1`, apiKey, fetch };
    const model = createCompatibleModel({ provider: "vllm", model: "m", local: true, label: "vLLM" }, endpoint);
    for (const workspaceId of ["one", "one", "two"]) await collect(model.stream(request, { ...ofCircle, workspaceId }));
    await collect(model.stream({ prompt: "A:", maxTokens: 3 }, { ...ofCircle, workspaceId: "one" }));
    const salts = server.requests.map(({ body }) => body["cache_salt"]);
    expect(salts[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(salts).toEqual([salts[0], salts[0], expect.not.stringMatching(salts[0] as string), salts[0]]);
    server.next = [{ status: 400, body: { error: { message: "Extra inputs are not permitted: cache_salt" } } }];
    expect((await collect(model.stream(request, ofCircle))).error).toBeNull();
    expect(server.requests.at(-1)!.body).not.toHaveProperty("cache_salt");
  });

  test("L3 vLLM lets the calls that people wait for go before a run; one that has no priorities is asked without", async () => {
    await open(OPENAI_FORMAT);
    const endpoint = { baseUrl: `${server.url}/v1`, apiKey, fetch };
    const model = createCompatibleModel({ provider: "vllm", model: "m", local: true, label: "vLLM" }, endpoint);
    for (const policy of ["talk", "decide", "run", "batch", "system"] as const)
      await collect(model.stream(request, { ...ofCircle, policy }));
    await collect(model.stream({ prompt: "A:", maxTokens: 3 }, { ...ofCircle, policy: "run" }));
    expect(server.requests.map(({ body }) => body["priority"] ?? 0)).toEqual([0, 0, 1, 1, 1, 1]);
    server.next = [
      { status: 400, body: { error: { message: "Got priority 1 but priority scheduling is not enabled." } } },
    ];
    expect((await collect(model.stream(request, { ...ofCircle, policy: "run" }))).error).toBeNull();
    expect(server.requests.at(-1)!.body).not.toHaveProperty("priority");
  });

  test("L5 no other server gets a field that it may not know", async () => {
    await open(OPENAI_FORMAT);
    const endpoint = { baseUrl: `${server.url}/v1`, apiKey, fetch };
    const model = createCompatibleModel({ provider: "ollama", model: "m", local: true, label: "Ollama" }, endpoint);
    await collect(model.stream(request, { ...ofCircle, policy: "run" }));
    expect(JSON.stringify(server.requests[0]!.body)).not.toMatch(/cache|salt|priority/);
    expect(server.requests[0]!.body["messages"]).toEqual([
      { role: "system", content: frozen.content },
      { role: "user", content: "Hello." },
      { role: "assistant", content: "Hm." },
      { role: "user", content: "Well?\n\nNow you." },
    ]);
  });
});
