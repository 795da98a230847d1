import { message } from "../../../schema/messages/message.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { NO_USAGE } from "../usage/add-usage.ts";
import { ModelError, type CallScope, type ChatRequest, type LanguageModel, type Usage } from "../language-model.ts";
import { collect, testScope, type ScopeChange } from "../../../test/model-servers/collect.ts";
import type { CallRecord } from "../wrappers/with-ledger.ts";
import { createInProcessResponseCache } from "./in-process-response-cache.ts";
import { shareAnswers, withResponseCache, type SharedAnswers } from "./with-response-cache.ts";

const usage: Usage = { ...NO_USAGE, input: 10, output: 4 };
const request: ChatRequest = { messages: [{ role: "user", content: "Who speaks?" }], maxTokens: 9, temperature: 0 };
const logProbabilities = [{ token: "A", logProbability: -0.1, top: [{ token: "A", logProbability: -0.1 }] }];

let calls: CallScope[];
let records: CallRecord[];
let answers: SharedAnswers;
/** Calls wait until it is resolved. */
let gate: Promise<void>;
let reason: "stop" | "filtered";
let failures: ModelError[];
beforeEach(() => {
  calls = [];
  records = [];
  failures = [];
  gate = Promise.resolve();
  reason = "stop";
  answers = shareAnswers(createInProcessResponseCache(() => 0));
});

const provider: LanguageModel = {
  route: { provider: "openai", model: "m", local: false },
  async *stream(_request, context) {
    calls.push(context);
    await gate;
    const failure = failures.shift();
    if (failure) throw failure;
    yield { type: "text-delta", text: "Ada " };
    yield { type: "text-delta", text: "speaks." };
    yield { type: "finish", reason, usage, logProbabilities };
  },
};
const prices = {
  file: "models.yaml",
  models: [
    {
      provider: "openai",
      model: "m",
      prices: [{ from: "2026-01-01", source: "test", bands: [{ input: 1, output: 1 }] }],
    },
  ],
};
const ask = (change: Partial<ChatRequest> = {}, context: ScopeChange = {}, model = provider) =>
  collect(
    withResponseCache(model, answers, {
      prices,
      now: () => new Date("2026-11-20T10:00:00Z"),
      newId: () => `id ${records.length}`,
      recordCall: (record) => records.push(record),
    }).stream({ ...request, ...change }, testScope(context)),
  );

describe("the response cache", () => {
  test("L4 the same question is answered once, the same again, for nothing, and its row says so", async () => {
    const first = await ask();
    const second = await ask({}, { userId: "sam", circleId: "c1" });
    expect(calls).toHaveLength(1);
    expect(second).toMatchObject({ text: first.text, error: null });
    expect(second.finish).toEqual({ type: "finish", reason: "stop", usage: NO_USAGE, logProbabilities });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      why: message("why-from-cache"),
      route: provider.route,
      outcome: "finished",
      usage: NO_USAGE,
      cost: { totalNano: 0 },
      context: { workspaceId: "default", userId: "sam", circleId: "c1" },
    });
  });

  test("L4 a question with chance in it is asked every time", async () => {
    await ask({ temperature: 0.7 });
    await ask({ temperature: 0.7 });
    expect(calls).toHaveLength(2);
    await ask({ temperature: 0.7, seed: 4 });
    await ask({ temperature: 0.7, seed: 4 });
    expect(calls).toHaveLength(3);
  });

  test("L4 another question, model or workspace has its own answer", async () => {
    await ask();
    await ask({ maxTokens: 10 });
    await ask({}, {}, { ...provider, route: { ...provider.route, model: "other" } });
    await ask({}, { workspaceId: "another" });
    expect(calls).toHaveLength(4);
  });

  test("L4 concurrent identical calls wait for the first one", async () => {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    const asking = Array.from({ length: 20 }, () => ask());
    await expect.poll(() => calls.length).toBe(1);
    held.resolve();
    for (const { text } of await Promise.all(asking)) expect(text).toBe("Ada speaks.");
    expect(calls).toHaveLength(1);
    expect(records).toHaveLength(19);
  });

  test("L4 a failed call is neither cached nor shared: the next waiting caller makes its own", async () => {
    failures = [new ModelError("overloaded", "busy")];
    const [one, two, three] = await Promise.all([ask(), ask(), ask()]);
    expect([one, two, three].filter(({ error }) => error)).toHaveLength(1);
    expect(calls).toHaveLength(2);
    expect((await ask()).text).toBe("Ada speaks.");
  });

  test("L4 an answer that was left, stopped or filtered is not kept", async () => {
    const model = withResponseCache(provider, answers, {
      prices,
      now: () => new Date(),
      newId: () => "",
      recordCall: () => undefined,
    });
    for await (const event of model.stream(request, testScope())) if (event.type === "text-delta") break;
    failures = [new ModelError("aborted", "stopped", { usage })];
    await ask();
    reason = "filtered";
    await ask();
    expect(calls).toHaveLength(3);
    await ask();
    expect(calls).toHaveLength(4);
  });

  test("C4 a caller waiting for another's call can be stopped, and the call continues", async () => {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    const first = ask();
    await expect.poll(() => calls.length).toBe(1);
    const stop = new AbortController();
    const second = ask({}, { signal: stop.signal });
    stop.abort();
    expect((await second).error?.code).toBe("aborted");
    held.resolve();
    expect((await first).text).toBe("Ada speaks.");
  });

  test("L4 an entry of another version is a miss", async () => {
    await ask();
    const { cache } = answers;
    answers = shareAnswers({ ...cache, get: () => Promise.resolve('{"text": 4') });
    await ask();
    answers = shareAnswers({ ...cache, get: () => Promise.resolve('{"text": 4}') });
    await ask();
    expect(calls).toHaveLength(3);
  });
});
