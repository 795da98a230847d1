/** The groups of one guide side by side: who spoke how much, themes, what was asked of all (SPEC C9). */
import { z } from "zod";
import { MAX_ITEM_LENGTH } from "./outcome.ts";
import { ProbeQuestion } from "./session-probe.ts";
import { AskedQuestion, SessionResults } from "./session-results.ts";
import { written } from "./written-text.ts";

/** Sessions that share a guide. */
export const MAX_GROUPS = 20;

export const GuideGroup = z.object({
  ...SessionResults.pick({ id: true, title: true, status: true, startedAt: true, endedAt: true }).shape,
  /** Null until it has begun: then it has nothing to compare. */
  said: z
    .object({
      ...SessionResults.pick({ people: true, speakers: true }).shape,
      circleId: z.string().nullable(),
      turns: z.number().int(),
    })
    .nullable(),
});
export type GuideGroup = z.infer<typeof GuideGroup>;

/** A theme of one group, or a code that its turns were given by hand. */
export const ThemeEntry = z.object({
  id: z.string(),
  groupId: z.string(),
  kind: z.enum(["theme", "code"]),
  text: z.string(),
  madeBy: z.enum(["model", "rules", "person"]),
});
export type ThemeEntry = z.infer<typeof ThemeEntry>;

/** What brought entries together: alike words, a model, or a person, whose choice stays. */
export const BroughtBy = z.enum(["words", "model", "person"]);
export type BroughtBy = z.infer<typeof BroughtBy>;

/** Word for word what a turn said. */
export const ThemeQuotation = z.object({ turnId: z.string(), speakerName: z.string(), text: z.string() });
export type ThemeQuotation = z.infer<typeof ThemeQuotation>;

export const CommonTheme = z.object({
  name: z.string(),
  by: BroughtBy,
  entries: z.array(ThemeEntry),
  /** One for each group that has begun, in the order of the groups. */
  cells: z.array(
    z.object({
      groupId: z.string(),
      /** How many of its turns say it, and of all its turns. */
      turns: z.number().int(),
      share: z.number().min(0).max(1),
      /** In the order in which they were said, at least one of each such turn. */
      quotations: z.array(ThemeQuotation),
    }),
  ),
});
export type CommonTheme = z.infer<typeof CommonTheme>;

/** The same question, put to all of several groups. */
export const CommonQuestion = z.object({
  question: ProbeQuestion,
  groups: z.array(z.object({ groupId: z.string(), rounds: AskedQuestion.shape.rounds })),
});
export type CommonQuestion = z.infer<typeof CommonQuestion>;

export const SessionGroups = z.object({
  /** The first first. */
  groups: z.array(GuideGroup),
  /** Those of most groups first. */
  themes: z.array(CommonTheme),
  questions: z.array(CommonQuestion),
});
export type SessionGroups = z.infer<typeof SessionGroups>;

/** These are one theme of this name, with all others of that name; null: what their words say counts again. */
export const ThemeNaming = z.object({
  name: written(MAX_ITEM_LENGTH).nullable(),
  entryIds: z.array(z.string().min(1).max(100)).min(1).max(1000),
});
export type ThemeNaming = z.infer<typeof ThemeNaming>;
