/** What a batch is here, between the store that keeps it and the steps that bring it to its end. */
import { type Message } from "../../schema/messages/message.ts";
import type { BatchOutcome } from "../../engine/model/batch/batch-provider.ts";
import type { CallContext, ChatRequest } from "../../engine/model/language-model.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";

export type OpenStatus = "intended" | "submitting" | "submitted";
export type FinalStatus = "completed" | "expired" | "cancelled" | "failed";

export type Batch = {
  /** Also the mark that it carries at the provider. */
  id: string;
  provider: string;
  model: string;
  live: boolean;
  why: Message;
  status: OpenStatus;
  providerId: string | null;
  /** Nothing was sent before. */
  sendingAt: Date | null;
  missedAt: Date | null;
  submittedAt: Date | null;
  cancelAskedAt: Date | null;
  /** Steps in a row that met a problem. */
  problems: number;
};

/** An item as it was put away: without personal data, which `originals` gives back. */
export type StoredItem = {
  id: string;
  key: string;
  request: ChatRequest;
  originals: Record<string, string>;
  context: CallContext;
  /** The most that it can cost, in nano-dollars. */
  mostNano: number;
  /** What holds it back; null: each call pays for itself. */
  leaseId: string | null;
  tries: number;
};

/** The end of one try of an item: its result, or null where it goes on to a further batch. */
export type Settlement = {
  itemId: string;
  result:
    | { status: "answered"; text: string; reason: Extract<BatchOutcome, { type: "answered" }>["reason"] }
    | { status: "failed"; problem: string }
    | { status: "cancelled" }
    | null;
  costNano: number;
  /** Its ledger row; null where the call has written its own. */
  record: CallRecord | null;
};
