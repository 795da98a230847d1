/** The people behind a bar in HTTP requests and responses (SPEC S7): who gave an answer, and the words it was read from. */
import { z } from "zod";
import { Respondent, RunAnswer, RunAnswerQuery } from "./run.ts";

/** JSON of a string, number or truth value. */
const Value = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    try {
      const value: unknown = JSON.parse(text);
      if (["string", "number", "boolean"].includes(typeof value)) return text;
    } catch {
      // Reported below.
    }
    context.addIssue({ code: "custom", message: "is not JSON of a string, number or truth value" });
    return z.NEVER;
  });

/** Without `value`, `first` and `from`: everybody who was asked. */
export const RunPeopleQuery = RunAnswerQuery.pick({ cursor: true, limit: true }).extend({
  probeId: z.string().min(1).max(300),
  /** Who chose this option, perhaps among others. */
  value: Value.optional(),
  /** Who put this option first. */
  first: Value.optional(),
  /** Who gave a number of at least this, and less than `below`. */
  from: z.coerce.number().optional(),
  below: z.coerce.number().optional(),
});
export type RunPeopleQuery = z.infer<typeof RunPeopleQuery>;

export const RunPerson = z.object({
  answer: RunAnswer,
  respondent: Respondent.omit({ seed: true }).extend({
    /** Of the backstory; null without one, or where it is gone. */
    title: z.string().nullable(),
  }),
});
export type RunPerson = z.infer<typeof RunPerson>;

/** By respondent and repeat. */
export const RunPeoplePage = z.object({ items: z.array(RunPerson), next: z.string().nullable() });
export type RunPeoplePage = z.infer<typeof RunPeoplePage>;
