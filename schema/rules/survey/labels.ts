/** What a backstory says of a trait: a distribution over the trait's values (SPEC S3). */
import { z } from "zod";

/** A value of every trait: the text does not say. It is never read as another value. */
export const UNKNOWN = "unknown";

/** Allows for the rounding of sums of shares. */
const SUM_TOLERANCE = 1e-6;

export const LABEL_SOURCES = ["explicit", "sampled", "logprob"] as const;

export const TraitDistribution = z.object({
  /** Probabilities by value, which add up to 1; a value that is not named has 0. */
  distribution: z
    .record(z.string(), z.number().min(0).max(1))
    .refine(
      (shares) => Math.abs(Object.values(shares).reduce((sum, share) => sum + share, 0) - 1) <= SUM_TOLERANCE,
      "the probabilities do not add up to 1",
    ),
  /** explicit: the text states it, or states nothing of it; otherwise estimated from answers of a model. */
  source: z.enum(LABEL_SOURCES),
  /** How many usable answers the distribution was made of. */
  count: z.number().int().min(1),
  /** The words of the text that state it, character by character. */
  evidence: z.string().min(1).optional(),
  /** `provider/model`; none: written by its author. */
  model: z.string().optional(),
});
export type TraitDistribution = z.infer<typeof TraitDistribution>;

export type LabelledBackstory = {
  id: string;
  /** By trait id. A trait that is missing has not been labelled, which differs from Unknown. */
  labels: Record<string, TraitDistribution>;
};
