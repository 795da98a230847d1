/** The contract of `EmbeddingCalls` for every adapter: unit vectors of one length, one per text, and one form of error. */
import { NO_USAGE } from "../usage/add-usage.ts";
import { estimateTokens } from "../usage/estimate-usage.ts";
import { ModelError, type EmbeddingEvent } from "../language-model.ts";
import { toModelError } from "./to-model-error.ts";
import { toUnitVector } from "./to-unit-vector.ts";

type RawEmbeddings = { vectors: number[][]; inputTokens: number | null; raw: unknown };

export async function* runEmbedding(
  provider: string,
  texts: readonly string[],
  signal: AbortSignal,
  ask: () => Promise<RawEmbeddings>,
): AsyncGenerator<EmbeddingEvent> {
  if (signal.aborted) throw new ModelError("aborted", "The call was stopped before it began.");
  const { vectors, inputTokens, raw } = await ask().catch((error: unknown): never => {
    if (signal.aborted) throw new ModelError("aborted", "The call was stopped.", { usage: estimate(texts) });
    throw toModelError(error, provider, false, null, Date.now());
  });
  const dimension = vectors[0]?.length ?? 0;
  const usage = inputTokens === null ? estimate(texts) : { ...NO_USAGE, input: inputTokens, raw };
  if (vectors.length !== texts.length || vectors.some(({ length }) => length !== dimension || length === 0))
    throw new ModelError("broken-stream", `${provider} sent ${vectors.length} vectors for ${texts.length} texts.`, {
      usage,
    });
  yield { type: "vectors", vectors: vectors.map(toUnitVector) };
  yield { type: "finish", usage };
}

const estimate = (texts: readonly string[]) => ({
  ...NO_USAGE,
  input: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
  exact: false,
});
