/** Some embedding models were trained with words before queries and others before texts; without them they find less. */
import type { EmbeddingModel } from "./language-model.ts";
import type { EmbeddingPrefixes } from "./price/price-table.ts";

/** @returns the same model where no row applies */
export function withEmbeddingPrefixes(model: EmbeddingModel, rows: readonly EmbeddingPrefixes[]): EmbeddingModel {
  const name = model.route.model.toLowerCase();
  const row = rows.find((each) => name.includes(each.model));
  if (!row) return model;
  return {
    route: model.route,
    embed: (texts, scope, use = "document") =>
      model.embed(
        texts.map((text) => row[use] + text),
        scope,
        use,
      ),
  };
}
