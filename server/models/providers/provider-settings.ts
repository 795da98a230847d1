/** The providers that the environment configures, in order of preference. */
import { ANTHROPIC_BASE_URL } from "../../../engine/model/providers/anthropic.adapter.ts";
import { GEMINI_BASE_URL } from "../../../engine/model/providers/gemini-client.adapter.ts";
import { GROQ_BASE_URL } from "../../../engine/model/providers/groq.adapter.ts";
import { OPENAI_BASE_URL } from "../../../engine/model/providers/openai.adapter.ts";
import type { ModelsFile } from "../../../engine/model/price/price-table.ts";
import type { ComplianceTier } from "../../../schema/messages/models.ts";
import type { Configuration } from "../../configuration/configuration.ts";
import { isPrivateAddress, isThisMachine } from "../../configuration/network-address.ts";
import type { SecretFiles } from "../../configuration/read-configuration.process.ts";

export type VoiceConfiguration = Pick<
  Configuration,
  | "DATA_DIR"
  | "MODEL"
  | "LIGHT_MODEL"
  | "BASE_MODEL"
  | "BASE_FILE"
  | "EMBEDDING_MODEL"
  | "EMBEDDING_FILE"
  | "PRICES_FILE"
  | "POLICIES_FILE"
  | "MODEL_FILE"
  | "VOICE"
  | "OPENAI_API_KEY"
  | "OPENAI_BASE_URL"
  | "ANTHROPIC_API_KEY"
  | "ANTHROPIC_BASE_URL"
  | "GEMINI_API_KEY"
  | "GEMINI_BASE_URL"
  | "GROQ_API_KEY"
  | "HF_TOKEN"
  | "HF_ENDPOINT_URL"
  | "OLLAMA_URL"
  | "VLLM_URL"
  | "VLLM_API_KEY"
> & { secretFiles?: SecretFiles };

export type ProviderSettings = {
  /** First part of `provider/model`. */
  provider: string;
  /** Its display name. */
  label: string;
  baseUrl: string;
  apiKey: string;
  /** The file from which the key is reread while the server runs; null when it came from the environment. */
  keyFile: string | null;
  wire: "openai" | "anthropic" | "gemini" | "groq" | "hugging-face" | "compatible";
  /** Whether it is on this machine or network, so that nothing leaves it. */
  local: boolean;
  /** Whether its models are free unless one has a price: it runs on this machine, or models.yaml says so. */
  free: boolean;
  /** The strictest tier that its terms meet. A free provider on this machine or network meets all. */
  tier: ComplianceTier;
  /** Tells two files of one name apart: the size of the embedded model's file. */
  weights?: string;
  /** It only completes text and cannot chat. */
  completionOnly?: true;
  /** The model without MODEL; null for the first that the server lists. */
  defaultModel: string | null;
  /** The model for small tasks; null when it has no cheaper one. */
  lightModel: string | null;
};

/** Servers that need no key get this one, because the SDK requires one. */
export const NO_KEY = "none";

type PaidWire = "openai" | "anthropic" | "gemini" | "groq";
type DescribePaid = (wire: PaidWire, label: string, baseUrl: string, apiKey: string) => ProviderSettings;

export function listProviders(configuration: VoiceConfiguration, models: ModelsFile): ProviderSettings[] {
  const { ANTHROPIC_BASE_URL: anthropicUrl, GEMINI_BASE_URL: geminiUrl } = configuration;
  const { HF_ENDPOINT_URL, VLLM_URL, OLLAMA_URL } = configuration;
  const files = configuration.secretFiles ?? {};
  const [anthropicKey, geminiKey, groqKey] = (["ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GROQ_API_KEY"] as const).map(
    (name) => findKey(configuration, name),
  );
  const tierOf = (provider: string) => models.providers.find((row) => row.provider === provider)?.tier ?? "any";
  const paid: DescribePaid = (wire, label, baseUrl, apiKey) => ({
    provider: wire,
    baseUrl,
    apiKey,
    wire,
    local: false,
    free: false,
    ...(isTheirs(wire, baseUrl)
      ? { label, tier: tierOf(wire) }
      : { label: `The server at ${wire.toUpperCase()}_BASE_URL`, tier: "any" as const }),
    keyFile: files[`${wire.toUpperCase() as Uppercase<PaidWire>}_API_KEY`] ?? null,
    defaultModel: models.defaults[wire] ?? null,
    lightModel: models.light[wire] ?? null,
  });
  const providers = listOpenAi(configuration, paid);
  if (anthropicKey) providers.push(paid("anthropic", "Anthropic", anthropicUrl ?? ANTHROPIC_BASE_URL, anthropicKey));
  if (geminiKey) providers.push(paid("gemini", "Gemini", geminiUrl ?? GEMINI_BASE_URL, geminiKey));
  if (groqKey) providers.push(paid("groq", "Groq", GROQ_BASE_URL, groqKey));
  if (HF_ENDPOINT_URL) {
    const endpoint = endpointSettings("huggingface", "Hugging Face", HF_ENDPOINT_URL, configuration.HF_TOKEN);
    providers.push({
      ...endpoint,
      wire: "hugging-face",
      tier: isTheirs("huggingface", endpoint.baseUrl) ? tierOf("huggingface") : "any",
      keyFile: files.HF_TOKEN ?? null,
      defaultModel: models.defaults["huggingface"] ?? null,
    });
  }
  if (VLLM_URL)
    providers.push({
      ...endpointSettings("vllm", "vLLM", VLLM_URL, configuration.VLLM_API_KEY),
      keyFile: files.VLLM_API_KEY ?? null,
    });
  if (OLLAMA_URL) providers.push(endpointSettings("ollama", "Ollama", OLLAMA_URL));
  const isSaidFree = (name: string) => models.free.some(({ provider }) => provider === name);
  return providers.map((settings) => ({
    ...settings,
    free: settings.free || (settings.local && isSaidFree(settings.provider)),
  }));
}

/** An empty key file also configures its provider: a key may be added later. */
const findKey = (
  { secretFiles, ...configuration }: VoiceConfiguration,
  name: "OPENAI_API_KEY" | "ANTHROPIC_API_KEY" | "GEMINI_API_KEY" | "GROQ_API_KEY",
): string | undefined => configuration[name] ?? (secretFiles?.[name] === undefined ? undefined : NO_KEY);

/** OPENAI_BASE_URL may lead to OpenAI's own servers or to any compatible one. */
function listOpenAi(configuration: VoiceConfiguration, paid: DescribePaid): ProviderSettings[] {
  const { OPENAI_BASE_URL: url, secretFiles } = configuration;
  const key = findKey(configuration, "OPENAI_API_KEY");
  if (!url) return key ? [paid("openai", "OpenAI", OPENAI_BASE_URL, key)] : [];
  const apiKey = key ?? NO_KEY;
  if (isAt("openai", url)) return [paid("openai", "OpenAI", url, apiKey)];
  // People see this name, so it must not contain the address.
  const settings = describeEndpoint("openai", "The server at OPENAI_BASE_URL", url, apiKey);
  return [{ ...settings, keyFile: secretFiles?.OPENAI_API_KEY ?? null }];
}

/** A server that speaks the OpenAI wire format under `/v1`, which people often omit from its address. */
export const endpointSettings = (provider: string, label: string, url: string, apiKey = NO_KEY): ProviderSettings =>
  describeEndpoint(provider, label, /\/v\d+$/.test(url) ? url : `${url}/v1`, apiKey);

/** The promises of somebody else's server are unknown. */
function describeEndpoint(provider: string, label: string, baseUrl: string, apiKey: string): ProviderSettings {
  const local = isPrivateAddress(baseUrl);
  return {
    provider,
    label,
    baseUrl,
    apiKey,
    keyFile: null,
    wire: "compatible",
    local,
    free: isThisMachine(baseUrl),
    tier: "any",
    defaultModel: null,
    lightModel: null,
  };
}

/** Hosts (with subdomains) of a provider's own servers. Its name and promises apply nowhere else. */
const OWN_HOSTS: Record<string, string> = {
  openai: "api.openai.com",
  anthropic: "api.anthropic.com",
  gemini: "generativelanguage.googleapis.com",
  groq: "api.groq.com",
  huggingface: "endpoints.huggingface.cloud",
};

function isAt(provider: string, url: string): boolean {
  const { hostname } = new URL(url);
  const own = OWN_HOSTS[provider];
  return own !== undefined && (hostname === own || hostname.endsWith(`.${own}`));
}

/** Also through a proxy on this machine, which belongs to the operator. */
const isTheirs = (provider: string, url: string): boolean => isAt(provider, url) || isThisMachine(url);
