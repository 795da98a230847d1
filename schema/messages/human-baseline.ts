/** Human baselines that people upload: a table of people as CSV, and a codebook of its columns (SPEC S7). */
import { z } from "zod";
import { isText, named } from "./written-text.ts";

/** Characters of the CSV. */
export const MOST_CSV = 4_000_000;
export const MOST_BASELINE_PEOPLE = 20_000;
export const MOST_BASELINE_COLUMNS = 320;
const MOST_CODES = 500;

const Text = z.string().max(500).refine(isText, "has characters that are no text");
const Id = z.string().min(1).max(300);

/** A column of the CSV. Cells that its codes do not name are read as values or texts of options. */
export const CodebookColumn = z.object({
  /** Its heading. */
  column: Text.min(1),
  /** weight: how much each person counts. */
  means: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("question"), probe: Id }),
    z.object({ kind: z.literal("trait"), trait: Id }),
    z.object({ kind: z.literal("weight") }),
  ]),
  /** `option`: value of an option or of a trait, or a number; null: no answer. */
  codes: z
    .array(z.object({ code: Text, option: Text.nullable() }))
    .max(MOST_CODES)
    .default([]),
});
export type CodebookColumn = z.infer<typeof CodebookColumn>;

export const HumanBaselineDraft = z.object({
  name: named(120, "a baseline needs a name"),
  /** Its people answered questions of this survey, as they are worded in this version; without it, the latest. */
  surveyId: z.string().min(1).max(100),
  surveyVersion: z.number().int().positive().optional(),
  csv: z.string().min(1).max(MOST_CSV).refine(isText, "has characters that are no text"),
  codebook: z.array(CodebookColumn).min(1).max(MOST_BASELINE_COLUMNS),
});
export type HumanBaselineDraft = z.infer<typeof HumanBaselineDraft>;

/** Cells that are no code, option or value: they count as no answer. */
export const NotUnderstood = z.object({ column: z.string(), value: z.string(), count: z.number().int() });
export type NotUnderstood = z.infer<typeof NotUnderstood>;

export const HumanBaseline = z.object({
  id: z.string(),
  name: z.string(),
  surveyName: z.string(),
  people: z.number().int(),
  /** Titles of what they answered. */
  questions: z.array(z.string()),
  isWeighted: z.boolean(),
  notUnderstood: z.array(NotUnderstood),
  owner: z.object({ userId: z.string(), name: z.string() }),
  createdAt: z.string(),
});
export type HumanBaseline = z.infer<typeof HumanBaseline>;

/** Newest first. */
export const HumanBaselineList = z.object({ items: z.array(HumanBaseline) });

/** Baselines whose people answered questions of a run, worded alike; the first stands beside it unless another is chosen. */
export const RunBaselines = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), people: z.number().int() })),
});
/** Nobody's answers stand beside the run. */
export const NO_BASELINE = "none";
export const BaselineChoice = z.object({ baseline: z.string().min(1).max(100).optional() });
