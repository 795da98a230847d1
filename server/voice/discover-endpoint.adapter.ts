/** A model server that already runs on this machine (SPEC L2), and what a configured one offers. */
import { z } from "zod";
import { ModelError } from "../../engine/model/language-model.ts";
import { endpointSettings, NO_KEY, type ProviderSettings } from "./provider-settings.ts";

const LOOK_TIMEOUT_MS = 1_500;

/** Where local model servers listen unless told otherwise. Loopback only: nobody else's machine is asked. */
export type UsualPlace = { provider: string; label: string; url: string };
export const USUAL_PLACES: UsualPlace[] = [
  { provider: "ollama", label: "Ollama", url: "http://127.0.0.1:11434" },
  { provider: "lm-studio", label: "LM Studio", url: "http://127.0.0.1:1234" },
  { provider: "llama-cpp", label: "llama.cpp", url: "http://127.0.0.1:8080" },
  { provider: "vllm", label: "vLLM", url: "http://127.0.0.1:8000" },
];

const ModelList = z
  .object({ object: z.literal("list"), data: z.array(z.object({ id: z.string().min(1) })) })
  .transform(({ data }) => data.map(({ id }) => id));
const AnthropicList = z
  .object({ data: z.array(z.object({ type: z.literal("model"), id: z.string() })) })
  .transform(({ data }) => data.map(({ id }) => id));
const GeminiList = z
  .object({
    models: z.array(z.object({ name: z.string(), supportedGenerationMethods: z.array(z.string()).default([]) })),
  })
  .transform(({ models }) =>
    models
      .filter(({ supportedGenerationMethods }) => supportedGenerationMethods.includes("generateContent"))
      .map(({ name }) => name.replace(/^models\//, "")),
  );
/** Listed beside the speaking models, but made to embed, rank, hear or draw. */
const NOT_SPEAKING = /embed|rerank|whisper|tts|clip|bge-|diffusion/i;

export type FoundEndpoint = { settings: ProviderSettings; model: string };

/** The first of the usual places that lists a model that can speak, or null. Whatever else listens there is left alone. */
export async function discoverEndpoint(signal: AbortSignal, places = USUAL_PLACES): Promise<FoundEndpoint | null> {
  const found = await Promise.all(
    places.map(async ({ provider, label, url }): Promise<FoundEndpoint | null> => {
      const settings = endpointSettings(provider, label, url);
      try {
        const [model] = await listModels(settings, signal);
        return model ? { settings, model } : null;
      } catch {
        // Nothing there, or something else: the usual case.
        return null;
      }
    }),
  );
  return found.find((endpoint) => endpoint !== null) ?? null;
}

export type ListedServer = Pick<ProviderSettings, "label" | "baseUrl" | "apiKey" | "wire">;

/**
 * The models a server lists that can speak.
 * @throws ModelError "unreachable", "unauthorised", or "unknown" when it answers something else than a list
 */
export async function listModels(
  settings: ListedServer,
  signal: AbortSignal,
  timeoutMs = LOOK_TIMEOUT_MS,
): Promise<string[]> {
  const { label, baseUrl } = settings;
  const { path, headers, list } = howToList(settings);
  const answer = await fetch(`${baseUrl}${path}`, {
    headers,
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  }).catch(() => {
    throw new ModelError(
      "unreachable",
      `${label} at ${baseUrl} cannot be reached. Check that it runs and that its address is right.`,
    );
  });
  // Gemini answers a wrong key with 400.
  if ([401, 402, 403].includes(answer.status) || (answer.status === 400 && settings.wire === "gemini"))
    throw new ModelError("unauthorised", `${label} refused the key (HTTP ${answer.status}). Check it.`);
  const ids = list.safeParse(await answer.json().catch(() => null));
  if (!answer.ok || !ids.success)
    throw new ModelError(
      "unknown",
      `${label} at ${baseUrl} does not list models (HTTP ${answer.status}). Check its address, or set MODEL.`,
    );
  return ids.data.filter((id) => !NOT_SPEAKING.test(id));
}

function howToList({ wire, apiKey }: ListedServer): {
  path: string;
  headers: Record<string, string>;
  list: z.ZodType<string[]>;
} {
  if (wire === "anthropic")
    return {
      path: "/v1/models?limit=1000",
      headers: { "x-api-key": apiKey, "anthropic-version": "2023-06-01" },
      list: AnthropicList,
    };
  if (wire === "gemini")
    return { path: "/v1beta/models?pageSize=1000", headers: { "x-goog-api-key": apiKey }, list: GeminiList };
  return { path: "/models", headers: apiKey === NO_KEY ? {} : { authorization: `Bearer ${apiKey}` }, list: ModelList };
}
