/**
 * The overhead of our own layer in a model call (SPEC, benchmarks): limits, redaction, queue, retry, breaker, budget,
 * ledger in a real Postgres and time-outs, compared with a `fetch` of the same data to the same server.
 */
import { verbatim } from "../../schema/messages/message.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ChatRequest, LanguageModel } from "../../engine/model/language-model.ts";
import { createInProcessResponseCache } from "../../engine/model/response-cache/in-process-response-cache.ts";
import { shareAnswers } from "../../engine/model/response-cache/with-response-cache.ts";
import { openBudgetsOfProcess } from "../../test/budget/open-budgets-of-process.ts";
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.process.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { createLedger } from "../../server/ledger/ledger.store.ts";
import { createCallLimits } from "../../server/models/open-route-ports.adapter.ts";
import { createLimiters } from "../../server/redis/create-limiters.adapter.ts";
import { openProvider } from "../../server/models/providers/provider-routes.adapter.ts";
import { readModelsFile } from "../../server/models/read-models-file.adapter.ts";
import { sayProgress } from "../say-progress.ts";
import { percentile } from "../world/percentile.ts";
import { rounded } from "../world/rounded.ts";
import { startInstantServer } from "./instant-server.ts";
import { measureRunBesideTalk } from "./measure-run-beside-talk.ts";
import { unlimitedPolicies } from "./unlimited-policies.ts";
import { createTalkRequests } from "./talk-requests.ts";
import { testScope } from "../../test/model-servers/collect.ts";

const MODEL = "gpt-6.1-terra";
const CIRCLES = 60;
/** Far above the spending here: every call is reserved and settled, none refused. */
const LIMIT_NANO = 1e13;
const ALONE_CALLS = 300;
/** The first rate that the bare client sustains is used; at higher ones, queueing would be measured. */
const CALLS_A_SECOND = [1000, 500, 250, 125];
/** It does not keep up when its p99 exceeds this. */
const KEEPS_UP_MS = 10;
const LOAD_SECONDS = 2;
/** Warm-up, in which connections are opened and code is compiled. */
const WARM_SECONDS = 1;
/** Both are measured alternately in many short rounds, of which the median counts, because the machine may be busy at times. */
const ROUNDS = 11;

type Client = (call: number) => Promise<void>;

export async function measureOverhead(): Promise<object> {
  const server = await startInstantServer();
  const folder = await mkdtemp(join(tmpdir(), "dramatis-bench-"));
  const postgres = await startEmbeddedPostgres(join(folder, "postgres"));
  const database = await openDatabase(postgres.url);
  const ledger = createLedger(database, sayProgress);
  const budget = await openBudgetsOfProcess(database, postgres.url, ledger, {
    reportError: (error) => sayProgress(String(error)),
    say: sayProgress,
  });
  await budget.store.createFirst("default", [
    { id: "bench", scope: "workspace", subjectId: null, period: "month", limitNano: LIMIT_NANO },
  ]);
  const policies = unlimitedPolicies();
  const settings = {
    provider: "openai",
    label: "OpenAI",
    baseUrl: server.url,
    apiKey: "none",
    keyFile: null,
    wire: "openai" as const,
    local: false,
    free: false,
    tier: "any" as const,
    defaultModel: MODEL,
    lightModel: null,
  };
  const ports = { prices: readModelsFile(), now: () => new Date(), newId, recordCall: ledger.recordCall, budget };
  const provider = openProvider(settings, {
    ...ports,
    policies,
    limits: createCallLimits(policies, createLimiters(null)),
    answers: shareAnswers(createInProcessResponseCache(Date.now)),
  });
  try {
    const requestOf = createTalkRequests(CIRCLES);
    const chain = chainClient(() => provider.open(MODEL, verbatim("bench")), requestOf);
    const bare = fetchClient(server.url, (call) => requestOf(call).request);
    await alone(bare);
    await alone(chain);
    const rounds: Awaited<ReturnType<typeof measureRound>>[] = [];
    const callsPerSecond = await findSustainedRate(bare);
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(bare, chain, callsPerSecond));
    await ledger.flush();
    const besideRun = await measureRunBesideTalk(settings, ports);
    const middle = (of: (round: (typeof rounds)[number]) => number) => rounded(percentile(rounds.map(of), 0.5), 3);
    return {
      overheadP50Ms: middle(({ bareP50, chainP50 }) => chainP50 - bareP50),
      overheadP99At1000PerSecondMs: middle(({ bareP99, chainP99 }) => chainP99 - bareP99),
      bareFetchP50Ms: middle(({ bareP50 }) => bareP50),
      bareFetchP99Ms: middle(({ bareP99 }) => bareP99),
      callsPerSecond,
      ...besideRun,
    };
  } finally {
    await provider.close();
    await ledger.close();
    await budget.close();
    await database.close();
    await postgres.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function findSustainedRate(bare: Client): Promise<number> {
  for (const rate of CALLS_A_SECOND) if (percentile(await underLoad(bare, rate), 0.99) < KEEPS_UP_MS) return rate;
  return CALLS_A_SECOND.at(-1)!;
}

async function measureRound(bare: Client, chain: Client, rate: number) {
  const [bareP50, chainP50] = [percentile(await alone(bare), 0.5), percentile(await alone(chain), 0.5)];
  const [bareLoaded, chainLoaded] = [await underLoad(bare, rate), await underLoad(chain, rate)];
  const round = { bareP50, chainP50, bareP99: percentile(bareLoaded, 0.99), chainP99: percentile(chainLoaded, 0.99) };
  sayProgress(JSON.stringify(Object.fromEntries(Object.entries(round).map(([name, ms]) => [name, rounded(ms, 3)]))));
  return round;
}

async function alone(client: Client): Promise<number[]> {
  const times: number[] = [];
  for (let call = 0; call < ALONE_CALLS; call++) {
    const startedAt = performance.now();
    await client(call);
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Open loop: a call begins at its scheduled time, independent of earlier ones; a late start counts as waiting. */
async function underLoad(client: Client, callsPerSecond: number): Promise<number[]> {
  const calls = callsPerSecond * LOAD_SECONDS;
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let call = 0; call < calls;) {
    const due = startedAt + (call * 1000) / callsPerSecond;
    if (performance.now() < due) {
      await wait(1);
      continue;
    }
    const isCounted = call >= callsPerSecond * WARM_SECONDS;
    running.push(client(call).then(() => void (isCounted && times.push(performance.now() - due))));
    call++;
  }
  await Promise.all(running);
  return times;
}

function chainClient(open: () => LanguageModel, requestOf: ReturnType<typeof createTalkRequests>): Client {
  return async (call) => {
    const { request, ...who } = requestOf(call);
    let text = "";
    const scope = testScope({ userId: "bench", ...who });
    for await (const event of open().stream(request, scope)) if (event.type === "text-delta") text += event.text;
    if (text === "") throw new Error("the chain answered nothing");
  };
}

function fetchClient(url: string, requestOf: (call: number) => ChatRequest): Client {
  return async (call) => {
    const { messages, maxTokens, temperature } = requestOf(call);
    const body = JSON.stringify({
      model: MODEL,
      messages,
      max_completion_tokens: maxTokens,
      temperature,
      stream: true,
    });
    const headers = { "content-type": "application/json", authorization: "Bearer none" };
    const response = await fetch(`${url}/chat/completions`, { method: "POST", headers, body });
    if ((await response.text()) === "") throw new Error("fetch answered nothing");
  };
}
