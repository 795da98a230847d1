/**
 * Calls that can wait (SPEC L5): many chat requests at once, answered within a day for half the price.
 * One port for every provider's batch API, and for live calls where a route has none.
 */
import { type Message } from "../../../schema/messages/message.ts";
import type { CallContext, ChatRequest, ModelEvent, Route, Usage } from "../language-model.ts";

export type BatchItem = {
  /** At most 64 of A–Z, a–z, 0–9, "-" and "_". Unique over all batches. */
  customId: string;
  request: ChatRequest;
  context: CallContext;
};

/** Size limits of one batch. */
export type BatchLimits = { requests: number; bytes: number };

/** A submission with unknown outcome: how to recognise it at the provider. */
export type BatchIntent = {
  /** Sent to providers that have a field for it. At most 40 of a–z, 0–9 and "-". */
  mark: string;
  /** When sending began, ms since epoch. */
  since: number;
  customIds: ReadonlySet<string>;
  /** Ids of this provider's batches that are known to be others. */
  otherIds: ReadonlySet<string>;
};

/** `undecided`: there is a batch that may be the one, but it is not known yet. */
export type BatchFinding = { ids: string[]; undecided: boolean };

/**
 * The outcome of requests without a line among the results. "refused": not processed, and never will be;
 * "postponed": not processed, because there was no capacity.
 */
export type LeftOver = "lost" | "refused" | "postponed" | "expired" | "cancelled";

export type BatchProgress = { phase: "running" } | { phase: "ended"; leftOver: LeftOver; problem: Message | null };

export type BatchOutcome =
  | {
      type: "answered";
      text: string;
      reason: Extract<ModelEvent, { type: "finish" }>["reason"];
      /** Null when the provider sent no counts. */
      usage: Usage | null;
    }
  /** Not charged by the provider. */
  | {
      type: "failed";
      problem: Message;
      canRetry: boolean;
      /** Whether this request is to blame, so that others may well be answered. */
      requestAtFault: boolean;
    }
  | { type: "expired" }
  | { type: "cancelled" };

export type BatchResult = { customId: string; outcome: BatchOutcome };

export interface BatchProvider {
  readonly route: Route;
  /** Whether its calls are made individually by a wrapped model, which limits, redacts, charges and records them itself. */
  readonly live: boolean;
  readonly limits: BatchLimits;
  /** Size of a request as sent to the provider, in bytes. */
  measure(item: BatchItem): number;
  /**
   * @returns the provider's id of the batch
   * @throws ModelError; unless `isSafeToResend`, the batch may exist nevertheless
   */
  submit(mark: string, items: BatchItem[], signal: AbortSignal): Promise<string>;
  /** @throws ModelError */
  find(intent: BatchIntent, signal: AbortSignal): Promise<BatchFinding>;
  /** Removes what a failed submission has left at the provider. @throws ModelError */
  clearAway(mark: string, signal: AbortSignal): Promise<void>;
  /** @throws ModelError */
  poll(id: string, signal: AbortSignal): Promise<BatchProgress>;
  /**
   * Yields results one by one as they arrive, in any order, possibly twice; null for a line that cannot be read.
   * @param waiting the items without a result
   * @throws ModelError when they break off; results until then are valid
   */
  readResults(id: string, waiting: BatchItem[], signal: AbortSignal): AsyncIterable<BatchResult | null>;
  /** Answers received until then are kept and charged. @throws ModelError */
  cancel(id: string, signal: AbortSignal): Promise<void>;
}
