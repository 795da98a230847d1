import { expect, test } from "vitest";
import { NO_USAGE } from "../usage/add-usage.ts";
import { ModelError, type LanguageModel, type ModelErrorCode, type ModelEvent } from "../language-model.ts";
import { createRecentCalls } from "./recent-calls.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { withRecentCalls } from "../wrappers/with-recent-calls.ts";

const chat = { messages: [{ role: "user" as const, content: "Hi" }], maxTokens: 50 };

/** A model that takes 100 ms for its first word, 500 ms for the rest, on a clock of its own. */
function house() {
  let at = 1_000_000;
  const now = () => at;
  const recent = createRecentCalls(now);
  let failure: ModelErrorCode | null = null;
  const model: LanguageModel = {
    route: { provider: "openai", model: "m", local: false },
    async *stream(): AsyncGenerator<ModelEvent> {
      if (failure) throw new ModelError(failure, failure);
      at += 100;
      yield { type: "text-delta", text: "Yes" };
      at += 500;
      yield {
        type: "finish",
        reason: "stop",
        usage: { ...NO_USAGE, input: 30, cached: 60, cacheWrite5m: 10, output: 20 },
      };
    },
  };
  const watched = withRecentCalls(model, recent, now);
  return {
    recent,
    call: (fails: ModelErrorCode | null = null) => {
      failure = fails;
      return collect(watched.stream(chat, testScope()));
    },
    pass: (ms: number) => void (at += ms),
  };
}

test("L3 the pace, the errors and the cached share of recent calls are known", async () => {
  const { recent, call, pass } = house();
  expect(recent.read()).toEqual({
    firstTokenMs: null,
    tokensPerSecond: null,
    errorShare: null,
    cachedShare: null,
    quota: null,
    failure: null,
    calledAt: null,
  });
  await call();
  await call("overloaded");
  expect(recent.read("m")).toMatchObject({
    firstTokenMs: 100,
    tokensPerSecond: 40,
    cachedShare: 0.6,
    errorShare: null,
  });
  await call();
  await call("unauthorised");
  expect(recent.read()).toMatchObject({ errorShare: 0.5, failure: { code: "unauthorised" } });
  expect(recent.read("another")).toMatchObject({ errorShare: null, failure: null });
  pass(20 * 60_000);
  expect(recent.read()).toMatchObject({ firstTokenMs: null, errorShare: null, failure: { code: "unauthorised" } });
  await call();
  expect(recent.read().failure).toBeNull();
});

test("A5 failures with an earlier key do not count against the new one", async () => {
  const { recent, call } = house();
  for (let times = 0; times < 4; times++) await call("unauthorised");
  recent.noteQuota("m", { of: "requests", remaining: 0, limit: 100, resetsAt: null });
  recent.forget();
  expect(recent.read("m")).toMatchObject({ errorShare: null, quota: null, failure: null, calledAt: null });
});

test("L3 a stopped call, a bad request or a spent budget says nothing of the provider", async () => {
  const { recent, call } = house();
  await call();
  for (const code of ["aborted", "bad-request", "budget"] as const) await call(code);
  expect(recent.read()).toMatchObject({ errorShare: null, failure: null });
});

test("L3 a provider that asks to wait has nothing left until then", () => {
  const { recent, pass } = house();
  const error = new ModelError("rate-limited", "slow down", { retryAfterMs: 30_000 });
  recent.note({ model: "m", error, firstTokenMs: null, tokensPerSecond: null, usage: null });
  expect(recent.read("m").quota).toMatchObject({ remaining: 0, resetsAt: 1_030_000 });
  pass(30_000);
  expect(recent.read("m").quota).toBeNull();
});

test("L3 the nearest quota counts until it renews", () => {
  const { recent, pass } = house();
  recent.noteQuota("m", { of: "requests", remaining: 90, limit: 100, resetsAt: 1_000_000 + 5_000 });
  recent.noteQuota("n", { of: "tokens", remaining: 1, limit: 100, resetsAt: null });
  expect(recent.read().quota).toMatchObject({ of: "tokens", remaining: 1 });
  expect(recent.read("m").quota).toEqual({ of: "requests", remaining: 90, limit: 100, resetsAt: 1_005_000 });
  pass(6_000);
  expect(recent.read("m").quota).toBeNull();
  expect(recent.read("n").quota).not.toBeNull();
  pass(60_000);
  expect(recent.read().quota).toBeNull();
});
