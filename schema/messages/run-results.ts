/**
 * Results of a survey run in HTTP responses (SPEC S7, S9). Every number that a page draws is a `Figure`, whose id leads to
 * its definition, formula and limits in `schema/rules/survey/figures/figures.ts`.
 */
import { z } from "zod";
import { FIGURE_IDS } from "../rules/survey/figures/figures.ts";
import { PROBE_KINDS } from "../rules/survey/survey-question.ts";
import { AnalysisPlan } from "./analysis-plan.ts";
import { Message } from "./message.ts";

export const FigureId = z.enum(FIGURE_IDS);

/** `value` is null where it cannot be computed from the answers there are, such as the deviation of one respondent. */
export const Figure = z.object({
  id: FigureId,
  value: z.number().nullable(),
  /** Of the 95 % band; both null where there is none. It covers which respondents were drawn, never the model's error. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Of what the figure counts: see its definition. */
  n: z.number(),
});
export type Figure = z.infer<typeof Figure>;

const OptionValue = z.union([z.string(), z.number(), z.boolean()]);

export const OptionResult = z.object({
  /** Of numeric probes, the lower end of a bin. */
  value: OptionValue,
  text: z.string(),
  /** Answers that name it. Of a ranking: that place it first. */
  count: z.number().int(),
  share: Figure,
  /** With raking weights; null where the run has none. */
  weightedShare: Figure.nullable(),
  /** Of rankings only. */
  meanRank: Figure.nullable(),
  baseline: z.object({ count: z.number(), share: z.number() }).nullable(),
});
export type OptionResult = z.infer<typeof OptionResult>;

/**
 * How far one distribution is from another; the rows of one table. `uniform` answers by lot, `majority` always as most
 * people of the baseline do, `sample` is a random sample of the baseline's people as large as the run (the noise floor),
 * `halves` are random halves of those people.
 */
export const DistanceRow = z.object({
  of: z.enum(["run", "weighted-run", "uniform", "majority", "sample", "halves"]),
  to: z.enum(["baseline", "uniform"]),
  figures: z.array(Figure),
});
export type DistanceRow = z.infer<typeof DistanceRow>;

export const Subgroup = z.object({
  value: z.string(),
  /** Respondents who answered. */
  n: z.number().int(),
  /** In the order of the probe's options. */
  shares: z.array(Figure),
  figures: z.array(Figure),
  /** People of the baseline with the same trait. */
  baseline: z.object({ people: z.number(), shares: z.array(z.number()) }).nullable(),
});
export type Subgroup = z.infer<typeof Subgroup>;

/** Answers in the words they were given in, grouped by a word that they share. */
export const Theme = z.object({
  word: z.string(),
  share: Figure,
  quotations: z.array(z.object({ respondent: z.number().int(), text: z.string() })),
});
export type Theme = z.infer<typeof Theme>;

export const ProbeResult = z.object({
  id: z.string(),
  question: z.string(),
  kind: z.enum(PROBE_KINDS),
  title: z.string(),
  isOrdinal: z.boolean(),
  /** By what came of it: `asked` is the sum of the next three; a model that could not be reached was not asked. */
  asked: z.number().int(),
  answered: z.number().int(),
  refused: z.number().int(),
  unclear: z.number().int(),
  failed: z.number().int(),
  /** With at least one answer. */
  respondents: z.number().int(),
  /** Compliance, refusals, effective size, mean, deviation, … as its kind allows. */
  figures: z.array(Figure),
  weightedFigures: z.array(Figure),
  /** Empty for open questions. */
  options: z.array(OptionResult),
  /** By place at which an option was shown, how often one was there, and how often it was chosen. */
  positions: z.array(z.object({ shown: z.number().int(), chosen: z.number().int() })),
  /** The human answers beside it. */
  baseline: z.object({ id: z.string(), name: z.string(), question: z.string(), people: z.number() }).nullable(),
  distances: z.array(DistanceRow),
  /** Total variance and its parts: between respondents, within one (asked again), between models. */
  variance: z.array(Figure),
  /** `isPlanned`: the plan compares two of the groups. */
  subgroups: z.array(z.object({ trait: z.string(), groups: z.array(Subgroup), isPlanned: z.boolean() })),
  themes: z.array(Theme),
  /** An outcome of the frozen plan; anything else is exploratory. */
  isPlanned: z.boolean(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

/** What a test takes for granted, and whether the answers are so. */
export const Assumption = Message.and(z.object({ holds: z.boolean() }));
export type Assumption = z.infer<typeof Assumption>;

export const TestResult = z.object({
  id: FigureId,
  statistic: z.number().nullable(),
  degreesOfFreedom: z.number().nullable(),
  /** Two-sided; null where the test cannot be done. */
  p: z.number().nullable(),
  /** Holm's adjustment over the family; null for what is exploratory. */
  adjustedP: z.number().nullable(),
  n: z.number().int(),
  assumptions: z.array(Assumption),
  /** The one that the frozen plan lets decide; anything else is exploratory. */
  isPlanned: z.boolean(),
});
export type TestResult = z.infer<typeof TestResult>;

/** Two groups of answers side by side: effect sizes first, then tests. */
export const Comparison = z.object({
  kind: z.enum(["conditions", "subgroups", "paired"]),
  /** The probe of the first group; of pairs: the one asked before. */
  probe: z.string(),
  /** Name of the condition, id of the trait, or the probe asked after. */
  by: z.string(),
  groups: z.array(z.object({ name: z.string(), n: z.number().int(), figures: z.array(Figure) })).length(2),
  /** Second less first. */
  differences: z.array(Figure),
  effects: z.array(Figure),
  tests: z.array(TestResult),
  /** In the frozen plan; anything else is exploratory. */
  isPlanned: z.boolean(),
});
export type Comparison = z.infer<typeof Comparison>;

const Matrix = z.array(z.array(z.number().nullable()));

/** Several probes together. */
export const ScaleResult = z.object({
  /** Null: all that have an order. */
  name: z.string().nullable(),
  probes: z.array(z.string()),
  /** Cronbach's α, distance of the correlations to the baseline's. */
  figures: z.array(Figure),
  /** In the order of `probes`; null where a probe's answers are all the same. */
  correlations: Matrix,
  baselineCorrelations: Matrix.nullable(),
  isPlanned: z.boolean(),
});
export type ScaleResult = z.infer<typeof ScaleResult>;

export const Crosstab = z.object({
  rows: z.object({ probe: z.string(), values: z.array(OptionValue) }),
  columns: z.object({ probe: z.string(), values: z.array(OptionValue) }),
  /** Respondents who gave both answers, row by row. */
  counts: z.array(z.array(z.number().int())),
  /** Respondents of each row; fewer than its cells together where several options may be chosen. */
  rowTotals: z.array(z.number().int()),
  figures: z.array(Figure),
  tests: z.array(TestResult),
});
export type Crosstab = z.infer<typeof Crosstab>;

const ProbeId = z.string().min(1).max(300);
export const CrosstabQuery = z.object({ rows: ProbeId, columns: ProbeId });
export type CrosstabQuery = z.infer<typeof CrosstabQuery>;

/** `share`: the one that is expected; 0.5 takes the most. `designEffect`: respondents who count as one. */
export const SampleSizeQuery = z.object({
  halfWidth: z.coerce.number().min(0.001).max(0.49),
  share: z.coerce.number().min(0).max(1).default(0.5),
  designEffect: z.coerce.number().min(1).max(100).default(1),
});
export const SampleSize = z.object({ respondents: z.number().int().nullable() });

export const ResultWarning = Message.and(z.object({ probe: z.string().nullable() }));
export type ResultWarning = z.infer<typeof ResultWarning>;

export const RunResults = z.object({
  runId: z.string(),
  /** No answer is a person's. */
  isSimulated: z.literal(true),
  /** Respondents of the panel, and those with at least one answer. */
  respondents: z.number().int(),
  answering: z.number().int(),
  /** Times a question was asked, over all probes. */
  asked: z.number().int(),
  answered: z.number().int(),
  refused: z.number().int(),
  unclear: z.number().int(),
  failed: z.number().int(),
  /** Compliance, refusals, effective sizes, weight of the matches. */
  figures: z.array(Figure),
  /** Of the answers, by share of them. */
  models: z.array(z.object({ model: z.string(), answers: z.number().int() })),
  warnings: z.array(ResultWarning),
  probes: z.array(ProbeResult),
  comparisons: z.array(Comparison),
  scales: z.array(ScaleResult),
  /** Frozen before launch, with its hash; null: everything is exploratory. */
  plan: z.object({ hash: z.string(), plan: AnalysisPlan }).nullable(),
  /** Of the bands and of the permutation tests: the same answers and seed give the same document. */
  seed: z.number().int(),
  /** Draws of the bootstrap. */
  draws: z.number().int(),
});
export type RunResults = z.infer<typeof RunResults>;
