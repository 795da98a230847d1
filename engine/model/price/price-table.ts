/** The shape of models.yaml: what models cost, from when, and who says so. */
import { z } from "zod";
import { ComplianceTier } from "../../../schema/messages/models.ts";

/** Dollars per million tokens. Nine decimal places at most, so that money stays exact. */
const rate = z
  .number()
  .min(0)
  .max(10_000)
  .refine((value) => Number(value.toFixed(9)) === value, "at most nine decimal places");

export const PriceBand = z.strictObject({
  /** This band holds for prompts (cached parts included) up to so many tokens; the last band has none. */
  upToPromptTokens: z.int().positive().optional(),
  input: rate,
  output: rate,
  cached: rate.optional(),
  cacheWrite5m: rate.optional(),
  cacheWrite1h: rate.optional(),
  /** Per million tokens and hour, for a cache that is kept on request. */
  cacheStorageHour: rate.optional(),
});
export type PriceBand = z.infer<typeof PriceBand>;

export const PriceRow = z.strictObject({
  /** First day (UTC) on which this row holds. */
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
  /** Prefixes end only where they are marked. */
  breakpoints: z.boolean().optional(),
  source: z.string().min(1),
});
export type PromptCacheRules = z.infer<typeof PromptCacheRules>;

/** A GGUF the model hub offers, for the embedded voice. */
export const HubModel = z.strictObject({
  name: z.string(),
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  file: z.string().regex(/^[\w.-]+\.gguf$/),
  /** As SPDX names it. */
  license: z.string().min(1),
  /** As last read; size and checksum are asked of the hub before a download. */
  sizeBytes: z.int().positive(),
  /** The least machine on which it speaks at a talking pace. */
  machine: z.strictObject({
    cores: z.int().positive(),
    /** All it has. */
    memoryBytes: z.int().positive(),
    /** With one that the embedded model can use. */
    gpu: z.boolean().default(false),
  }),
  /** Of free memory, while it speaks. */
  needsMemoryBytes: z.int().positive(),
  /** Whether it has been run here, or only read about. */
  tried: z.boolean(),
  read: z.iso.date(),
  source: z.string().min(1),
});
export type HubModel = z.infer<typeof HubModel>;

export const ModelsFile = z.strictObject({
  /** The model a provider speaks with when MODEL names none. */
  defaults: z.record(z.string(), z.string()),
  /** A provider's model for small tasks, where it has a cheaper one than its default. */
  light: z.record(z.string(), z.string()).default({}),
  /** What each provider's terms promise about the words it is sent; a remote provider without a row promises nothing. */
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
      /** It makes vectors and cannot speak. */
      embeds: z.boolean().optional(),
      promptCache: PromptCacheRules.optional(),
      prices: z.array(PriceRow).min(1),
    }),
  ),
  /** Best first. */
  embedded: z.array(HubModel).min(1),
});
export type ModelsFile = z.infer<typeof ModelsFile>;

/** `file` is where the rows came from: the file to edit when one is missing. */
export type PriceTable = Pick<ModelsFile, "models"> & { file: string };
