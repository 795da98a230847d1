/** Traits, and jobs that label them over the whole pool of backstories (SPEC S3). */
import { z } from "zod";
import { LABEL_SOURCES, UNKNOWN } from "../rules/survey/labels.ts";
import { STANDARD_TRAITS } from "../rules/survey/standard-traits.ts";
import { JobStatus } from "./job.ts";
import { Message } from "./message.ts";

/** With Unknown, each has a letter. */
export const MOST_TRAIT_VALUES = 20;
export const MOST_SAMPLES = 200;
const USUAL_SAMPLES = 40;
const MOST_COMPARED = 1_000;
const MOST_TRAITS_AT_ONCE = 20;

const isFree = (name: string) =>
  !STANDARD_TRAITS.some(({ id, wording }) => [id, wording].some((each) => each.toLowerCase() === name.toLowerCase()));
const fold = (value: string) => value.toLowerCase();

export const TraitDraft = z.object({
  /** Also its id, by which targets name it. */
  name: z.string().trim().min(1).max(100).refine(isFree, "is the name of a standard trait"),
  /** What a respondent is asked to find out. */
  question: z.string().trim().min(1).max(400),
  isOrdinal: z.boolean().default(false),
  /** Without Unknown; in their order where the trait is ordinal. */
  values: z
    .array(z.string().trim().min(1).max(100))
    .min(2)
    .max(MOST_TRAIT_VALUES)
    .refine((values) => new Set(values.map(fold)).size === values.length, "a value is there twice")
    .refine((values) => !values.some((value) => fold(value) === UNKNOWN), "every trait has Unknown already"),
});
export type TraitDraft = z.infer<typeof TraitDraft>;

const Source = z.enum(LABEL_SOURCES);

/** Backstories with a label of that origin. */
export const LabelCount = z.object({
  source: Source,
  /** `provider/model`; "": the author. */
  model: z.string(),
  count: z.number().int(),
  /** Of them, those whose label is Unknown alone. */
  unknown: z.number().int(),
});
export type LabelCount = z.infer<typeof LabelCount>;

export const TraitView = z.object({
  id: z.string(),
  question: z.string(),
  isOrdinal: z.boolean(),
  values: z.array(z.string()),
  /** Who added it; null of a standard trait. */
  owner: z.object({ userId: z.string(), name: z.string() }).nullable(),
  labels: z.array(LabelCount),
});
export type TraitView = z.infer<typeof TraitView>;

/** Standard ones first, then the newest. `backstories`: how many there are in the pool. */
export const TraitList = z.object({ items: z.array(TraitView), backstories: z.number().int() });
export type TraitList = z.infer<typeof TraitList>;

export const LabellingWish = z.object({
  traitIds: z.array(z.string().min(1).max(100)).min(1).max(MOST_TRAITS_AT_ONCE),
  /** How a trait is estimated that a text does not state. */
  estimate: z.enum(["sampled", "logprob"]).default("sampled"),
  samples: z.number().int().min(1).max(MOST_SAMPLES).default(USUAL_SAMPLES),
  /** Of each trait, how many backstories that state it are estimated as well, to see how well both agree. */
  compare: z.number().int().min(0).max(MOST_COMPARED).default(0),
  /** Only backstories without any label of a trait, whoever made it: enough to match by. */
  onlyUnlabelled: z.boolean().default(false),
  /** It ends before it would cost more; null: only the budgets of the workspace limit it. */
  budgetNano: z.number().int().min(0).nullable().default(null),
});
export type LabellingWish = z.infer<typeof LabellingWish>;

/** What is expected, and between what. */
export const Spread = z.object({ low: z.number(), likely: z.number(), high: z.number() });
export type Spread = z.infer<typeof Spread>;

/** Low: every text states every trait; high: none does. */
export const LabellingEstimate = z.object({
  model: z.string(),
  /** Too small a model to judge (SPEC M7). */
  isSmall: z.boolean(),
  /** Whether it gives log-probabilities. */
  hasProbabilities: z.boolean(),
  /** Labels to be made, of a trait of a backstory each. */
  labels: z.number().int(),
  /** Those that are there already, or were asked for in vain, and are not paid for again. */
  known: z.number().int(),
  calls: Spread,
  tokens: Spread,
  costNano: Spread,
});
export type LabellingEstimate = z.infer<typeof LabellingEstimate>;

/** What came of the labels that are done. */
export const LabellingTally = z.object({
  stated: z.number().int(),
  estimated: z.number().int(),
  /** No answer could be used: there is no label. */
  unusable: z.number().int(),
  /** Answers that were not used, by why. */
  refused: z.record(z.string(), z.number().int()),
  /** Mean probability of no option, of labels by log-probabilities; null without any. */
  refusalMass: z.number().nullable(),
});
export type LabellingTally = z.infer<typeof LabellingTally>;

export const Labelling = z.object({
  id: z.string(),
  wish: LabellingWish,
  model: z.string(),
  owner: z.object({ userId: z.string(), name: z.string() }),
  status: JobStatus,
  /** Asked of it while it runs; done at its next step. */
  isStopping: z.boolean(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  costNano: z.number().int(),
  tally: LabellingTally,
  /** Why it failed, or ended before everything was labelled. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  createdAt: z.string(),
});
export type Labelling = z.infer<typeof Labelling>;

/** Newest first. */
export const LabellingList = z.object({ items: z.array(Labelling) });
export type LabellingList = z.infer<typeof LabellingList>;

/** Between what texts state and what was estimated of the same backstories. */
export const LabelAgreement = z.object({
  traitId: z.string(),
  /** Who read what is stated: `provider/model`; "": the author. */
  statedBy: z.string(),
  source: z.enum(["sampled", "logprob"]),
  model: z.string(),
  count: z.number().int(),
  /** Share whose likeliest value is the stated one. */
  agreement: z.number(),
  kappa: z.number().nullable(),
  /** 0–2, less is better. */
  brier: z.number(),
  calibration: z.array(
    z.object({ from: z.number(), to: z.number(), count: z.number().int(), confidence: z.number(), right: z.number() }),
  ),
});
export type LabelAgreement = z.infer<typeof LabelAgreement>;
export const AgreementList = z.object({ items: z.array(LabelAgreement) });
export type AgreementList = z.infer<typeof AgreementList>;
