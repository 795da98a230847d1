/**
 * What talk waits for while a run holds 400 calls in flight and passes 2,000 a second (SPEC L4): the whole chain of a call
 * with budget and ledger in a real Postgres, around a model in this process that takes its time.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { CallScope, ChatRequest, ModelAdapter } from "../../engine/model/language-model.ts";
import { createConversationPlaceholders } from "../../engine/model/redaction/placeholders.ts";
import { createRecentCalls } from "../../engine/model/routing/recent-calls.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { createBreaker } from "../../engine/model/wrappers/with-breaker.adapter.ts";
import { createCallQueue } from "../../engine/model/wrappers/with-concurrency.ts";
import { verbatim } from "../../schema/messages/message.ts";
import { createCallLimits } from "../../server/models/open-route-ports.adapter.ts";
import type { RoutePorts } from "../../server/models/providers/route-ports.ts";
import type { ProviderSettings } from "../../server/models/providers/provider-settings.ts";
import { wrapCall } from "../../server/models/providers/wrap-call.adapter.ts";
import { createLimiters } from "../../server/redis/create-limiters.adapter.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { sayProgress } from "../say-progress.ts";
import { percentile } from "../world/percentile.ts";
import { rounded } from "../world/rounded.ts";
import { unlimitedPolicies } from "./unlimited-policies.ts";

const MODEL_MS = { talk: 20, run: 150 };
const RUN_CALLS_A_SECOND = 2000;
const TALK_CALLS_A_SECOND = 20;
const SECONDS = 5;
/** The prompt of a survey's respondent: who they are, a few answers, the next question. */
const RESPONDENT = "I am 47, a nurse in Leeds, and I rent with my sister. ".repeat(12);

type Policy = keyof typeof MODEL_MS;
type Open = (policy: Policy) => (request: ChatRequest, scope: CallScope) => Promise<number>;

export async function measureRunBesideTalk(
  settings: ProviderSettings,
  ports: Omit<RoutePorts, "policies" | "limits" | "answers">,
): Promise<object> {
  const policies = unlimitedPolicies();
  const limits = createCallLimits(policies, createLimiters(null));
  const queue = createCallQueue(policies, "server");
  const recent = createRecentCalls(Date.now);
  const redaction = { placeholdersOf: createConversationPlaceholders() };
  const surroundings = { settings, ports: { ...ports, policies, limits }, queue, recent, redaction };
  const start = { why: verbatim("bench"), isLast: true, call: null, breaker: createBreaker("bench") };
  const open: Open = (policy) => async (request, scope) => {
    const model = createTimedModel(MODEL_MS[policy]);
    const startedAt = performance.now();
    for await (const _ of wrapCall(model.adapter, start, surroundings).stream(request, scope));
    return performance.now() - startedAt - model.tookMs();
  };
  await Promise.all([pass(open, "talk"), pass(open, "run")]);
  const alone = await pass(open, "talk");
  let mostInFlight = 0;
  const watch = setInterval(() => (mostInFlight = Math.max(mostInFlight, queue.running())), 20);
  const startedAt = performance.now();
  const [beside, run] = await Promise.all([
    pass(open, "talk"),
    pass(open, "run").then((times) => ({ times, seconds: (performance.now() - startedAt) / 1000 })),
  ]);
  clearInterval(watch);
  const figures = {
    runCallsPerSecond: Math.round(run.times.length / run.seconds),
    runMostInFlight: mostInFlight,
    talkOverheadP50AloneMs: rounded(percentile(alone, 0.5), 3),
    talkOverheadP50BesideRunMs: rounded(percentile(beside, 0.5), 3),
    talkOverheadP99BesideRunMs: rounded(percentile(beside, 0.99), 3),
  };
  sayProgress(JSON.stringify(figures));
  return figures;
}

/** Open loop: each call begins at its scheduled time. Resolves with the chain's overhead of each, in ms. */
async function pass(open: Open, policy: Policy): Promise<number[]> {
  const perSecond = policy === "run" ? RUN_CALLS_A_SECOND : TALK_CALLS_A_SECOND;
  const ask = open(policy);
  const startedAt = performance.now();
  const calls: Promise<number>[] = [];
  for (let call = 0; call < perSecond * SECONDS;) {
    if (performance.now() < startedAt + (call * 1000) / perSecond) {
      await wait(1);
      continue;
    }
    const content = `${RESPONDENT} What do you think of question ${call}?`;
    const request = { messages: [{ role: "user" as const, content }], maxTokens: 60, temperature: 0.8 };
    calls.push(ask(request, testScope({ policy, userId: "bench", ...(policy === "run" && { runId: "run" }) })));
    call += 1;
  }
  return Promise.all(calls);
}

/** Answers after a while; `tookMs` is the actual time. */
function createTimedModel(afterMs: number): { adapter: ModelAdapter; tookMs(): number } {
  let tookMs = 0;
  const adapter: ModelAdapter = {
    route: { provider: "openai", model: "gpt-6.1-terra", local: false },
    async *stream() {
      const askedAt = performance.now();
      await wait(afterMs);
      tookMs = performance.now() - askedAt;
      yield { type: "text-delta", text: "Mostly yes, though not on Mondays." };
      yield { type: "finish", reason: "stop", usage: { ...NO_USAGE, input: 180, output: 9 } };
    },
  };
  return { adapter, tookMs: () => tookMs };
}
