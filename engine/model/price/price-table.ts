/** The schema of models.yaml: what models cost, since when, and the source. */
import { z } from "zod";
import { ComplianceTier } from "../../../schema/messages/models.ts";

/** Dollars per million tokens. At most nine decimal places, so that money stays exact. */
const rate = z
  .number()
  .min(0)
  .max(10_000)
  .refine((value) => Number(value.toFixed(9)) === value, "at most nine decimal places");

export const PriceBand = z.strictObject({
  /** This band applies to prompts (including cached parts) of up to this many tokens; the last band has no limit. */
  upToPromptTokens: z.int().positive().optional(),
  input: rate,
  output: rate,
  cached: rate.optional(),
  cacheWrite5m: rate.optional(),
  cacheWrite1h: rate.optional(),
  /** Per million tokens and hour, for an explicit cache. */
  cacheStorageHour: rate.optional(),
});
export type PriceBand = z.infer<typeof PriceBand>;

export const PriceRow = z.strictObject({
  /** First day (UTC) on which this row applies. */
  from: z.iso.date(),
  source: z.string().min(1),
  /** Factor on every rate for batch calls. */
  batch: rate.max(1).optional(),
  bands: z
    .array(PriceBand)
    .min(1)
    .refine(
      (bands) => bands.every((band, index) => index === bands.length - 1 || band.upToPromptTokens !== undefined),
      "only the last band may be without upToPromptTokens",
    )
    .refine(
      (bands) => bands.at(-1)?.upToPromptTokens === undefined,
      "the last band must be without upToPromptTokens: it holds for every longer prompt",
    )
    .refine(
      (bands) =>
        bands.every(
          (band, index) => index === 0 || (band.upToPromptTokens ?? Infinity) > bands[index - 1]!.upToPromptTokens!,
        ),
      "bands go from short prompts to long ones",
    ),
});
export type PriceRow = z.infer<typeof PriceRow>;

/** How a model's provider caches prompts (SPEC L5). */
export const PromptCacheRules = z.strictObject({
  /** Shorter prefixes are not kept. */
  minimumTokens: z.int().positive(),
  /** Whether prefixes end only at marks. */
  breakpoints: z.boolean().optional(),
  source: z.string().min(1),
});
export type PromptCacheRules = z.infer<typeof PromptCacheRules>;

/** A GGUF the model hub offers, for the process of the embedded models. */
export const HubModel = z.strictObject({
  name: z.string(),
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  file: z.string().regex(/^[\w.-]+\.gguf$/),
  /** SPDX identifier. */
  license: z.string().min(1),
  /** As last read; size and checksum are requested from the hub before a download. */
  sizeBytes: z.int().positive(),
  /** The minimum machine on which it runs at conversational speed. */
  machine: z.strictObject({
    cores: z.int().positive(),
    /** Total memory. */
    memoryBytes: z.int().positive(),
    /** Whether it needs a GPU that the embedded model can use. */
    gpu: z.boolean().default(false),
  }),
  /** Free memory it needs while running. */
  needsMemoryBytes: z.int().positive(),
  /** Whether it has been run here, or only read about. */
  tried: z.boolean(),
  read: z.iso.date(),
  source: z.string().min(1),
});
export type HubModel = z.infer<typeof HubModel>;

/** What an embedding model was trained to read before a query, and before a text that is searched. */
export const EmbeddingPrefixes = z.strictObject({
  /** Part of the model's name, in lower case; the first row whose part it contains applies. */
  model: z.string().min(1).lowercase(),
  query: z.string(),
  document: z.string(),
  source: z.string().min(1),
});
export type EmbeddingPrefixes = z.infer<typeof EmbeddingPrefixes>;

export const ModelsFile = z.strictObject({
  /** The model a provider speaks with when MODEL names none. */
  defaults: z.record(z.string(), z.string()),
  /** A provider's model for small tasks, if it has a cheaper one than its default. */
  light: z.record(z.string(), z.string()).default({}),
  /** What each provider's terms promise about the text sent to it; a remote provider without a row promises nothing. */
  providers: z
    .array(
      z.strictObject({ provider: z.string(), tier: ComplianceTier, read: z.iso.date(), source: z.string().min(1) }),
    )
    .default([]),
  /** Servers on this network, but not on this machine, whose models cost nothing unless one has a price. */
  free: z.array(z.strictObject({ provider: z.string(), source: z.string().min(1) })).default([]),
  models: z.array(
    z.strictObject({
      provider: z.string(),
      model: z.string(),
      /** An embedding model, which cannot speak. */
      embeds: z.boolean().optional(),
      promptCache: PromptCacheRules.optional(),
      prices: z.array(PriceRow).min(1),
    }),
  ),
  /** Voices for the embedded process, best first. */
  embedded: z.array(HubModel).min(1),
  /** Embedding models for the same process, best first; without any, none is fetched. */
  embedding: z.array(HubModel).default([]),
  /** A model without a row reads queries and texts as they are. */
  embeddingPrefixes: z.array(EmbeddingPrefixes).default([]),
});
export type ModelsFile = z.infer<typeof ModelsFile>;

/** `file` is where the rows came from: the file to edit when a row is missing. */
export type PriceTable = Pick<ModelsFile, "models"> & { file: string };
