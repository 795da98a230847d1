import { toOpenAiBody } from "../providers/openai.adapter.ts";
import { prefixName } from "../prompt-cache/cache-names.ts";
import type { OpenAiEndpoint } from "../providers/openai-wire.adapter.ts";
import type { BatchProvider } from "./batch-provider.ts";
import { createFileBatches } from "./file-batches.adapter.ts";

/** openai 7.55.0, BatchCreateParams. */
const LIMITS = { requests: 50_000, bytes: 200_000_000 };

/** @param takesBreakpoints whether this model's cache is marked */
export const createOpenAiBatch = (model: string, endpoint: OpenAiEndpoint, takesBreakpoints = false): BatchProvider =>
  createFileBatches(
    {
      label: "OpenAI",
      route: { provider: "openai", model, local: false },
      limits: LIMITS,
      toBody: ({ request, context }) => ({
        ...toOpenAiBody(model, request, takesBreakpoints),
        prompt_cache_key: prefixName(endpoint.apiKey, context),
      }),
    },
    endpoint,
  );
