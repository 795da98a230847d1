/** One connection, breaker and queue per provider; a wrapped LanguageModel for each of its models. */
import { message, type Message } from "../../../schema/messages/message.ts";
import type { BatchProvider } from "../../../engine/model/batch/batch-provider.ts";
import { createLiveBatch } from "../../../engine/model/batch/create-live-batch.ts";
import type { CallScope, EmbeddingModel, LanguageModel, Route } from "../../../engine/model/language-model.ts";
import { toEmbeddingModel } from "../../../engine/model/answers/to-embedding-model.ts";
import { createConversationPlaceholders } from "../../../engine/model/redaction/placeholders.ts";
import { createRecentCalls, type RecentCalls } from "../../../engine/model/routing/recent-calls.ts";
import { createModelFetch } from "../../../engine/model/wire/model-fetch.adapter.ts";
import { createCallQueue, servesOf, type CallQueue } from "../../../engine/model/wrappers/with-concurrency.ts";
import type { TryStart } from "../../../engine/model/wrappers/with-fallback.ts";
import type { Availability, Standing } from "../routing/judge-health.ts";
import { createProviderAccess } from "./provider-access.adapter.ts";
import { createProviderAdapters } from "./provider-adapters.adapter.ts";
import { createProviderCheck } from "./provider-check.adapter.ts";
import { openProviderKey } from "./provider-key.adapter.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import type { RoutePorts } from "./route-ports.ts";
import { wrapCall, wrapEmbedding } from "./wrap-call.adapter.ts";

export type ProviderRoutes = {
  readonly settings: ProviderSettings;
  readonly queue: CallQueue;
  readonly recent: RecentCalls;
  readonly keySource: "environment" | "file" | "none";
  /** The route that would answer. */
  routeOf(model: string): Route;
  /**
   * @param why recorded in each ledger row
   * @param start by default the only attempt, and not part of a watched call
   */
  open(model: string, why: Message, start?: Omit<TryStart, "why">): LanguageModel;
  /** For calls that can wait: by the provider's batch API, or live when it has none. */
  openBatch(model: string): BatchProvider;
  /** Null when the provider offers no embeddings. */
  openEmbedding(model: string, why: Message): EmbeddingModel | null;
  /** Whether it is a chat model, as far as known: embedding and completion models are recognised when called. */
  talks(model: string): boolean;
  /** The chat models it listed last; empty when not known. */
  listed(): string[];
  /** Requests its model list, which is free and detects a wrong key. Never throws. */
  check(): Promise<void>;
  /** Whether it is called now. */
  availability(): Availability;
  standing(): Standing;
  /** Calls `listener` when its health may have changed. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
};

/**
 * @param socketPath for a server that does not listen on TCP
 * @param places maximum concurrent calls, if the model is limited
 */
export function openProvider(
  settings: ProviderSettings,
  ports: RoutePorts,
  socketPath?: string,
  places?: number,
): ProviderRoutes {
  const connection = createModelFetch(socketPath);
  const queue = createCallQueue(ports.policies, servesOf(settings), places);
  const recent = createRecentCalls(Date.now);
  const redaction = {
    placeholdersOf: createConversationPlaceholders(),
    hasConsent: async ({ consented, policy }: CallScope) =>
      consented === true && ports.policies[policy].redaction === "unless-consented",
  };
  const listeners = new Set<() => void>();
  const announce = () => listeners.forEach((listener) => listener());
  recent.onTurn(announce);
  /** Models that turned out not to be chat models. */
  const silent = new Set<string>();
  const talks = (model: string) => !settings.completionOnly && !silent.has(model);
  const closing = new AbortController();
  const key = openProviderKey(settings, () => {
    check.forget();
    announce();
    void check.ask();
  });
  const access = createProviderAccess(settings, key);
  const check = createProviderCheck({
    label: settings.label,
    access,
    recent,
    onChange: announce,
    signal: closing.signal,
  });
  const { adapterOf, embeddingOf, batchOf } = createProviderAdapters({
    access,
    ports,
    recent,
    fetch: connection.fetch,
    onSilent(model) {
      silent.add(model);
      announce();
    },
  });
  const surroundings = { settings, ports, queue, recent, redaction };
  const startOf = (why: Message, start: Omit<TryStart, "why"> = { isLast: true, call: null }) => ({
    ...start,
    why,
    breaker: access.get().breaker,
  });
  const open: ProviderRoutes["open"] = (model, why, start) =>
    wrapCall(adapterOf(model), startOf(why, start), surroundings);

  return {
    settings,
    queue,
    recent,
    keySource: key.source,
    routeOf: (model) => adapterOf(model).route,
    open,
    openBatch: (model) =>
      batchOf(model, () =>
        createLiveBatch(open(model, message("why-one-by-one")), ports.policies.batch.places[servesOf(settings)]),
      ),
    openEmbedding(model, why) {
      const first = embeddingOf(model);
      // The caller keeps it for a long time, and the key may change meanwhile.
      const wrap = () => wrapEmbedding(embeddingOf(model)!, startOf(why), surroundings);
      return first && toEmbeddingModel({ route: first.route, stream: (...call) => wrap().stream(...call) });
    },
    talks,
    listed: () => check.listed().filter(talks),
    check: check.ask,
    availability: check.availability,
    standing: check.standing,
    onChange: (listener) => void listeners.add(listener),
    close() {
      closing.abort();
      key.close();
      return connection.close();
    },
  };
}
