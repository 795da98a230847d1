/** Exactly one record for every request that goes to a model: finished, aborted or failed (SPEC L6). */
import { type Message } from "../../../schema/messages/message.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { estimateUsage } from "../usage/estimate-usage.ts";
import {
  ModelError,
  type CallContext,
  type LanguageModel,
  type ModelEvent,
  type Route,
  type Usage,
} from "../language-model.ts";
import { findPrice, priceCall, UnknownPrice, type Cost } from "../price/price.ts";
import type { PriceTable } from "../price/price-table.ts";
import type { CachedShares } from "../prompt-cache/cached-shares.ts";
import { wrapModel } from "./wrap-model.ts";

export type CallRecord = {
  id: string;
  /** ISO date-time of the start. */
  at: string;
  route: Route;
  /** Why this route was taken. */
  why: Message;
  context: Omit<CallContext, "signal" | "priority" | "onCost" | "onLeft">;
  usage: Usage;
  cost: Cost;
  outcome: "finished" | "aborted" | "failed";
};

export type LedgerPorts = {
  prices: PriceTable;
  now(): Date;
  newId(): string;
  recordCall(record: CallRecord): void;
  /** Absent: an estimated prompt counts as wholly new. */
  cachedShares?: CachedShares;
};

/** @throws ModelError "unknown-model" before the call when a paid model has no price */
export function withLedger(model: LanguageModel, why: Message, ports: LedgerPorts): LanguageModel {
  const { route } = model;
  return wrapModel(model, async function* ({ request, context, open }): AsyncGenerator<ModelEvent> {
    const at = ports.now().toISOString();
    refuseUnpriced(ports.prices, route, at);
    let outcome: CallRecord["outcome"] = "aborted";
    let usage: Usage | null = null;
    let text = "";
    const onLeft = (used: Usage) => void (usage ??= used);
    try {
      for await (const event of open({ ...context, onLeft })) {
        if (event.type === "text-delta") text += event.text;
        else {
          usage = event.usage;
          outcome = "finished";
        }
        yield event;
      }
    } catch (error) {
      outcome = error instanceof ModelError && error.code === "aborted" ? "aborted" : "failed";
      // A provider that did no work (refused the key, could not be reached) is owed nothing, and that is exact.
      usage = error instanceof ModelError ? (error.usage ?? NO_USAGE) : null;
      throw error;
    } finally {
      // Null when the reader simply left: what was received until then is what was bought.
      const counted = usage ?? estimateUsage(request, text);
      usage = ports.cachedShares?.splitPrompt(counted, route, context) ?? counted;
      const { signal: _, priority: __, onCost, ...who } = context;
      const cost = priceCall(ports.prices, route, usage, at);
      ports.recordCall({ id: ports.newId(), at, route, why, context: who, usage, cost, outcome });
      onCost?.(cost.totalNano, usage);
    }
  });
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
