/** Exactly one record for every request for vectors (SPEC L6). */
import { NO_USAGE } from "./add-usage.ts";
import { ModelError, type EmbeddingAdapter, type EmbeddingModel, type Usage } from "./language-model.ts";
import { priceCall } from "./price.ts";
import { refuseUnpriced, type CallRecord, type LedgerPorts } from "./with-ledger.ts";

/** @throws ModelError "unknown-model" before the call when a paid model has no price */
export function withEmbeddingLedger(
  adapter: EmbeddingAdapter,
  why: string,
  workspaceId: string,
  ports: LedgerPorts,
): EmbeddingModel {
  const { route } = adapter;
  function record(at: string, outcome: CallRecord["outcome"], usage: Usage): void {
    const context = { task: "embed" as const, workspaceId };
    const cost = priceCall(ports.prices, route, usage, at);
    ports.recordCall({ id: ports.newId(), at, route, why, context, usage, cost, outcome });
  }
  return {
    route,
    async embed(texts, signal) {
      const at = ports.now().toISOString();
      refuseUnpriced(ports.prices, route, at);
      try {
        const { vectors, usage } = await adapter.embed(texts, signal);
        record(at, "finished", usage);
        return vectors;
      } catch (error) {
        const failure = error instanceof ModelError ? error : null;
        record(at, failure?.code === "aborted" ? "aborted" : "failed", failure?.usage ?? NO_USAGE);
        throw error;
      }
    },
  };
}
