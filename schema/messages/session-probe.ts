/** Probes of a session: one question, put to its people and personas together (SPEC C9, S8). */
import { z } from "zod";
import { Message } from "./message.ts";
import { written } from "./written-text.ts";

const MAX_OPTIONS = 20;
const LONGEST_OPEN_ANSWER = 2000;

const OptionValue = z.union([z.string().max(200), z.number(), z.boolean()]);
const CHOICES = ["single", "multiple", "scale", "yes-no"] as const;

/** What is asked; a row of a matrix is a question of its own. Rankings cannot be put. */
export const ProbeQuestion = z
  .object({
    kind: z.enum([...CHOICES, "numeric", "open"]),
    title: written(500),
    /** Said before it. */
    introduction: z.array(written(2000)).max(5).default([]),
    /** Empty for numeric and open questions. `isLast`: stays last whatever the order of the others. */
    options: z
      .array(z.object({ value: OptionValue, text: written(200), isLast: z.boolean().default(false) }))
      .max(MAX_OPTIONS, `at most ${MAX_OPTIONS} options`)
      .default([]),
    /** Whether the options are a scale. */
    isOrdinal: z.boolean().default(false),
    min: z.number().nullable().default(null),
    max: z.number().nullable().default(null),
  })
  .refine(({ kind, options }) => options.length >= 2 === CHOICES.some((choice) => choice === kind), {
    message: "a choice has two options or more, another question none",
    path: ["options"],
  })
  .refine(({ options }) => new Set(options.map(({ value }) => value)).size === options.length, {
    message: "each option is another one",
    path: ["options"],
  });
export type ProbeQuestion = z.infer<typeof ProbeQuestion>;

/**
 * A question of a survey (of a matrix: `question.row`), one written on the spot, or an earlier one again: `round` is the
 * latest that was seen, so that two who press at once put it once.
 */
export const ProbeDraft = z.union([
  z.strictObject({ surveyId: z.string().min(1).max(100), question: z.string().min(1).max(300) }),
  z.strictObject({ question: ProbeQuestion }),
  z.strictObject({ again: z.string().min(1).max(100), round: z.number().int().positive() }),
]);
export type ProbeDraft = z.input<typeof ProbeDraft>;
export const ProbeChange = z.union([
  z.strictObject({ closed: z.literal(true) }),
  /** Whether the people of the session see the result. */
  z.strictObject({ shown: z.boolean() }),
]);
export type ProbeChange = z.infer<typeof ProbeChange>;

/** The value of an option, a list of them, a number or a text. */
export const ProbeValue = z.union([
  z.string().trim().max(LONGEST_OPEN_ANSWER),
  z.number(),
  z.boolean(),
  z.array(OptionValue).max(MAX_OPTIONS),
]);
export type ProbeValue = z.infer<typeof ProbeValue>;
/** null: they would rather not say. */
export const ProbeAnswerGiven = z.object({ answer: ProbeValue.nullable() });

export const ProbeVerdict = z.enum(["answered", "refused", "unclear", "failed"]);
export type ProbeVerdict = z.infer<typeof ProbeVerdict>;

export const ProbeAnswer = z.object({
  respondentId: z.string(),
  name: z.string(),
  kind: z.enum(["person", "persona"]),
  verdict: ProbeVerdict,
  /** null unless it is "answered". */
  answer: ProbeValue.nullable(),
  /** All that a model wrote, `provider/model`, the hash of its prompt; null of people. */
  words: z.string().nullable(),
  model: z.string().nullable(),
  promptHash: z.string().nullable(),
  /** Why it failed. */
  problem: Message.nullable(),
  at: z.string(),
});
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

export const SessionProbe = z.object({
  id: z.string(),
  /** The same for each time a question was put; its rounds count from 1. */
  seriesId: z.string(),
  round: z.number().int(),
  question: ProbeQuestion,
  surveyId: z.string().nullable(),
  surveyVersion: z.number().int().nullable(),
  /** Where the guide was; null before the session began. */
  section: z.number().int().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  isShown: z.boolean(),
  /** How many could answer: people who are in now, and personas of the session when it was put. */
  asked: z.object({ people: z.number().int(), personas: z.number().int() }),
  answers: z.array(ProbeAnswer),
});
export type SessionProbe = z.infer<typeof SessionProbe>;
/** Newest first. */
export const SessionProbes = z.object({ items: z.array(SessionProbe) });

/** The answers to a question that was put several times, by respondent: of each round one, or null. */
export const PairedAnswers = z.object({
  question: ProbeQuestion,
  rounds: SessionProbe.pick({ id: true, round: true, section: true, openedAt: true, closedAt: true }).array(),
  respondents: z.array(
    ProbeAnswer.pick({ respondentId: true, name: true, kind: true }).extend({
      answers: z.array(ProbeAnswer.nullable()),
    }),
  ),
});
export type PairedAnswers = z.infer<typeof PairedAnswers>;

/** How often each option was chosen, or each text or number given, without who did. */
export const ProbeTally = z.object({
  answered: z.number().int(),
  refused: z.number().int(),
  /** Of personas: what could not be read, or failed. */
  missing: z.number().int(),
  bars: z.array(z.object({ value: OptionValue, text: z.string(), count: z.number().int() })),
  texts: z.array(z.string()),
});
export type ProbeTally = z.infer<typeof ProbeTally>;

/** What the people of a session see of its probes. */
export const OwnProbes = z.object({
  /** The one that is open; `mine` null: not answered yet. */
  open: z
    .object({
      id: z.string(),
      question: ProbeQuestion,
      mayAnswer: z.boolean(),
      mine: ProbeAnswerGiven.nullable(),
    })
    .nullable(),
  /** The last result that was shown. */
  shown: z.object({ id: z.string(), question: ProbeQuestion, people: ProbeTally, personas: ProbeTally }).nullable(),
});
export type OwnProbes = z.infer<typeof OwnProbes>;
