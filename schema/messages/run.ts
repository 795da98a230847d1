/**
 * Survey runs in HTTP requests and responses (SPEC S5, S6): a survey asked of virtual respondents.
 * Long because it is what clients read of a run, from its draft to its answers, in one place.
 */
import { z } from "zod";
import { AnalysisPlan } from "./analysis-plan.ts";
import { LabellingEstimate, Spread } from "./labelling.ts";
import { Message } from "./message.ts";
import { PageCursor } from "./page-cursor.ts";
import { Answers } from "./survey.ts";
import { MatchMethod, MatchReport, MOST_RESPONDENTS, WantedTraits } from "./target.ts";
import { isText, named } from "./written-text.ts";

const nano = z.number().int().nonnegative();
const count = z.number().int().nonnegative();
const LARGEST_BUDGET_NANO = 1_000_000_000_000_000;
const Id = z.string().min(1).max(100);

/**
 * How a respondent is described to the model. alterity: by a whole life interview, and the traits it was matched for.
 * demographic-forcing: "you are …", a list of traits. simple-persona: a short biography in the first person.
 */
export const RunMethod = z.enum(["alterity", "demographic-forcing", "simple-persona"]);
export type RunMethod = z.infer<typeof RunMethod>;

/** sampled: the text of the answer is read. log-probabilities: those of the letters, of one token. */
export const ReadOut = z.enum(["sampled", "log-probabilities"]);
export type ReadOut = z.infer<typeof ReadOut>;

/** chat: instructions and turns. completion: one text that the model continues, as base models do. */
export const PromptForm = z.enum(["chat", "completion"]);
export type PromptForm = z.infer<typeof PromptForm>;

/** series: a respondent's own earlier answers stay in the prompt. independent: each question by itself. */
export const QuestionOrder = z.enum(["series", "independent"]);
export type QuestionOrder = z.infer<typeof QuestionOrder>;

/**
 * live: each question is asked at once. batch: by a provider's batch API, mostly for half the price and within a day; all
 * that can be asked before other answers are known is one round.
 */
export const RunCalls = z.enum(["live", "batch"]);
export type RunCalls = z.infer<typeof RunCalls>;

export const MAX_REPEATS = 20;
export const MAX_RESAMPLES = 100;

/** What a run is asked with; stored with it, unchanged. */
export const RunSettings = z.object({
  method: RunMethod,
  /** How many respondents; at most as many as the pool has, of a one-to-one panel. */
  size: z.number().int().min(1).max(MOST_RESPONDENTS),
  /** How backstories are matched to the target's people; only for alterity. */
  matching: MatchMethod.default("max-weight"),
  /** `provider/model`; null: the workspace's voice. What answered is kept with each answer. */
  model: z.string().min(1).max(200).nullable().default(null),
  form: PromptForm.default("chat"),
  /** 1 is the published method; less narrows the spread between respondents. */
  temperature: z.number().min(0).max(2).default(1),
  readOut: ReadOut.default("sampled"),
  order: QuestionOrder.default("series"),
  calls: RunCalls.default("live"),
  /** How often each respondent is asked everything anew, to measure how much one respondent varies. */
  repeats: z.number().int().min(1).max(MAX_REPEATS).default(1),
  /** How often an answer that cannot be read is drawn again. */
  resamples: z.number().int().min(0).max(MAX_RESAMPLES).default(5),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** When it takes place, as prompts say it: "October 1996"; null: prompts name no time. */
  setIn: z.string().trim().min(1).max(60).refine(isText, "has characters that are no text").nullable().default(null),
});
export type RunSettings = z.infer<typeof RunSettings>;

const canBeRead = ({ readOut, form }: { readOut: ReadOut; form: PromptForm }) =>
  readOut === "sampled" || form === "completion";
const READ_OUT_PROBLEM = "log-probabilities are only to be had of a text that the model continues: form “completion”";

const canBeSent = ({ calls, form }: { calls: RunCalls; form: PromptForm }) => calls === "live" || form === "chat";
const CALLS_PROBLEM = "batch APIs take chats only: form “chat”";

/** Who is asked: the people of a target. */
const Asked = z.object({
  /** Without it, the survey's latest. */
  surveyVersion: z.number().int().positive().optional(),
  targetId: Id,
  /** For alterity: backstories without a label of a trait that the target names are labelled before they are matched. */
  labelFirst: z.boolean().default(true),
});

export const RunEstimateQuestion = RunSettings.extend(Asked.shape)
  .refine(canBeRead, READ_OUT_PROBLEM)
  .refine(canBeSent, CALLS_PROBLEM);
export type RunEstimateQuestion = z.infer<typeof RunEstimateQuestion>;

export const RunDraft = RunSettings.extend(Asked.shape)
  .extend({
    name: named(120, "a run needs a name"),
    /** What it may cost; null: the budgets of the workspace and of the person alone limit it. */
    budgetNano: nano.max(LARGEST_BUDGET_NANO).nullable().default(null),
    /** Outcomes, comparisons and tests, fixed before any answer is known; everything else is exploratory. */
    plan: AnalysisPlan.nullable().default(null),
  })
  .refine(canBeRead, READ_OUT_PROBLEM)
  .refine(canBeSent, CALLS_PROBLEM);
export type RunDraft = z.infer<typeof RunDraft>;

export const RUN_STATUSES = [
  "QUEUED",
  "LABELLING",
  "MATCHING",
  "INFERENCE",
  "PAUSED",
  "COMPLETED",
  "FAILED",
  "CANCELLED",
] as const;
export const RunStatus = z.enum(RUN_STATUSES);
export type RunStatus = z.infer<typeof RunStatus>;

export const RunSummary = z.object({
  id: z.string(),
  name: z.string(),
  survey: z.object({ id: z.string(), version: z.number().int(), name: z.string() }),
  target: z.object({ id: z.string(), version: z.number().int(), name: z.string() }),
  settings: RunSettings,
  status: RunStatus,
  /** Why it is paused or failed, as a message a person can act on. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  /** Answers: `total` is an upper bound while rules may still skip questions; null before there are respondents. */
  progress: z.object({ done: count, total: count.nullable() }),
  tokens: z.object({ input: count, cached: count, output: count }),
  /** As the ledger has it: failed, repeated and lost calls too. */
  costNano: nano,
  budgetNano: nano.nullable(),
  owner: z.object({ userId: z.string(), name: z.string() }),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;

export const RunRound = z.object({
  /** From 1. `planned`: how many there will be, if no more answers are drawn again. */
  number: count,
  planned: count,
  /** Requests of this round, and those that have a result. */
  asked: count,
  settled: count,
  /** When the last of them were sent, and by when the provider has promised an answer; null: not sent yet. */
  sentAt: z.string().nullable(),
  dueAt: z.string().nullable(),
});
export type RunRound = z.infer<typeof RunRound>;

export const Run = RunSummary.extend({
  /** Labels made before it matches, by which model, of traits of backstories; null where none are. */
  labelling: RunSummary.pick({ progress: true })
    .extend({ model: z.string(), traitIds: z.array(z.string()) })
    .nullable(),
  plan: AnalysisPlan.nullable(),
  /** Of the panel, for alterity; null before it is matched. */
  panel: MatchReport.nullable(),
  /** Answers by verdict, and how many took more than one try. */
  verdicts: z.object({ answered: count, refused: count, unclear: count, failed: count, resampled: count }),
  /** Paid calls whose result was lost because a process was killed; each was made again. */
  lostCalls: count,
  /** Of a run by batches: the round that the slowest of its respondents wait for; null while none waits. */
  round: RunRound.nullable(),
  /** Answers per second over the last minute; 0 while nothing is asked. */
  answersPerSecond: z.number().nonnegative(),
});
export type Run = z.infer<typeof Run>;

/** Newest first. */
export const RunPage = z.object({ items: z.array(RunSummary), next: z.string().nullable() });
export type RunPage = z.infer<typeof RunPage>;
export const RunQuery = z.object({
  surveyId: Id.optional(),
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type RunQuery = z.infer<typeof RunQuery>;

export const RunBudgetChange = z.object({ budgetNano: nano.max(LARGEST_BUDGET_NANO) });

/** One of the panel. */
export const Respondent = z.object({
  /** From 0. */
  ordinal: count,
  /** Null for methods without interviews. */
  backstoryId: z.string().nullable(),
  /** How well the backstory fits, 0–1, and what the respondent counts after raking (mean 1). */
  weight: z.number().nullable(),
  rakingWeight: z.number().nullable(),
  /** The target's: by trait, the values of which it should have one. */
  traits: WantedTraits,
  /** By condition, the arm that the respondent got. */
  arms: z.record(z.string(), z.string()),
  seed: z.number().int(),
});
export type Respondent = z.infer<typeof Respondent>;

/**
 * answered: it can be read. refused: declined to answer. unclear: no try could be read, as often as it was drawn.
 * failed: the model could not be asked. Only `answered` is data.
 */
export const Verdict = z.enum(["answered", "refused", "unclear", "failed"]);
export type Verdict = z.infer<typeof Verdict>;

/** One respondent's answer to one probe. */
export const RunAnswer = z.object({
  respondent: count,
  probeId: z.string(),
  /** From 0. */
  repeat: count,
  /** In the respondent's interview, from 0. */
  position: count,
  /** By position on the screen, the value of the option that stood there; empty where there were none. */
  shown: z.array(z.union([z.string(), z.number(), z.boolean()])),
  /** What the model wrote, all tries, last the one that counts; where it could not be asked, last why. */
  texts: z.array(z.string()),
  verdict: Verdict,
  /**
   * As SurveyJS keeps answers: the value of an option (single, scale, matrix, yes-no), a list of them (multiple; ranking,
   * first the first), a number, a text; null unless answered.
   */
  answer: Answers.valueType,
  /** Of a read-out by log-probabilities: probability of each option in the order of `shown`; `answer` was drawn from it. */
  shares: z.array(z.number()).nullable(),
  /** Probability that it would have refused; of a read-out by log-probabilities. */
  refusalShare: z.number().nullable(),
  /** `provider/model` that answered. */
  model: z.string(),
  /** SHA-256 of the whole prompt, hexadecimal. */
  promptHash: z.string(),
  seed: z.number().int(),
  /** Of all tries. */
  tokens: z.object({ input: count, cached: count, output: count }),
  costNano: nano,
  at: z.string(),
});
export type RunAnswer = z.infer<typeof RunAnswer>;

/** By respondent, repeat and position. */
export const RunAnswerPage = z.object({ items: z.array(RunAnswer), next: z.string().nullable() });
export type RunAnswerPage = z.infer<typeof RunAnswerPage>;
export const RunAnswerQuery = z.object({
  probeId: z.string().max(300).optional(),
  verdict: Verdict.optional(),
  respondent: z.coerce.number().int().min(0).max(MOST_RESPONDENTS).optional(),
  /** `next` of the previous page. */
  cursor: z
    .string()
    .regex(/^(\d{1,6}\.\d{1,3}\.\d{1,4})?$/, "is not the next of a page before")
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type RunAnswerQuery = z.infer<typeof RunAnswerQuery>;

/** What a run by batches would take. */
export const BatchEstimate = z.object({
  lowNano: nano,
  likelyNano: nano,
  highNano: nano,
  /** At most, while no answer is drawn again. */
  rounds: count,
  /** In hours: a provider promises an answer within a day, each round. */
  longestWaitHours: count,
});
export type BatchEstimate = z.infer<typeof BatchEstimate>;

/** What a run would take, before it is launched. */
export const RunEstimate = z.object({
  respondents: count,
  /** At most: rules skip questions. */
  answers: count,
  promptTokens: count,
  outputTokens: count,
  /** With the labels. Low: answers are letters; high: they are as long as they may be, and each tenth is drawn again. */
  tokens: Spread,
  /**
   * With the labels, by live calls: from the rate of the latest run by this model, else from how many calls may be made
   * at a time; null without a model.
   */
  minutes: Spread.extend({ isMeasured: z.boolean() }).nullable(),
  /** What is labelled first; null where nothing is. */
  labelling: LabellingEstimate.extend({ traitIds: z.array(z.string()) }).nullable(),
  /** With the labels, by live calls. */
  lowNano: nano,
  likelyNano: nano,
  highNano: nano,
  /** The same with the questions asked by batches; null where they are not to be had, or not for less. */
  batch: BatchEstimate.nullable(),
  /** `provider/model` that would answer; null: none is connected that could. */
  model: z.string().nullable(),
  isFree: z.boolean(),
  /** What should be known before it is launched. */
  notes: z.array(z.object({ text: z.string(), message: Message })),
});
export type RunEstimate = z.infer<typeof RunEstimate>;
