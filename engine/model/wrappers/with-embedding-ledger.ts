/** As `withLedger`, for vectors. */
import type { Message } from "../../../schema/messages/message.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { boundTokens } from "../usage/estimate-usage.ts";
import { ModelError, type EmbeddingAdapter, type EmbeddingModel, type Usage } from "../language-model.ts";
import { reserveMoney } from "./reserve-money.ts";
import { recordCall, refuseUnpriced, type CallRecord, type LedgerPorts } from "./with-ledger.ts";

/** @throws ModelError "budget" or, when a paid model has no price, "unknown-model", with nothing sent */
export function withEmbeddingLedger(
  adapter: EmbeddingAdapter,
  why: Message,
  workspaceId: string,
  ports: LedgerPorts,
): EmbeddingModel {
  const { route } = adapter;
  return {
    route,
    async embed(texts, signal) {
      const at = ports.now().toISOString();
      refuseUnpriced(ports.prices, route, at);
      const prompt = () => texts.reduce((sum, text) => sum + boundTokens(text), texts.length);
      const countMost = () => ({ prompt: prompt(), output: 0 });
      const reservation = await reserveMoney(ports, { workspaceId }, route, countMost, at);
      const record = (outcome: CallRecord["outcome"], usage: Usage) =>
        recordCall({ at, route, why, context: { task: "embed", workspaceId }, usage, outcome }, reservation, ports);
      try {
        const { vectors, usage } = await adapter.embed(texts, signal);
        record("finished", usage);
        return vectors;
      } catch (error) {
        const failure = error instanceof ModelError ? error : null;
        record(failure?.code === "aborted" ? "aborted" : "failed", failure?.usage ?? NO_USAGE);
        throw error;
      }
    },
  };
}
