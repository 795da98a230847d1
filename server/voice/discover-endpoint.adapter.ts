/** A model server that already runs on this machine (SPEC L2), and what a configured one offers. */
import { z } from "zod";
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

const ModelList = z.object({ object: z.literal("list"), data: z.array(z.object({ id: z.string().min(1) })) });
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

/**
 * The models a server lists that can speak.
 * @throws an Error in words when it cannot be asked or answers something else
 */
export async function listModels({ label, baseUrl, apiKey }: ProviderSettings, signal: AbortSignal): Promise<string[]> {
  const headers: Record<string, string> = apiKey === NO_KEY ? {} : { authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${baseUrl}/models`, {
    headers,
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]),
  }).catch(() => {
    throw new Error(`${label} at ${baseUrl} cannot be reached. Check that it runs and that its address is right.`);
  });
  if (answer.status === 401 || answer.status === 403)
    throw new Error(`${label} refused the key (HTTP ${answer.status}). Check it.`);
  const list = ModelList.safeParse(await answer.json().catch(() => null));
  if (!answer.ok || !list.success)
    throw new Error(
      `${label} at ${baseUrl} does not list models (HTTP ${answer.status}). Check its address, or set MODEL.`,
    );
  return list.data.data.map((model) => model.id).filter((id) => !NOT_SPEAKING.test(id));
}
