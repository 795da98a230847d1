import { inEnglish, message, type Message, verbatim } from "../../../schema/messages/message.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAnthropicModel } from "../providers/anthropic.adapter.ts";
import {
  ModelError,
  type ChatRequest,
  type LanguageModel,
  type ModelAdapter,
  type ModelErrorCode,
  type ModelEvent,
  type ModelRequest,
  type Route,
} from "../language-model.ts";
import { createModelFetch, type ModelFetch } from "../wire/model-fetch.adapter.ts";
import { createOpenAiModel } from "../providers/openai.adapter.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { impatientWith, PATIENT } from "../../../test/model-servers/test-timeouts.ts";
import { startWireServer, type Fault, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { createBreaker, withBreaker } from "./with-breaker.adapter.ts";
import { withFallback, type RouteTry, type TryStart } from "./with-fallback.ts";
import { withLedger, type CallRecord } from "./with-ledger.ts";
import { withRetry } from "./with-retry.adapter.ts";
import { withTimeouts } from "./with-timeouts.adapter.ts";

const chat: ChatRequest = { messages: [{ role: "user", content: "Good evening!" }], maxTokens: 50 };
const SOON = () => ({ attempts: 1, firstDelayMs: 1, longestWaitMs: 50 });

const prices = {
  file: "models.yaml",
  models: ["openai", "anthropic"].map((provider) => ({
    provider,
    model: "m",
    prices: [{ from: "2026-01-01", source: "test", bands: [{ input: 1, output: 2 }] }],
  })),
};

describe("L3 two providers", () => {
  let openai: WireServer;
  let anthropic: WireServer;
  let connection: ModelFetch;
  let records: CallRecord[];

  beforeEach(async () => {
    [openai, anthropic] = await Promise.all([startWireServer(OPENAI_FORMAT), startWireServer(ANTHROPIC_FORMAT)]);
    connection = createModelFetch();
    records = [];
  });
  afterEach(async () => {
    await connection.close();
    await Promise.all([openai.close(), anthropic.close()]);
  });

  function voice(timeouts = PATIENT): LanguageModel {
    const ports = {
      prices,
      now: () => new Date("2026-11-20T10:00:00Z"),
      newId: () => "row",
      recordCall: (record: CallRecord) => void records.push(record),
    };
    const endpoint = (url: string) => ({ baseUrl: url, apiKey: "sk-secret-key", fetch: connection.fetch });
    const toTry = (model: ModelAdapter, label: string, why: Message, timeouts = PATIENT): RouteTry => {
      const breaker = createBreaker(label);
      const open = ({ why }: TryStart) =>
        withRetry(
          withBreaker(
            withLedger(
              withTimeouts(model, () => timeouts),
              why,
              ports,
            ),
            breaker,
          ),
          SOON,
        );
      return { route: model.route, why, open };
    };
    const tries = [
      toTry(createOpenAiModel("m", endpoint(`${openai.url}/v1`)), "OpenAI", message("why-model-setting"), timeouts),
      toTry(createAnthropicModel("m", endpoint(anthropic.url)), "Anthropic", message("why-cheapest")),
    ];
    return withFallback({ likely: tries[0]!.route, choose: async () => tries });
  }
  const rows = () => records.map(({ route, why, outcome }) => `${route.provider} ${outcome}: ${inEnglish(why)}`);

  const faults: [Fault, failedTries: number, why: string][] = [
    ["reset", 2, "OpenAI cannot be reached"],
    ["silence", 1, "The voice openai/m did not begin to answer within"],
    ["wrong-content-type", 2, "OpenAI answered with"],
    [{ status: 401 }, 1, "OpenAI refused the key (HTTP 401)"],
    [{ status: 402 }, 1, "OpenAI has no credit left for this account (HTTP 402)"],
    [{ status: 403 }, 1, "OpenAI refused the key (HTTP 403)"],
    [{ status: 404 }, 1, "OpenAI does not know the model (HTTP 404)"],
    [{ status: 429 }, 2, "OpenAI asks to slow down"],
    [{ status: 429, headers: { "retry-after": "30" } }, 1, "OpenAI asks to slow down"],
    [{ status: 500 }, 2, "OpenAI has a problem on its side (HTTP 500)"],
    [{ status: 529 }, 2, "OpenAI has a problem on its side (HTTP 529)"],
  ];

  test.each(faults)(
    "L3 %j: the second one answers, and each try has its row and its reason",
    async (fault, tries, why) => {
      openai.fault = fault;
      const { text, finish, error } = await collect(voice(impatientWith(fault, 60)).stream(chat, testScope()));
      expect(error).toBeNull();
      expect(text).toBe("Good evening, café 🎭.");
      expect(finish?.route).toEqual({ provider: "anthropic", model: "m", local: false });
      expect(rows()).toEqual([
        ...Array.from({ length: tries }, () => "openai failed: MODEL names it"),
        expect.stringContaining(`anthropic finished: fallback: ${why}`),
      ]);
      expect(records.at(-1)!.cost.totalNano).toBeGreaterThan(0);
    },
  );

  const shown: Fault[] = ["reset-midway", "stall", "cut-off", "truncated-json", "error-midway"];
  test.each(shown)(
    "L3 %j: once a word was shown no other route starts over, and the error names the one that broke off",
    async (fault) => {
      openai.fault = fault;
      const { text, error } = await collect(voice(impatientWith(fault, 60)).stream(chat, testScope()));
      expect(text).not.toBe("");
      expect(error).toMatchObject({ route: { provider: "openai" }, usage: { exact: false } });
      expect(anthropic.requests).toHaveLength(0);
      expect(rows()).toEqual(["openai failed: MODEL names it"]);
    },
  );

  test.each<Fault>(["split-bytes", "no-usage", "empty"])("L3 %j is an answer, not a fault", async (fault) => {
    openai.fault = fault;
    const { error, finish } = await collect(voice().stream(chat, testScope()));
    expect(error).toBeNull();
    expect(finish).toMatchObject({ route: { provider: "openai" }, usage: { exact: fault !== "no-usage" } });
    expect(anthropic.requests).toHaveLength(0);
  });

  test("L3 both down: one error with the problem of each", async () => {
    openai.fault = { status: 500 };
    anthropic.fault = { status: 401 };
    const { error } = await collect(voice().stream(chat, testScope()));
    expect(error?.message).toBe(
      "None of 2 voices could answer: OpenAI has a problem on its side (HTTP 500); Anthropic refused the key (HTTP 401). Nothing is lost: try again in a moment.",
    );
    expect(rows()).toHaveLength(3);
  });

  test("C4 an abort stops a call for every route", async () => {
    openai.fault = "silence";
    const stop = new AbortController();
    const call = collect(voice().stream(chat, testScope({ signal: stop.signal })));
    await expect.poll(() => openai.requests.length).toBe(1);
    stop.abort();
    expect((await call).error?.code).toBe("aborted");
    await expect.poll(openai.abandoned).toBe(1);
    expect(anthropic.requests).toHaveLength(0);
  });
});

function failing(code: ModelErrorCode): RouteTry {
  const route = { provider: "openai", model: code, local: false };
  const stream = () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new ModelError(code, "It failed. Do something.")) }),
  });
  return { route, why: verbatim("asked"), open: () => ({ route, stream }) };
}

test.each<ModelErrorCode>(["aborted", "budget", "bad-request", "off-schema", "forbidden"])(
  "L3 %s would be the same elsewhere: nobody else is asked",
  async (code) => {
    const second = failing("overloaded");
    const choose = async () => [failing(code), second];
    const { error } = await collect(withFallback({ likely: second.route, choose }).stream(chat, testScope()));
    expect(error).toMatchObject({ code, message: "It failed. Do something.", route: { model: code } });
  },
);

test("M7 each route is asked with the request that is made for it, right before it is tried", async () => {
  const events: string[] = [];
  const opened = (model: string, fails: boolean): RouteTry => {
    const route = { provider: "vllm", model, local: true };
    async function* stream(request: ModelRequest): AsyncGenerator<ModelEvent> {
      events.push(`asked for ${"messages" in request && request.messages[0]!.content}`);
      if (fails) throw new ModelError("overloaded", "Busy.");
      yield { type: "text-delta", text: "Yes." };
    }
    return { route, why: verbatim("asked"), open: () => ({ route, stream }) };
  };
  const tries = [opened("llama-70b", true), opened("smol-135m", false), opened("never-tried", false)];
  const requestFor = ({ model }: Route): ChatRequest => {
    events.push(`made for ${model}`);
    return { messages: [{ role: "user", content: model }], maxTokens: 9 };
  };
  const voice = withFallback({ likely: tries[0]!.route, choose: async () => tries });
  await collect(voice.stream(requestFor, testScope()));
  expect(events).toEqual(["made for llama-70b", "asked for llama-70b", "made for smol-135m", "asked for smol-135m"]);
});

/** Attempts that fail in turn; the routes are recorded. */
function failingTries(...routes: [name: string, code: ModelErrorCode | null, retryAfterMs?: number][]) {
  const asked: string[] = [];
  const tries = routes.map(([name, code, retryAfterMs]): RouteTry => {
    const [provider, model] = name.split("/") as [string, string];
    const route = { provider, model, local: false };
    async function* stream(): AsyncGenerator<ModelEvent> {
      asked.push(name);
      if (code) throw new ModelError(code, `${name} failed.`, { retryAfterMs });
      yield { type: "text-delta", text: "Yes." };
    }
    return { route, why: verbatim("asked"), open: () => ({ route, stream }) };
  });
  const choose = async () => tries;
  return { asked, model: withFallback({ likely: tries[0]!.route, choose }) };
}

test("L3 who was late, refuses the key or has no credit is not asked for another of its models", async () => {
  for (const code of ["first-token-timeout", "connect-timeout", "unauthorised", "out-of-credit"] as const) {
    const { asked, model } = failingTries(["openai/big", code], ["openai/light", null], ["anthropic/haiku", null]);
    expect((await collect(model.stream(chat, testScope()))).text).toBe("Yes.");
    expect(asked).toEqual(["openai/big", "anthropic/haiku"]);
  }
  const alone = failingTries(["openai/big", "first-token-timeout"], ["openai/light", null]);
  expect((await collect(alone.model.stream(chat, testScope()))).error?.message).toBe("openai/big failed.");
  expect(alone.asked).toEqual(["openai/big"]);
});

test("L3 after a filtered answer, an empty one or a model that is not a chat model, another route answers", async () => {
  for (const code of ["filtered", "empty", "cannot-talk", "overloaded"] as const) {
    const { asked, model } = failingTries(["openai/big", code], ["openai/light", null]);
    expect((await collect(model.stream(chat, testScope()))).text).toBe("Yes.");
    expect(asked).toEqual(["openai/big", "openai/light"]);
  }
});

test("L3 L4 several rate-limited routes: the error has the earliest time that any of them may be called again", async () => {
  const { model } = failingTries(
    ["openai/big", "rate-limited", 30_000],
    ["groq/fast", "rate-limited", 9_000],
    ["anthropic/haiku", "unauthorised", 1_000],
  );
  const { error } = await collect(model.stream(chat, testScope()));
  expect(error).toMatchObject({ code: "rate-limited", retryAfterMs: 9_000, route: { provider: "groq" } });
  expect(error?.message).toMatch(/ Nothing is lost\.$/);

  const passing = failingTries(["openai/big", "rate-limited", 30_000], ["groq/fast", "overloaded"]);
  const { error: now } = await collect(passing.model.stream(chat, testScope()));
  expect(now).toMatchObject({ code: "overloaded", retryAfterMs: null });
  expect(now?.message).toMatch(/try again in a moment\.$/);
});
