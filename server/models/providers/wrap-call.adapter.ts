import type {
  AnyRequest,
  CallScope,
  EmbeddingCalls,
  EmbeddingEvent,
  LanguageModel,
  ModelAdapter,
  ModelCalls,
  ModelEvent,
  ProgressEvent,
} from "../../../engine/model/language-model.ts";
import { withEmbeddingRedaction } from "../../../engine/model/redaction/with-embedding-redaction.ts";
import { withRedaction } from "../../../engine/model/redaction/with-redaction.ts";
import { withResponseCache } from "../../../engine/model/response-cache/with-response-cache.ts";
import type { RecentCalls } from "../../../engine/model/routing/recent-calls.ts";
import { withBreaker, type createBreaker } from "../../../engine/model/wrappers/with-breaker.adapter.ts";
import { withCallLimits } from "../../../engine/model/wrappers/with-call-limits.ts";
import { withConcurrency, type CallQueue } from "../../../engine/model/wrappers/with-concurrency.ts";
import type { TryStart } from "../../../engine/model/wrappers/with-fallback.ts";
import { withLedger } from "../../../engine/model/wrappers/with-ledger.ts";
import { withRecentCalls } from "../../../engine/model/wrappers/with-recent-calls.ts";
import { hurry, withRetry } from "../../../engine/model/wrappers/with-retry.adapter.ts";
import { withTimeouts } from "../../../engine/model/wrappers/with-timeouts.adapter.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import type { RoutePorts } from "./route-ports.ts";

type Start = TryStart & { breaker: ReturnType<typeof createBreaker> };

/** Shared by all calls of one provider. */
export type CallSurroundings = {
  settings: ProviderSettings;
  ports: RoutePorts;
  queue: CallQueue;
  recent: RecentCalls;
  redaction: Parameters<typeof withRedaction>[1];
};

/**
 * The order of a call's wrappers, from the inside out. Each attempt has its own time-outs, ledger row and span,
 * and its own reservation of money, which is settled with the row's cost. Its outcome is recorded
 * outside of the reservation, so that routing knows of refusals by a budget, and inside the breaker, because an attempt
 * that the breaker refuses was never made. Waiting for a slot does not count against time-outs, and a slot is kept
 * across attempts, but not while waiting for money. Nothing further inside sees personal data; a cached answer needs
 * none of this. Limits come first: a call over the limit is refused before it costs anything.
 *
 * A wrapper passes information outwards by events of the stream; what it needs is passed here, or in the call's scope.
 */
export function wrapCall(adapter: ModelAdapter, start: Start, around: CallSurroundings): LanguageModel {
  const { ports, redaction } = around;
  const { limits, answers } = ports;
  const safe = withRedaction(wrapTries(adapter, start, around), redaction);
  const known = answers ? withResponseCache(safe, answers, ports, start.call) : safe;
  return limits ? withCallLimits(known, limits) : known;
}

/** Like `wrapCall`, for embeddings, which are not cached here because the caller stores them. */
export function wrapEmbedding(adapter: EmbeddingCalls, start: Start, around: CallSurroundings): EmbeddingCalls {
  const { limits } = around.ports;
  const safe = withEmbeddingRedaction(wrapTries(adapter, start, around));
  return limits ? withCallLimits(safe, limits) : safe;
}

/** The common wrappers of every kind of request. */
function wrapTries<Request extends AnyRequest, Event extends ModelEvent | EmbeddingEvent>(
  adapter: ModelCalls<Request, Event | ProgressEvent>,
  { why, isLast, call, breaker }: Start,
  { settings, ports, queue, recent }: CallSurroundings,
): ModelCalls<Request, Event> {
  const { watchCalls, policies } = ports;
  const watchTry = (request: Request, scope: CallScope) =>
    watchCalls!({ level: "try", route: adapter.route, request, scope, call });
  const timed = withTimeouts(adapter, ({ policy }) => {
    const { firstTokenMs, ...timeouts } = policies[policy].timeouts;
    return { ...timeouts, firstTokenMs: settings.local ? firstTokenMs.local : firstTokenMs.remote };
  });
  const recorded = withLedger<Request, Event>(timed, why, ports, watchCalls && watchTry);
  const noted = withRecentCalls(recorded, recent, () => performance.now());
  const tried = withRetry(withBreaker(noted, breaker), ({ policy }) => {
    const { retries } = policies[policy];
    return isLast ? retries : hurry(retries);
  });
  return withConcurrency(tried, queue);
}
