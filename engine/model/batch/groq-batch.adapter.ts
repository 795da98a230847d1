import { toGroqBody } from "../providers/groq.adapter.ts";
import type { OpenAiEndpoint } from "../providers/openai-wire.adapter.ts";
import type { BatchProvider } from "./batch-provider.ts";
import { createFileBatches } from "./file-batches.adapter.ts";

/** console.groq.com/docs/batch, read 2026-11-21. */
const LIMITS = { requests: 50_000, bytes: 200_000_000 };

export const createGroqBatch = (model: string, endpoint: OpenAiEndpoint): BatchProvider =>
  createFileBatches(
    {
      label: "Groq",
      route: { provider: "groq", model, local: false },
      limits: LIMITS,
      toBody: ({ request }) => toGroqBody(model, request),
    },
    endpoint,
  );
