/** Embeddings from OpenAI, or from any server that speaks its wire format. */
import { z } from "zod";
import { ModelError, type EmbeddingCalls, type Route } from "../language-model.ts";
import { readTokenCount } from "../usage/normalise-usage.ts";
import { createOpenAiClient, type OpenAiEndpoint } from "./openai-wire.adapter.ts";
import { runEmbedding } from "./run-embedding.adapter.ts";

const Answer = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.unknown() }).nullish().catch(null),
});

/** @param label the server's name in messages to people */
export function createOpenAiEmbedding(route: Route, label: string, endpoint: OpenAiEndpoint): EmbeddingCalls {
  const client = createOpenAiClient(endpoint);
  return {
    route,
    stream: ({ texts }, { signal }) =>
      runEmbedding(label, texts, signal, async () => {
        // Without a format, the SDK requests base64, which not every server supports.
        const raw = await client.embeddings.create(
          { model: route.model, input: texts, encoding_format: "float" },
          { signal },
        );
        const answer = Answer.safeParse(raw);
        if (!answer.success)
          throw new ModelError(
            "broken-stream",
            `${label} answered with something else than vectors. Check its address.`,
          );
        const { data, usage } = answer.data;
        return {
          vectors: data.toSorted((one, other) => one.index - other.index).map(({ embedding }) => embedding),
          inputTokens: readTokenCount(usage?.prompt_tokens),
          raw: usage ?? null,
        };
      }),
  };
}
