/** What will be compared, and how, said before a run is launched (SPEC S7): anything else is exploratory. */
import { z } from "zod";

const Id = z.string().min(1).max(200);
/** Of outcomes, of comparisons, and of the probes of a scale. */
export const MOST_PARTS = 50;
export const MOST_SCALES = 20;

export const GROUP_TESTS = ["welch-t", "mann-whitney", "permutation", "chi-squared", "fisher-exact"] as const;
export const PAIR_TESTS = [
  "paired-t",
  "wilcoxon-signed-rank",
  "permutation",
  "sign",
  "mcnemar",
  "mcnemar-exact",
  "stuart-maxwell",
] as const;

/** `test` is the one that decides; those beside it are exploratory. */
export const PlannedComparison = z.discriminatedUnion("kind", [
  /** All arms of a condition, two by two. */
  z.object({ kind: z.literal("conditions"), probe: Id, condition: Id, test: z.enum(GROUP_TESTS) }),
  /** Two values of a trait. */
  z.object({
    kind: z.literal("subgroups"),
    probe: Id,
    trait: Id,
    values: z.tuple([Id, Id]),
    test: z.enum(GROUP_TESTS),
  }),
  /** The same people asked before and after. */
  z.object({ kind: z.literal("paired"), before: Id, after: Id, test: z.enum(PAIR_TESTS) }),
]);
export type PlannedComparison = z.infer<typeof PlannedComparison>;

export const AnalysisPlan = z.object({
  /** Probes whose distributions are what the run is about. */
  outcomes: z.array(Id).max(MOST_PARTS),
  /** One family: p-values are adjusted over all of them (Holm). */
  comparisons: z.array(PlannedComparison).max(MOST_PARTS),
  /** Probes that measure one thing together. */
  scales: z
    .array(z.object({ name: z.string().trim().min(1).max(120), probes: z.array(Id).min(2).max(MOST_PARTS) }))
    .max(MOST_SCALES),
});
export type AnalysisPlan = z.infer<typeof AnalysisPlan>;
