/** Batches as used between the store and the steps that advance them. */
import { type Message } from "../../schema/messages/message.ts";
import type { BatchOutcome } from "../../engine/model/batch/batch-provider.ts";
import type { CallContext, ChatRequest, Usage } from "../../engine/model/language-model.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";

export type OpenStatus = "intended" | "submitting" | "submitted";
export type FinalStatus = "completed" | "expired" | "cancelled" | "failed";

export type Batch = {
  /** Also marks it at the provider. */
  id: string;
  provider: string;
  model: string;
  live: boolean;
  why: Message;
  status: OpenStatus;
  providerId: string | null;
  /** When sending began; nothing was sent before. */
  sendingAt: Date | null;
  missedAt: Date | null;
  submittedAt: Date | null;
  createdAt: Date;
  cancelAskedAt: Date | null;
  /** Consecutive steps that failed. */
  problems: number;
};

/** A stored item: without personal data, which `originals` restores. */
export type StoredItem = {
  id: string;
  key: string;
  request: ChatRequest;
  originals: Record<string, string>;
  context: CallContext;
  /** Its maximum cost, in nano-dollars. */
  mostNano: number;
  /** The lease that reserves its cost; null when each call pays for itself. */
  leaseId: string | null;
  tries: number;
};

/** The end of one attempt of an item: its result, or null when it moves to another batch. */
export type Settlement = {
  itemId: string;
  result:
    | { status: "answered"; text: string; reason: Extract<BatchOutcome, { type: "answered" }>["reason"] }
    | { status: "failed"; problem: Message; requestAtFault: boolean }
    | { status: "cancelled" }
    | null;
  costNano: number;
  usage: Usage;
  /** Its ledger row; null when the call has written its own. */
  record: CallRecord | null;
};
