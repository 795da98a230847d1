/**
 * Exactly one record for every request to a model: finished, aborted or failed (SPEC L6). Money is reserved
 * before, and settled with the record's cost (SPEC L7).
 */
import type { Message } from "../../../schema/messages/message.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { boundPromptTokens, estimateUsage } from "../usage/estimate-usage.ts";
import {
  ModelError,
  toCallContext,
  type CallContext,
  type CallScope,
  type CallWatch,
  type EmbeddingEvent,
  type ModelCalls,
  type ModelErrorCode,
  type ModelEvent,
  type AnyRequest,
  type ProgressEvent,
  type Route,
  type Usage,
} from "../language-model.ts";
import { findPrice, priceCall, UnknownPrice, type Cost } from "../price/price.ts";
import type { PriceTable } from "../price/price-table.ts";
import type { CachedShares } from "../prompt-cache/cached-shares.ts";
import { reserveMoney, type BudgetPorts, type Reservation } from "./reserve-money.ts";

export type CallRecord = {
  id: string;
  /** ISO date-time of the start. */
  at: string;
  route: Route;
  /** Why this route was chosen. */
  why: Message;
  context: CallContext;
  /** Whether it was an untemplated completion. */
  isCompletion?: boolean;
  /** The lease that pays for it. */
  leaseId?: string;
  usage: Usage;
  cost: Cost;
  outcome: "finished" | "aborted" | "failed";
};

export type LedgerPorts = {
  prices: PriceTable;
  now(): Date;
  newId(): string;
  recordCall(record: CallRecord): void;
  /** Without it, an estimated prompt counts as uncached. */
  cachedShares?: CachedShares;
  /** Without it, nothing is reserved. */
  budget?: BudgetPorts;
};

/**
 * @param why this route was chosen
 * @param beginWatch without it, nobody watches
 * @throws ModelError "budget", "aborted" or, when a paid model has no price, "unknown-model", with nothing sent
 */
export function withLedger<Request extends AnyRequest, Event extends ModelEvent | EmbeddingEvent>(
  adapter: ModelCalls<Request, Event | ProgressEvent>,
  why: Message,
  ports: LedgerPorts,
  beginWatch?: (request: Request, scope: CallScope) => CallWatch,
): ModelCalls<Request, Event> {
  const { route } = adapter;
  return {
    route,
    async *stream(request, scope): AsyncGenerator<Event> {
      const askedAt = ports.now().toISOString();
      refuseUnpriced(ports.prices, route, askedAt);
      const countMost = () => ({
        prompt: boundPromptTokens(request),
        output: "texts" in request ? 0 : request.maxTokens,
      });
      const reservation = await reserveMoney(ports, scope, route, countMost, askedAt);
      // It may have waited for money until another day, whose budgets pay.
      const at = ports.now().toISOString();
      const watch = beginWatch?.(request, scope);
      const tally = createTally(request);
      // Unless the stream ends otherwise, the reader has left.
      let problem: ModelErrorCode | null = "aborted";
      try {
        for await (const event of adapter.stream(request, scope)) {
          tally.add(event);
          if (event.type === "thought" || event.type === "counted") continue;
          if (event.type === "finish") problem = null;
          else watch?.chunk();
          yield event as Event;
        }
      } catch (error) {
        problem = error instanceof ModelError ? error.code : "unknown";
        tally.fail(error);
        throw error;
      } finally {
        const usage = ports.cachedShares?.splitPrompt(tally.usage(), route, toCallContext(scope)) ?? tally.usage();
        const record = recordCall(
          { at, route, why, ...describeTry(request, scope, problem), usage },
          reservation,
          ports,
        );
        watch?.price(record);
        watch?.end(problem, route);
        scope.onCost?.(record.cost.totalNano, record.usage);
      }
    },
  };
}

/** Tracks an attempt's usage by the events of its stream. */
function createTally(request: AnyRequest) {
  let text = "";
  let thoughts = "";
  let counted: Partial<Usage> = {};
  let known: Usage | null = null;
  return {
    add(event: ModelEvent | EmbeddingEvent | ProgressEvent): void {
      if (event.type === "text-delta") text += event.text;
      else if (event.type === "thought") thoughts += event.text;
      else if (event.type === "counted") counted = event.usage;
      else if (event.type === "finish") known = event.usage;
    },
    fail(error: unknown): void {
      // A provider that did no work (refused the key, was unreachable) costs nothing, which is exact.
      known = error instanceof ModelError ? (error.usage ?? NO_USAGE) : null;
    },
    /** If the reader simply left, what was received until then is charged. */
    usage: (): Usage => known ?? estimateUsage(request, text, counted, thoughts),
  };
}

function describeTry(
  request: AnyRequest,
  scope: CallScope,
  problem: ModelErrorCode | null,
): Pick<CallRecord, "context" | "isCompletion" | "outcome"> {
  const failed = problem === "aborted" ? "aborted" : "failed";
  return {
    context: toCallContext(scope),
    ...("prompt" in request && { isCompletion: true }),
    outcome: problem === null ? "finished" : failed,
  };
}

/** Writes the record, and settles the reservation with its cost. */
export function recordCall(
  call: Omit<CallRecord, "id" | "cost" | "leaseId">,
  reservation: Reservation | null,
  { prices, newId, recordCall }: LedgerPorts,
): CallRecord {
  const cost = priceCall(prices, call.route, call.usage, call.at);
  const leaseId = reservation?.leaseId;
  const record = { ...call, id: newId(), cost, ...(leaseId !== undefined && { leaseId }) };
  recordCall(record);
  reservation?.settle(cost.totalNano);
  return record;
}

/** @throws ModelError "unknown-model" for a paid route without a price */
export function refuseUnpriced(prices: PriceTable, route: Route, at: string): void {
  if (route.local) return;
  try {
    findPrice(prices, route, at);
  } catch (error) {
    if (error instanceof UnknownPrice) throw new ModelError("unknown-model", error.reason, { cause: error });
    throw error;
  }
}
