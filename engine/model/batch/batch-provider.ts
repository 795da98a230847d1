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

/** The most that one batch may hold. */
export type BatchLimits = { requests: number; bytes: number };

/** A submission whose end is not known: what there is to know it by at the provider. */
export type BatchIntent = {
  /** Travels to the provider wherever it has a place for it. At most 40 of a–z, 0–9 and "-". */
  mark: string;
  /** Ms since epoch: nothing was sent before. */
  since: number;
  customIds: ReadonlySet<string>;
  /** Batches of this provider that are known to be others. */
  otherIds: ReadonlySet<string>;
};

/** `undecided`: there is a batch that may be the one, and it cannot be told yet. */
export type BatchFinding = { ids: string[]; undecided: boolean };

/**
 * What became of requests that have no line among the results. "refused": not looked at, and never will be;
 * "postponed": not looked at, as there was no room for them then.
 */
export type LeftOver = "lost" | "refused" | "postponed" | "expired" | "cancelled";

export type BatchProgress = { phase: "running" } | { phase: "ended"; leftOver: LeftOver; problem: Message | null };

export type BatchOutcome =
  | {
      type: "answered";
      text: string;
      reason: Extract<ModelEvent, { type: "finish" }>["reason"];
      /** Null: the provider sent no counts. */
      usage: Usage | null;
    }
  /** Not charged by the provider. */
  | { type: "failed"; problem: string; canRetry: boolean }
  | { type: "expired" }
  | { type: "cancelled" };

export type BatchResult = { customId: string; outcome: BatchOutcome };

export interface BatchProvider {
  readonly route: Route;
  /** Its calls are made one by one by a wrapped model, which limits, redacts, charges and records them itself. */
  readonly live: boolean;
  readonly limits: BatchLimits;
  /** Bytes of a request on its way to the provider. */
  measure(item: BatchItem): number;
  /**
   * @returns the provider's id of the batch
   * @throws ModelError; unless `isSafeToResend` the batch may exist all the same
   */
  submit(mark: string, items: BatchItem[], signal: AbortSignal): Promise<string>;
  /** @throws ModelError */
  find(intent: BatchIntent, signal: AbortSignal): Promise<BatchFinding>;
  /** Removes what a submission that never became a batch has left at the provider. @throws ModelError */
  clearAway(mark: string, signal: AbortSignal): Promise<void>;
  /** @throws ModelError */
  poll(id: string, signal: AbortSignal): Promise<BatchProgress>;
  /**
   * One by one as they arrive, in any order, perhaps twice; null for a line that cannot be read.
   * @param waiting the items that have no result yet
   * @throws ModelError when they break off; what came until then is good
   */
  readResults(id: string, waiting: BatchItem[], signal: AbortSignal): AsyncIterable<BatchResult | null>;
  /** What was answered until then is kept and charged. @throws ModelError */
  cancel(id: string, signal: AbortSignal): Promise<void>;
}
