import { toOpenAiBody } from "../openai.adapter.ts";
import type { OpenAiEndpoint } from "../openai-wire.adapter.ts";
import type { BatchProvider } from "./batch-provider.ts";
import { createFileBatches } from "./file-batches.adapter.ts";

/** openai 7.55.0, BatchCreateParams. */
const LIMITS = { requests: 50_000, bytes: 200_000_000 };

export const createOpenAiBatch = (model: string, endpoint: OpenAiEndpoint): BatchProvider =>
  createFileBatches(
    {
      label: "OpenAI",
      route: { provider: "openai", model, local: false },
      limits: LIMITS,
      toBody: ({ request }) => toOpenAiBody(model, request),
    },
    endpoint,
  );
