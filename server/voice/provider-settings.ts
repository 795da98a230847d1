/** Which providers the environment configures, in the order in which they are preferred. */
import { ANTHROPIC_BASE_URL } from "../../engine/model/anthropic.adapter.ts";
import { OPENAI_BASE_URL } from "../../engine/model/openai.adapter.ts";
import type { ModelsFile } from "../../engine/model/price-table.ts";
import type { Configuration } from "../configuration/configuration.ts";

export type VoiceConfiguration = Pick<
  Configuration,
  | "DATA_DIR"
  | "MODEL"
  | "LIGHT_MODEL"
  | "PRICES_FILE"
  | "MODEL_FILE"
  | "VOICE"
  | "OPENAI_API_KEY"
  | "OPENAI_BASE_URL"
  | "ANTHROPIC_API_KEY"
  | "ANTHROPIC_BASE_URL"
  | "OLLAMA_URL"
  | "VLLM_URL"
  | "VLLM_API_KEY"
>;

export type ProviderSettings = {
  /** First part of `provider/model`. */
  provider: string;
  /** Its name for people. */
  label: string;
  baseUrl: string;
  apiKey: string;
  wire: "openai" | "anthropic" | "compatible";
  /** On this machine or network: nothing leaves it and nothing is paid. */
  local: boolean;
  /** Without MODEL; null: the first that the server lists. */
  defaultModel: string | null;
};

/** Servers that need no key still get one: the SDK insists. */
export const NO_KEY = "none";

export function listProviders(configuration: VoiceConfiguration, models: ModelsFile): ProviderSettings[] {
  const {
    OPENAI_API_KEY,
    OPENAI_BASE_URL: openAiUrl,
    ANTHROPIC_API_KEY,
    ANTHROPIC_BASE_URL: anthropicUrl,
    VLLM_URL,
    VLLM_API_KEY,
    OLLAMA_URL,
  } = configuration;
  const providers: ProviderSettings[] = [];
  if (openAiUrl) {
    const own = new URL(openAiUrl).hostname.endsWith("openai.com");
    providers.push({
      provider: "openai",
      label: own ? "OpenAI" : `The server at ${new URL(openAiUrl).host}`,
      baseUrl: openAiUrl,
      apiKey: OPENAI_API_KEY ?? NO_KEY,
      wire: own ? "openai" : "compatible",
      local: isPrivateAddress(openAiUrl),
      defaultModel: own ? (models.defaults.openai ?? null) : null,
    });
  } else if (OPENAI_API_KEY) {
    const defaultModel = models.defaults.openai ?? null;
    providers.push({
      provider: "openai",
      label: "OpenAI",
      baseUrl: OPENAI_BASE_URL,
      apiKey: OPENAI_API_KEY,
      wire: "openai",
      local: false,
      defaultModel,
    });
  }
  if (ANTHROPIC_API_KEY) {
    const defaultModel = models.defaults.anthropic ?? null;
    const baseUrl = anthropicUrl ?? ANTHROPIC_BASE_URL;
    providers.push({
      provider: "anthropic",
      label: "Anthropic",
      baseUrl,
      apiKey: ANTHROPIC_API_KEY,
      wire: "anthropic",
      local: false,
      defaultModel,
    });
  }
  if (VLLM_URL) providers.push(endpointSettings("vllm", "vLLM", VLLM_URL, VLLM_API_KEY));
  if (OLLAMA_URL) providers.push(endpointSettings("ollama", "Ollama", OLLAMA_URL));
  return providers;
}

/** A server that speaks the OpenAI wire format under `/v1`, which people often leave out of its address. */
export function endpointSettings(provider: string, label: string, url: string, apiKey = NO_KEY): ProviderSettings {
  const baseUrl = /\/v\d+$/.test(url) ? url : `${url}/v1`;
  return { provider, label, baseUrl, apiKey, wire: "compatible", local: isPrivateAddress(url), defaultModel: null };
}

/** Loopback, private and link-local addresses, and names without a dot or under .local, .internal, .lan. */
export function isPrivateAddress(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (host.includes(":")) return /^(::1$|f[cd]|fe[89ab])/i.test(host);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host);
  return !host.includes(".") || /\.(local|localhost|internal|lan|home\.arpa)$/i.test(host);
}
