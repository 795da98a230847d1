/** One connection, breaker and queue per provider; a wrapped LanguageModel for each of its models. */
import type { BatchProvider } from "../../../engine/model/batch/batch-provider.ts";
import { createLiveBatch } from "../../../engine/model/batch/create-live-batch.ts";
import { withBudget, type BudgetPorts } from "../../../engine/model/wrappers/with-budget.ts";
import {
  ModelError,
  type EmbeddingModel,
  type LanguageModel,
  type Route,
} from "../../../engine/model/language-model.ts";
import { maskKey } from "../../../engine/model/wire/mask-key.ts";
import { createModelFetch } from "../../../engine/model/wire/model-fetch.adapter.ts";
import type { PrefixKeeper } from "../../../engine/model/prompt-cache/keep-prefixes.ts";
import { readQuota } from "../../../engine/model/wire/read-quota.ts";
import { createRecentCalls, type RecentCalls } from "../../../engine/model/routing/recent-calls.ts";
import { createConversationPlaceholders } from "../../../engine/model/redaction/placeholders.ts";
import { withEmbeddingRedaction } from "../../../engine/model/redaction/with-embedding-redaction.ts";
import { withRedaction } from "../../../engine/model/redaction/with-redaction.ts";
import { withResponseCache, type SharedAnswers } from "../../../engine/model/response-cache/with-response-cache.ts";
import {
  createBreaker,
  withBreaker,
  withEmbeddingBreaker,
} from "../../../engine/model/wrappers/with-breaker.adapter.ts";
import { withCallLimits, type CallLimits } from "../../../engine/model/wrappers/with-call-limits.ts";
import { createCallQueue, withConcurrency, type CallQueue } from "../../../engine/model/wrappers/with-concurrency.ts";
import { withEmbeddingBudget } from "../../../engine/model/wrappers/with-embedding-budget.ts";
import { withEmbeddingLedger } from "../../../engine/model/wrappers/with-embedding-ledger.ts";
import { withLedger, type LedgerPorts } from "../../../engine/model/wrappers/with-ledger.ts";
import { withRecentCalls } from "../../../engine/model/wrappers/with-recent-calls.ts";
import { LIVE_RETRIES, QUICK_RETRIES, withRetry } from "../../../engine/model/wrappers/with-retry.adapter.ts";
import { wrapModel } from "../../../engine/model/wrappers/wrap-model.ts";
import { withTelemetry, type WatchCalls } from "../../../engine/model/wrappers/with-telemetry.ts";
import { LOCAL_TIMEOUTS, REMOTE_TIMEOUTS, withTimeouts } from "../../../engine/model/wrappers/with-timeouts.adapter.ts";
import { DEFAULT_WORKSPACE_ID } from "../../account/open-accounts.process.ts";
import { createAdapter, createBatchAdapter, createEmbeddingAdapter } from "./create-adapter.adapter.ts";
import { listModels } from "./discover-endpoint.adapter.ts";
import { openProviderKey } from "./provider-key.adapter.ts";
import { NO_KEY, type ProviderSettings } from "./provider-settings.ts";
import { judgeHealth, type Check, type Standing } from "../routing/judge-health.ts";

/** A shared graphics card or a laptop; a provider's own limits answer with 429. */
const LOCAL_PLACES = 4;
const REMOTE_PLACES = 16;
const CHECK_TIMEOUT_MS = 10_000;

export type RoutePorts = LedgerPorts & {
  /** Counted over all providers; absent: calls are not limited. */
  limits?: CallLimits;
  /** Absent: every call is made. */
  answers?: SharedAnswers;
  /** Absent: nothing is kept at providers for money. */
  prefixes?: PrefixKeeper;
  /** Absent: nothing is held back. */
  budget?: BudgetPorts;
  /** Absent: nobody watches. */
  watchCalls?: WatchCalls;
};

export type ProviderRoutes = {
  readonly settings: ProviderSettings;
  readonly queue: CallQueue;
  readonly recent: RecentCalls;
  readonly keySource: "environment" | "file" | "none";
  /** Who would answer. */
  routeOf(model: string): Route;
  /**
   * @param why told on each ledger row
   * @param isLast no other route stands ready: this one is worth waiting for
   */
  open(model: string, why: string, isLast?: boolean): LanguageModel;
  /** Calls that can wait: by the provider's batches, or live where it has none. */
  openBatch(model: string): BatchProvider;
  /** Null where the provider makes no vectors. */
  openEmbedding(model: string, why: string): EmbeddingModel | null;
  /** Whether it is made to talk, as far as is known: a model for vectors, or one that only goes on with a text, says so when it is asked. */
  talks(model: string): boolean;
  /** The models it listed when it was last asked, those that can speak; empty: not known. */
  listed(): string[];
  /** Asks what it lists: for nothing, and enough to tell a wrong key. Never throws. */
  check(): Promise<void>;
  standing(): Standing;
  /** Told when its standing may have changed. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
};

/**
 * @param socketPath where the server listens when not on TCP
 * @param places calls that may run at once
 */
export function openProvider(
  settings: ProviderSettings,
  ports: RoutePorts,
  socketPath?: string,
  places = settings.local ? LOCAL_PLACES : REMOTE_PLACES,
): ProviderRoutes {
  const { label } = settings;
  const connection = createModelFetch(socketPath);
  const queue = createCallQueue(places);
  const recent = createRecentCalls(Date.now);
  const redaction = {
    placeholdersOf: createConversationPlaceholders(),
    hasConsent: async ({ consented }: { consented?: boolean }) => consented === true,
  };
  const listeners = new Set<() => void>();
  const announce = () => listeners.forEach((listener) => listener());
  recent.onTurn(announce);
  let check: Check | null = null;
  /** Models that turned out to be none for talking. */
  const silent = new Set<string>();
  const talks = (model: string) => !settings.completionOnly && !silent.has(model);
  const closing = new AbortController();
  const key = openProviderKey(settings, () => {
    check = null;
    recent.forget();
    announce();
    void ask();
  });

  /** What belongs to one key. Calls under way keep theirs; the next one has the new. */
  const withKey = (apiKey: string | null) => ({
    apiKey,
    breaker: createBreaker(label),
    adapters: new Map<string, LanguageModel>(),
    batches: new Map<string, BatchProvider>(),
    embeddings: new Map<string, EmbeddingModel | null>(),
  });
  let current = withKey(key.read());
  function access() {
    const apiKey = key.read();
    if (apiKey !== current.apiKey) current = withKey(apiKey);
    return current;
  }
  const fetchSafely: typeof globalThis.fetch = async (...request) =>
    maskKey(await connection.fetch(...request), access().apiKey ?? "");
  const keyed = () => ({ ...settings, apiKey: access().apiKey ?? NO_KEY });

  function adapterOf(model: string): LanguageModel {
    const { adapters } = access();
    const known = adapters.get(model);
    if (known) return known;
    const fetch: typeof globalThis.fetch = async (...request) => {
      const response = await fetchSafely(...request);
      recent.noteQuota(model, readQuota(response.headers, Date.now()));
      return response;
    };
    const adapter = noteSilence(createAdapter(keyed(), model, ports, fetch));
    adapters.set(model, adapter);
    return adapter;
  }

  function noteSilence(adapter: LanguageModel): LanguageModel {
    return wrapModel(adapter, async function* ({ open }) {
      try {
        yield* open();
      } catch (error) {
        if (error instanceof ModelError && error.code === "cannot-talk") {
          silent.add(adapter.route.model);
          announce();
        }
        throw error;
      }
    });
  }

  async function ask(): Promise<void> {
    const asked = access();
    if (asked.apiKey === null) return;
    const answer = await listModels(keyed(), closing.signal, CHECK_TIMEOUT_MS).then(
      (models) => ({ models, error: null }),
      (error: unknown) => ({ models: [], error: error instanceof ModelError ? error : null }),
    );
    if (closing.signal.aborted || asked !== current) return;
    check = { ...answer, at: Date.now() };
    // A key that is refused here is refused for calls as well, and one that is taken again, too.
    if (answer.error?.code === "unauthorised")
      await asked.breaker.policy.execute(() => Promise.reject(answer.error)).catch(() => undefined);
    else if (!answer.error && asked.breaker.failure()?.code === "unauthorised") current = withKey(asked.apiKey);
    announce();
  }

  /**
   * The order of a call, from the inside out. Each try has its own time-outs, its own ledger row and span,
   * and its own reservation of money, which is settled with what the row says. How it went is noted
   * outside of the money, so that routing knows of it, and inside the breaker: a try that this refuses
   * was never made. Waiting for a place counts against no time-out, and a place is kept over all tries.
   * Nothing further in sees personal data; an answer that is known already needs none of all that. Limits
   * come first: a call too many is refused before it costs anything.
   */
  function wrap(adapter: LanguageModel, why: string, isLast: boolean): LanguageModel {
    const { limits, answers, budget, watchCalls } = ports;
    const timed = withTimeouts(adapter, settings.local ? LOCAL_TIMEOUTS : REMOTE_TIMEOUTS);
    const row = withLedger(timed, why, ports);
    const booked = watchCalls ? withTelemetry(row, "try", watchCalls) : row;
    const paid = budget ? withBudget(booked, { ...ports, ...budget }) : booked;
    const noted = withRecentCalls(paid, recent, () => performance.now());
    const tried = withRetry(withBreaker(noted, access().breaker), isLast ? LIVE_RETRIES : QUICK_RETRIES);
    const safe = withRedaction(withConcurrency(tried, queue), redaction);
    const known = answers ? withResponseCache(safe, answers, ports) : safe;
    return limits ? withCallLimits(known, limits) : known;
  }

  /** As `wrap`, for vectors: asked for by the memory, for the workspace as a whole. */
  function embeddingOf(model: string, why: string): EmbeddingModel | null {
    const { breaker, embeddings } = access();
    const known = embeddings.get(model);
    if (known !== undefined) return known;
    const { budget } = ports;
    const adapter = createEmbeddingAdapter(keyed(), model, ports, fetchSafely);
    const booked = adapter && withEmbeddingLedger(adapter, why, DEFAULT_WORKSPACE_ID, ports);
    const paid = booked && budget ? withEmbeddingBudget(booked, DEFAULT_WORKSPACE_ID, { ...ports, ...budget }) : booked;
    const embedding = paid && withEmbeddingRedaction(withEmbeddingBreaker(paid, breaker));
    embeddings.set(model, embedding);
    return embedding;
  }

  return {
    settings,
    queue,
    recent,
    keySource: key.source,
    routeOf: (model) => adapterOf(model).route,
    open: (model, why, isLast = true) => wrap(adapterOf(model), why, isLast),
    openBatch(model) {
      const { batches } = access();
      const batch =
        batches.get(model) ??
        createBatchAdapter(keyed(), model, ports, fetchSafely) ??
        createLiveBatch(wrap(adapterOf(model), "it can wait, and this route has no batches", true), places);
      batches.set(model, batch);
      return batch;
    },
    openEmbedding(model, why) {
      // It is kept for long by who asks, and the key may change meanwhile.
      const first = embeddingOf(model, why);
      return first && { route: first.route, embed: (...texts) => embeddingOf(model, why)!.embed(...texts) };
    },
    talks,
    listed: () => (check?.models ?? []).filter(talks),
    check: ask,
    standing() {
      const { apiKey, breaker } = access();
      return judgeHealth({
        label,
        check,
        recent: recent.last(),
        hasKey: apiKey !== null,
        failure: breaker.failure(),
        isPaused: breaker.isPaused(),
      });
    },
    onChange: (listener) => void listeners.add(listener),
    close() {
      closing.abort();
      key.close();
      return connection.close();
    },
  };
}
