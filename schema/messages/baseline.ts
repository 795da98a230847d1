/** Human baselines in HTTP responses (SPEC S7). */
import { z } from "zod";
import { Demographics } from "./backstory.ts";

export const BaselineView = z.object({
  id: z.literal("anes-1996"),
  people: z.number().int(),
  /** Shares of the values of the standard traits that it has. */
  traits: Demographics,
  /** Shares of answers, by question and code. */
  answers: Demographics,
});
export type BaselineView = z.infer<typeof BaselineView>;

export const BaselineList = z.object({ items: z.array(BaselineView) });

/** What is drawn and kept for a first run: the person's own survey, and a target of `size` of the baseline's people. */
export const BaselineStart = z.object({
  surveyId: z.string(),
  surveyVersion: z.number().int(),
  targetId: z.string(),
  size: z.number().int(),
  seed: z.number().int(),
});
export type BaselineStart = z.infer<typeof BaselineStart>;
