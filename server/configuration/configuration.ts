/** Every setting of SPEC's environment that is implemented: its schema, its default, and the hint for a wrong value. */
import { z } from "zod";
import { isPrivateAddress } from "./network-address.ts";

const url = (example: string, protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address like ${example}`,
    );
const webUrl = (example: string) => url(example, ["http:", "https:"]).transform((text) => text.replace(/\/+$/, ""));

/** Characters an HTTP header can carry unchanged. Copied keys may contain invisible spaces and bullets. */
export const KEY_SHAPE = /^[\x20-\x7e]*$/;

const key = z.string().superRefine((text, { addIssue }) => {
  const place = [...text].findIndex((character) => !KEY_SHAPE.test(character));
  if (place < 0) return;
  const code = [...text][place]!.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  addIssue(`must be plain letters, digits and signs, but its character ${place + 1} is U+${code}. Copy it once more`);
});

const modelName = z.string().regex(/^[a-z0-9-]+\/\S+$/i, "must be provider/model, for example openai/gpt-5-mini");

const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ""),
    "must be origins separated by commas, like https://example.org,http://localhost:5173",
  );

/** `TRUST_PROXY`: the number of proxies in front, or their addresses. */
const trustProxy = z.string().transform((text, context): boolean | number | string[] => {
  if (/^(false|off|no|0)$/i.test(text)) return false;
  if (/^(true|on|yes)$/i.test(text)) return 1;
  if (/^\d+$/.test(text)) return Number(text);
  const addresses = text.split(",").map((part) => part.trim());
  if (addresses.every((address) => /^(loopback|linklocal|uniquelocal|[0-9a-f.:]+(\/\d+)?)$/i.test(address)))
    return addresses;
  context.addIssue("must be false, the number of proxies in front (usually 1), or their addresses separated by commas");
  return z.NEVER;
});

const embeddingName = z
  .string()
  .regex(/^(?:off|[a-z0-9-]+\/\S+)$/i, "must be provider/model, for example openai/text-embedding-3-small, or off");
const ggufFile = z.string().endsWith(".gguf", "must be the path of a .gguf file");

const settings = {
  PORT: z.coerce
    .number("must be a port number from 1 to 65535")
    .int()
    .min(1, "must be a port number from 1 to 65535")
    .max(65535, "must be a port number from 1 to 65535")
    .default(2567),
  HOST: z
    .string()
    .regex(/^[a-z0-9.:_-]+$/i, "must be a host name or an address, like 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  PUBLIC_URL: webUrl("https://world.example.org").optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(origin.transform((text) => new URL(text).origin)))
    .default([]),
  TRUST_PROXY: trustProxy.default(false),
  DATA_DIR: z.string().default("./data"),
  AUTOMATIC_BACKUPS: z.enum(["on", "off"], "must be on or off").default("on"),
  WORKER: z.enum(["on", "off"], "must be on or off").default("on"),
  DATABASE_URL: url("postgres://user:password@host:5432/name", ["postgres:", "postgresql:"]).optional(),
  DATABASE_APP_URL: url("postgres://user:password@host:5432/name", ["postgres:", "postgresql:"]).optional(),
  REDIS_URL: url("redis://user:password@host:6379", ["redis:", "rediss:"]).optional(),
  PEER_URL: webUrl("http://10.0.0.5:2567").optional(),
  WEAVIATE_URL: webUrl("http://127.0.0.1:8080").optional(),
  WEAVIATE_GRPC_URL: webUrl("http://127.0.0.1:50051").optional(),
  WEAVIATE_API_KEY: key.optional(),
  SPEECH_URL: webUrl("http://127.0.0.1:8080/v1")
    .refine(isPrivateAddress, "must be on this machine or its network: recordings are sent nowhere else")
    .optional(),
  MODEL: modelName.optional(),
  LIGHT_MODEL: modelName.optional(),
  BASE_MODEL: modelName.optional(),
  BASE_FILE: ggufFile.optional(),
  EMBEDDING_MODEL: embeddingName.optional(),
  EMBEDDING_FILE: ggufFile.optional(),
  PRICES_FILE: z.string().optional(),
  POLICIES_FILE: z.string().optional(),
  MODEL_FILE: ggufFile.optional(),
  VOICE: z.enum(["auto", "rehearsal"], "must be auto or rehearsal").default("auto"),
  ENTRANCE_TALK: z.enum(["auto", "off"], "must be auto or off").default("auto"),
  OPENAI_API_KEY: key.optional(),
  OPENAI_BASE_URL: webUrl("https://api.openai.com/v1").optional(),
  ANTHROPIC_API_KEY: key.optional(),
  ANTHROPIC_BASE_URL: webUrl("https://api.anthropic.com").optional(),
  GEMINI_API_KEY: key.optional(),
  GEMINI_BASE_URL: webUrl("https://generativelanguage.googleapis.com").optional(),
  GROQ_API_KEY: key.optional(),
  HF_TOKEN: key.optional(),
  HF_ENDPOINT_URL: webUrl("https://name.region.aws.endpoints.huggingface.cloud").optional(),
  OLLAMA_URL: webUrl("http://127.0.0.1:11434").optional(),
  VLLM_URL: webUrl("http://127.0.0.1:8000/v1").optional(),
  VLLM_API_KEY: key.optional(),
  OPENAI_ADMIN_KEY: key.optional(),
  ANTHROPIC_ADMIN_KEY: key.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl("http://127.0.0.1:4318").optional(),
  METRICS_TOKEN: key.pipe(z.string().min(16, "must have at least 16 characters")).optional(),
};
type SettingName = keyof typeof settings;

/** Settings that may contain a key or a password; each can also be read from the file in `NAME_FILE`. */
export const SECRET_SETTINGS: readonly SettingName[] = [
  "DATABASE_URL",
  "DATABASE_APP_URL",
  "REDIS_URL",
  "WEAVIATE_API_KEY",
  "OPENAI_API_KEY",
  "ANTHROPIC_API_KEY",
  "GEMINI_API_KEY",
  "GROQ_API_KEY",
  "HF_TOKEN",
  "VLLM_API_KEY",
  "OPENAI_ADMIN_KEY",
  "ANTHROPIC_ADMIN_KEY",
  "METRICS_TOKEN",
];

const Configuration = z.object(settings);
/** One property per variable, under the variable's own name. Unset ones without a default are undefined. */
export type Configuration = z.infer<typeof Configuration>;

export type ConfigurationResult =
  | { configuration: Configuration }
  /** One line each: which variable, and what to write instead. Never the value of a secret. */
  | { problems: string[] };

/** Empty text counts as unset, so that `NAME=` in a file or a compose file means the default. */
const isSet = (text: string | undefined): text is string => text !== undefined && text.trim() !== "";

/**
 * @param environment the process's own variables; they win over the file
 * @param file variables of the settings file; an unknown name in it is a problem
 */
export function parseConfiguration(
  environment: Record<string, string | undefined>,
  file: Record<string, string | undefined> = {},
): ConfigurationResult {
  const given = { ...file, ...Object.fromEntries(Object.entries(environment).filter(([, text]) => isSet(text))) };
  const names = Object.keys(settings) as SettingName[];
  const present = Object.fromEntries(names.flatMap((name) => (isSet(given[name]) ? [[name, given[name].trim()]] : [])));
  const parsed = Configuration.safeParse(present);
  const problems = [
    ...Object.keys(file)
      .filter((name) => !isKnown(name))
      .map((name) => `${name} in the settings file is not a setting. Correct the name or remove the line.`),
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])} ${issue.message}.`),
  ];
  if (!parsed.success || problems.length > 0) return { problems: [...new Set(problems)] };
  return { configuration: parsed.data };
}

const isKnown = (name: string) =>
  Object.hasOwn(settings, name) || SECRET_SETTINGS.some((secret) => name === `${secret}_FILE`);
