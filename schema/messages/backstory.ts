/** Backstories in HTTP requests and responses (SPEC S2, S3). */
import { z } from "zod";
import { LIFE_THEMES, type LifeTheme } from "../rules/survey/life-questions.ts";
import { TraitDistribution } from "../rules/survey/labels.ts";
import { STANDARD_TRAITS } from "../rules/survey/standard-traits.ts";
import { PageCursor } from "./page-cursor.ts";

/** authored: written by people for this project; generated: by a model's interview; imported: brought by a researcher. */
export const Provenance = z.enum(["authored", "generated", "imported"]);
export type Provenance = z.infer<typeof Provenance>;

export const LifeAnswer = z.object({
  theme: z.enum(LIFE_THEMES as [LifeTheme, ...LifeTheme[]]),
  question: z.string(),
  answer: z.string().min(1),
});
export type LifeAnswer = z.infer<typeof LifeAnswer>;

export const BackstoryQuery = z.object({
  q: z.string().trim().max(200).optional(),
  provenance: Provenance.optional(),
  /** `next` of the previous page. */
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(100).default(24),
});
export type BackstoryQuery = z.infer<typeof BackstoryQuery>;

export const BackstorySummary = z.object({
  id: z.string(),
  title: z.string(),
  provenance: Provenance,
  /** When the person tells it, such as "October 1996". */
  setIn: z.string(),
  words: z.number().int(),
  /** The beginning of the first answer; of a search, the passage that matches best. */
  excerpt: z.string(),
  labels: z.record(z.string(), TraitDistribution),
});
export type BackstorySummary = z.infer<typeof BackstorySummary>;

export const BackstoryPage = z.object({
  items: z.array(BackstorySummary),
  next: z.string().nullable(),
  ranking: z.enum(["newest", "words", "words-and-meaning"]),
});
export type BackstoryPage = z.infer<typeof BackstoryPage>;

/** The most alike of the others in the pool: the share of word sequences that both have, estimated. */
export const Nearest = z.object({ id: z.string(), title: z.string(), share: z.number() });

export const BackstoryView = BackstorySummary.omit({ excerpt: true }).extend({
  answers: z.array(LifeAnswer),
  /** Which model made it, as `provider/model`; null if it is not generated. */
  model: z.string().nullable(),
  /** Which other one checked it. */
  critic: z.string().nullable(),
  /** By answer and check, of a generated one. */
  promptHashes: z.record(z.string(), z.string()),
  seed: z.number().int().nullable(),
  createdAt: z.string(),
  nearest: Nearest.nullable(),
});
export type BackstoryView = z.infer<typeof BackstoryView>;

/** By trait and value: shares that add up to 1. */
export const Demographics = z.record(z.string(), z.record(z.string(), z.number()));

export const PoolDemographics = z.object({ backstories: z.number().int(), traits: Demographics });
export type PoolDemographics = z.infer<typeof PoolDemographics>;

export const LabelRequest = z.object({
  traitId: z.string().refine((id) => STANDARD_TRAITS.some((trait) => trait.id === id), "is no standard trait"),
});

/** A label in the making, one a line: how many answers have come, then what came of them. */
export const LabelLine = z.union([
  z.object({ done: z.number().int(), total: z.number().int() }),
  z.object({
    /** Null if no answer could be used: nothing is stored. */
    label: TraitDistribution.nullable(),
    /** Answers that were not used, by why. */
    refused: z.record(z.string(), z.number().int()),
  }),
]);
export type LabelLine = z.infer<typeof LabelLine>;
