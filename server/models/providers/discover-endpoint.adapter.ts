/** Finds a model server running on this machine (SPEC L2), and lists the models of a configured one. */
import { z } from "zod";
import { message } from "../../../schema/messages/message.ts";
import { ModelError } from "../../../engine/model/language-model.ts";
import { maskKey } from "../../../engine/model/wire/mask-key.ts";
import { endpointSettings, NO_KEY, type ProviderSettings } from "./provider-settings.ts";

const LOOK_TIMEOUT_MS = 1_500;

/** Default addresses of local model servers. Loopback only: other machines are not contacted. */
export type UsualPlace = { provider: string; label: string; url: string };
export const USUAL_PLACES: UsualPlace[] = [
  { provider: "ollama", label: "Ollama", url: "http://127.0.0.1:11434" },
  { provider: "lm-studio", label: "LM Studio", url: "http://127.0.0.1:1234" },
  { provider: "llama-cpp", label: "llama.cpp", url: "http://127.0.0.1:8080" },
  { provider: "vllm", label: "vLLM", url: "http://127.0.0.1:8000" },
];

type Listed = { id: string; talks: boolean | null };

/** Model metadata of some servers: Mistral, OpenRouter, Together, LM Studio and others, each in its own format. */
const Entry = z.object({
  id: z.string().min(1),
  type: z.string().optional().catch(undefined),
  capabilities: z
    .union([z.array(z.string()), z.object({ completion_chat: z.boolean() })])
    .optional()
    .catch(undefined),
  architecture: z
    .object({ output_modalities: z.array(z.string()) })
    .optional()
    .catch(undefined),
});
const ModelList = z
  .object({ object: z.literal("list"), data: z.array(Entry) })
  .transform(({ data }) => data.map((entry): Listed => ({ id: entry.id, talks: isChatModel(entry) })));
const AnthropicList = z
  .object({ data: z.array(z.object({ type: z.literal("model"), id: z.string() })) })
  .transform(({ data }) => data.map(({ id }): Listed => ({ id, talks: true })));
const GeminiList = z
  .object({
    models: z.array(z.object({ name: z.string(), supportedGenerationMethods: z.array(z.string()).default([]) })),
  })
  .transform(({ models }) =>
    models.map(({ name, supportedGenerationMethods: methods }): Listed => {
      const talks = methods.includes("generateContent") ? null : false;
      return { id: name.replace(/^models\//, ""), talks };
    }),
  );

/** Whether the metadata says that it is a chat model; null when it does not say. */
function isChatModel({ type, capabilities, architecture }: z.infer<typeof Entry>): boolean | null {
  if (Array.isArray(capabilities)) return capabilities.some((each) => /^(?:completion|chat)/.test(each));
  if (capabilities) return capabilities.completion_chat;
  if (architecture) return architecture.output_modalities.includes("text");
  if (type && /embed|rerank|image|audio|speech|transcri|video|moderation/i.test(type)) return false;
  return type && /chat|llm|vlm|language/i.test(type) ? true : null;
}

/** A name alone excludes nothing: names that suggest embedding, ranking, speech or images only come last. */
const SOUNDS_ELSE =
  /(?:^|[^a-z])(?:embed\w*|rerank\w*|whisper|tts|clip|bge|gte|minilm|\w*diffusion|dall-e|sdxl|flux|moderation|transcribe)(?![a-z])/i;
const soundsElse = ({ id, talks }: Listed): boolean => talks === null && SOUNDS_ELSE.test(id);

export type FoundEndpoint = { settings: ProviderSettings; model: string };

/** The first default address that lists a model that can chat, or null. Other services listening there are ignored. */
export async function discoverEndpoint(signal: AbortSignal, places = USUAL_PLACES): Promise<FoundEndpoint | null> {
  const found = await Promise.all(
    places.map(async ({ provider, label, url }): Promise<FoundEndpoint | null> => {
      const settings = endpointSettings(provider, label, url);
      try {
        const model = (await readList(settings, signal)).find((listed) => !soundsElse(listed))?.id;
        return model ? { settings, model } : null;
      } catch {
        // Usually nothing listens there, or something else does.
        return null;
      }
    }),
  );
  return found.find((endpoint) => endpoint !== null) ?? null;
}

export type ListedServer = Pick<ProviderSettings, "label" | "baseUrl" | "apiKey" | "wire">;

/**
 * The models a server lists, most likely chat models first; those declared as something else are left out.
 * @throws ModelError "unreachable", "unauthorised", or "unknown" when the response is not a list
 */
export async function listModels(settings: ListedServer, signal: AbortSignal, timeoutMs?: number): Promise<string[]> {
  const models = await readList(settings, signal, timeoutMs);
  return models.toSorted((one, other) => Number(soundsElse(one)) - Number(soundsElse(other))).map(({ id }) => id);
}

async function readList(settings: ListedServer, signal: AbortSignal, timeoutMs = LOOK_TIMEOUT_MS): Promise<Listed[]> {
  const { label, baseUrl, apiKey } = settings;
  const { path, headers, list } = howToList(settings);
  const answer = await fetch(`${baseUrl}${path}`, {
    headers,
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  }).catch(() => {
    throw new ModelError("unreachable", message("provider-unreachable", { provider: label, cause: "" }));
  });
  // Gemini answers 400 to a wrong key.
  if ([401, 402, 403].includes(answer.status) || (answer.status === 400 && settings.wire === "gemini"))
    throw new ModelError("unauthorised", message("provider-unauthorised", { provider: label, status: answer.status }));
  const read = list.safeParse(
    await maskKey(answer, apiKey)
      .json()
      .catch(() => null),
  );
  if (!answer.ok || !read.success)
    throw new ModelError("unknown", message("provider-lists-nothing", { provider: label, status: answer.status }));
  return read.data.filter(({ talks }) => talks !== false);
}

function howToList({ wire, apiKey }: ListedServer): {
  path: string;
  headers: Record<string, string>;
  list: z.ZodType<Listed[]>;
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
