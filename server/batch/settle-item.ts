/** Settles one result: the answer for the caller, and its cost (SPEC L5, L6). */
import { message, type Message } from "../../schema/messages/message.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { BatchOutcome, LeftOver } from "../../engine/model/batch/batch-provider.ts";
import { estimatePromptTokens, settleUsage } from "../../engine/model/usage/estimate-usage.ts";
import type { Route, Usage } from "../../engine/model/language-model.ts";
import { NOTHING, priceCall, UnknownPrice, type Cost } from "../../engine/model/price/price.ts";
import { toStorableText } from "../database/to-storable-text.ts";
import type { Batch, Settlement, StoredItem } from "./batch.ts";
import type { BatchPorts } from "./batch-ports.ts";
import { restoreReply } from "./redact-item.ts";

const MAX_TRIES = 3;

/** `at`: ISO date-time of submission. */
type Submission = { batch: Pick<Batch, "live" | "why">; route: Route; at: string };

/** What becomes of requests without a result. "out-of-reach": they may have been answered, but nobody can ask. */
export type Rest = LeftOver | "out-of-reach";
export type Ended = BatchOutcome | { type: Exclude<Rest, "expired" | "cancelled">; problem: Message | null };

export function settleItem(
  item: StoredItem,
  ended: Ended,
  { batch, route, at }: Submission,
  { prices, newId }: Pick<BatchPorts, "prices" | "newId">,
): Settlement {
  const { usage, cost } = chargeFor(item, usageOf(item, ended), (used) =>
    priceCall(prices, route, used, at, { batch: !batch.live }),
  );
  return {
    itemId: item.id,
    result: resultOf(item, ended),
    costNano: cost.totalNano,
    usage,
    record: batch.live
      ? null
      : {
          id: newId(),
          at,
          route,
          usage,
          cost,
          context: item.context,
          ...(item.leaseId !== null && { leaseId: item.leaseId }),
          why: message("why-in-batch", { why: batch.why }),
          outcome: ended.type === "answered" ? "finished" : ended.type === "cancelled" ? "aborted" : "failed",
        },
  };
}

/** Its price may be gone from the price file since it was ordered: then it costs what was reserved for it, marked as estimated. */
function chargeFor(item: StoredItem, usage: Usage, price: (usage: Usage) => Cost): { usage: Usage; cost: Cost } {
  try {
    return { usage, cost: price(usage) };
  } catch (error) {
    if (!(error instanceof UnknownPrice)) throw error;
    if (usage === NO_USAGE) return { usage, cost: { totalNano: 0, breakdown: NOTHING } };
    const { mostNano } = item;
    return {
      usage: { ...usage, exact: false },
      cost: { totalNano: mostNano, breakdown: { ...NOTHING, input: mostNano } },
    };
  }
}

/** Unanswered items are not charged; lost ones, and those out of reach, were paid for all the same. */
function usageOf(item: StoredItem, ended: Ended): Usage {
  if (ended.type === "answered") return settleUsage(item.request, ended.text, ended.usage);
  if (ended.type !== "lost" && ended.type !== "out-of-reach") return NO_USAGE;
  const { messages, maxTokens } = item.request;
  return { ...NO_USAGE, input: estimatePromptTokens({ messages, maxTokens }), output: maxTokens, exact: false };
}

function resultOf(item: StoredItem, ended: Ended): Settlement["result"] {
  const failed = (problem: Message, requestAtFault = false) => ({ status: "failed" as const, problem, requestAtFault });
  const again = (problem: Message) => (item.tries < MAX_TRIES ? null : failed(problem));
  switch (ended.type) {
    case "answered":
      return { status: "answered", text: toStorableText(restoreReply(item, ended.text)), reason: ended.reason };
    case "cancelled":
      return { status: "cancelled" };
    case "postponed":
      return null;
    case "expired":
      return again(message("batch-item-expired"));
    case "lost":
      return again(message("batch-item-unread"));
    case "refused":
    case "out-of-reach":
      return failed(ended.problem ?? message("batch-item-refused"));
    case "failed":
      return ended.canRetry ? again(ended.problem) : failed(ended.problem, ended.requestAtFault);
  }
}
