/** Exactly one record for every request for vectors (SPEC L6). */
import { type Message } from "../../../schema/messages/message.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import {
  ModelError,
  type CallContext,
  type EmbeddingAdapter,
  type EmbeddingModel,
  type Usage,
} from "../language-model.ts";
import { priceCall } from "../price/price.ts";
import { refuseUnpriced, type CallRecord, type LedgerPorts } from "./with-ledger.ts";

type Paying = Pick<CallContext, "leaseId" | "onCost">;

/** An EmbeddingModel that can be told who pays and wants to know how much. */
export interface LedgeredEmbedding extends EmbeddingModel {
  embed(texts: string[], signal: AbortSignal, paying?: Paying): Promise<Float32Array[]>;
}

/** @throws ModelError "unknown-model" before the call when a paid model has no price */
export function withEmbeddingLedger(
  adapter: EmbeddingAdapter,
  why: Message,
  workspaceId: string,
  ports: LedgerPorts,
): LedgeredEmbedding {
  const { route } = adapter;
  function record(at: string, outcome: CallRecord["outcome"], usage: Usage, { leaseId, onCost }: Paying): void {
    const context = { task: "embed" as const, workspaceId, ...(leaseId !== undefined && { leaseId }) };
    const cost = priceCall(ports.prices, route, usage, at);
    ports.recordCall({ id: ports.newId(), at, route, why, context, usage, cost, outcome });
    onCost?.(cost.totalNano, usage);
  }
  return {
    route,
    async embed(texts, signal, paying = {}) {
      const at = ports.now().toISOString();
      refuseUnpriced(ports.prices, route, at);
      try {
        const { vectors, usage } = await adapter.embed(texts, signal);
        record(at, "finished", usage, paying);
        return vectors;
      } catch (error) {
        const failure = error instanceof ModelError ? error : null;
        record(at, failure?.code === "aborted" ? "aborted" : "failed", failure?.usage ?? NO_USAGE, paying);
        throw error;
      }
    },
  };
}
