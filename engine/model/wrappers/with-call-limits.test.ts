import { RateLimiterMemory } from "rate-limiter-flexible";
import { expect, test } from "vitest";
import { NO_USAGE } from "../usage/add-usage.ts";
import type { LanguageModel, ModelEvent } from "../language-model.ts";
import { collect, testScope, type ScopeChange } from "../../../test/model-servers/collect.ts";
import { withCallLimits, type CallLimits } from "./with-call-limits.ts";

function limitsOf(person: number, workspace: number): CallLimits {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const limits = { person: limiter(person), workspace: limiter(workspace) };
  return { talk: limits, decide: limits, run: { ...limits, person: null }, batch: limits, system: limits };
}

function counted(local: boolean): LanguageModel & { calls: number } {
  const model = {
    route: { provider: "openai", model: "m", local },
    calls: 0,
    async *stream(): AsyncGenerator<ModelEvent> {
      model.calls += 1;
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  return model;
}
const call = (model: LanguageModel, change: ScopeChange) =>
  collect(model.stream({ messages: [], maxTokens: 1 }, testScope(change)));

test("L4 a person past their calls a minute gets the time to wait, and nothing is sent; others are not limited", async () => {
  const model = counted(false);
  const limited = withCallLimits(model, limitsOf(2, 10));
  const ends = await Promise.all([1, 2, 3].map(() => call(limited, { userId: "anna" })));
  expect(ends.map(({ error }) => error?.code)).toEqual([undefined, undefined, "rate-limited"]);
  expect(ends[2]!.error!.message).toMatch(/^You have used all your 2 model calls .* Nothing is lost\.$/);
  expect(ends[2]!.error!.retryAfterMs).toBeGreaterThan(0);
  expect((await call(limited, { userId: "theo" })).error).toBeNull();
  expect(model.calls).toBe(3);
});

test("L4 a workspace has a limit of its own, for calls without a person too", async () => {
  const model = counted(false);
  const limited = withCallLimits(model, limitsOf(5, 2));
  for (const userId of ["anna", undefined]) expect((await call(limited, { userId })).error).toBeNull();
  expect((await call(limited, { userId: "theo" })).error?.message).toMatch(/^Everyone here together .* 2 model calls/);
  expect((await call(limited, { userId: "theo", workspaceId: "other" })).error).toBeNull();
  expect(model.calls).toBe(3);
});

test("L4 calls on this machine have no such limit", () => {
  const local = counted(true);
  expect(withCallLimits(local, limitsOf(0, 0))).toBe(local);
});
