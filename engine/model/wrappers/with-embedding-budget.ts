/** As `withBudget`, for vectors. */
import { boundTokens } from "../usage/estimate-usage.ts";
import type { EmbeddingModel } from "../language-model.ts";
import { payWith, reserveBound, type PricedBudgetPorts } from "./with-budget.ts";
import type { LedgeredEmbedding } from "./with-embedding-ledger.ts";

/** @throws ModelError "budget", with nothing sent */
export function withEmbeddingBudget(
  model: LedgeredEmbedding,
  workspaceId: string,
  ports: PricedBudgetPorts,
): EmbeddingModel {
  const { route } = model;
  if (route.local) return model;
  return {
    route,
    async embed(texts, signal) {
      const prompt = texts.reduce((sum, text) => sum + boundTokens(text), texts.length);
      const reservation = await reserveBound(ports, { workspaceId }, model, { prompt, output: 0 });
      try {
        return await model.embed(texts, signal, payWith(reservation));
      } finally {
        reservation.release();
      }
    },
  };
}
