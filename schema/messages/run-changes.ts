/** Two runs that asked the same respondents, in HTTP responses (SPEC S7): pre and post. */
import { z } from "zod";
import { Comparison, Figure, OptionResult, TestResult } from "./run-results.ts";

/** What changed in the answers to one question, of those who answered it in both runs. */
export const RunChange = z.object({
  probe: z.string(),
  title: z.string(),
  options: z.array(OptionResult.pick({ value: true, text: true })),
  /** Pairs with both answers. */
  both: z.number().int(),
  /** The answers before and after, of these pairs. */
  groups: z.array(Comparison.shape.groups.element.omit({ name: true })).length(2),
  /** After less before. */
  differences: z.array(Figure),
  effects: z.array(Figure),
  /** One test a question decides, and its p is adjusted over all questions (Holm); the others have none. */
  tests: z.array(TestResult),
});
export type RunChange = z.infer<typeof RunChange>;

export const RunChanges = z.object({
  before: z.string(),
  after: z.string(),
  /** No answer is a person's. */
  isSimulated: z.literal(true),
  /** Respondents that both runs have: of the same backstory, for the same person wanted. */
  pairs: z.number().int(),
  respondents: z.object({ before: z.number().int(), after: z.number().int() }),
  /** What both asked alike; empty without pairs. */
  questions: z.array(RunChange),
  seed: z.number().int(),
  draws: z.number().int(),
});
export type RunChanges = z.infer<typeof RunChanges>;

export const RunChangesQuery = z.object({ to: z.string().min(1).max(100) });
