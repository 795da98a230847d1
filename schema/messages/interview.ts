/** Life interviews that make backstories (SPEC S2), in HTTP requests and responses and as they are stored. */
import { z } from "zod";
import { LIFE_THEMES, type LifeTheme } from "../rules/survey/life-questions.ts";
import { STANDARD_TRAITS } from "../rules/survey/standard-traits.ts";
import { JobStatus } from "./job.ts";
import { Message } from "./message.ts";

/** What the critic asks of each answer, each as a yes/no question of its own. */
export const CRITIC_CHECKS = [
  "contradiction",
  "third-party",
  "code",
  "metadata",
  "new-question",
  "nonsense",
  "wrong-narrator",
] as const;
export type CriticCheck = (typeof CRITIC_CHECKS)[number];

/** Why an answer was rejected: a check that it failed, a rule, or a critic that did not answer yes or no. */
export const RejectionReason = z.enum([
  ...CRITIC_CHECKS,
  "too-short",
  "repeats-itself",
  /** The interviewee gave no answer: a time-out, or a filter. */
  "no-answer",
  /** The critic replied something else, such as "Maybe". */
  "critic-unclear",
  /** The critic gave no reply: a time-out, or an error. */
  "critic-failed",
]);
export type RejectionReason = z.infer<typeof RejectionReason>;

const Theme = z.enum(LIFE_THEMES as [LifeTheme, ...LifeTheme[]]);

export const AcceptedAnswer = z.object({
  theme: Theme,
  question: z.string(),
  answer: z.string().min(1),
  /** How many were drawn, this one included. */
  draws: z.number().int(),
  /** Of the model call, as asked for. */
  seed: z.number().int(),
  /** SHA-256 of the prompt that it answers. */
  promptHash: z.string(),
});
export type AcceptedAnswer = z.infer<typeof AcceptedAnswer>;

export const Rejection = z.object({
  theme: Theme,
  reasons: z.array(RejectionReason).min(1),
  /** The beginning of the answer. */
  answer: z.string(),
  /** What the critic named, of a contradiction; else empty. */
  named: z.string(),
});
export type Rejection = z.infer<typeof Rejection>;

/** What an interview has come to: from here it is continued. */
export const Interview = z.object({ answers: z.array(AcceptedAnswer), rejections: z.array(Rejection) });
export type Interview = z.infer<typeof Interview>;

const isValueOf = (traitId: string, valueId: string): boolean =>
  STANDARD_TRAITS.some(({ id, values }) => id === traitId && values.some((value) => value.id === valueId));

/** Who the person is to be, as far as it is wanted: by standard trait, a value. */
export const PersonSeed = z
  .record(z.string().max(100), z.string().max(100))
  .refine((seed) => Object.entries(seed).every(([trait, value]) => isValueOf(trait, value)), "names no standard trait");
export type PersonSeed = z.infer<typeof PersonSeed>;

export const MOST_INTERVIEWS = 10_000;
export const MOST_DRAWS = 20;
export const LARGEST_SEED = 2_147_483_647;
const LARGEST_BUDGET_NANO = 1_000_000_000_000_000;
const count = z.number().int().nonnegative();
const nano = count;
const RouteName = z
  .string()
  .max(200)
  .regex(/^[^/]+\/.+$/, "is no provider/model");

/** completion: a base model continues the transcript; chat: a chat model is the person interviewed. */
export const InterviewForm = z.enum(["completion", "chat"]);
export type InterviewForm = z.infer<typeof InterviewForm>;

export const WantedPerson = z.object({ person: PersonSeed, count: z.number().int().min(1).max(MOST_INTERVIEWS) });

/** Who is to be interviewed: people by what is wanted of them, each so many times. */
export const WantedPeople = z
  .array(WantedPerson)
  .min(1)
  .max(500)
  .refine(
    (people) => people.reduce((sum, each) => sum + each.count, 0) <= MOST_INTERVIEWS,
    `more than ${MOST_INTERVIEWS} interviews`,
  );
export type WantedPeople = z.infer<typeof WantedPeople>;

export const InterviewWish = z.object({
  people: WantedPeople,
  /** When they tell it, such as "October 1996". */
  setIn: z.string().trim().min(1).max(60),
  /** `provider/model`; null: BASE_MODEL, else the voice. */
  interviewee: RouteName.nullable().default(null),
  /** Null: a completion by BASE_MODEL, a chat by any other. */
  form: InterviewForm.nullable().default(null),
  /** `provider/model`, another one than the interviewee; null: the first other one. */
  critic: RouteName.nullable().default(null),
  /** Draws of one answer before the interview is set aside. */
  mostDraws: z.number().int().min(1).max(MOST_DRAWS).default(5),
  /** What the round may cost; null: what other budgets allow. */
  budgetNano: nano.max(LARGEST_BUDGET_NANO).nullable().default(null),
  seed: z.number().int().min(0).max(LARGEST_SEED),
});
export type InterviewWish = z.infer<typeof InterviewWish>;
/** Without a seed, one is drawn: two equal rounds interview other people. */
export const InterviewDraft = InterviewWish.extend({ seed: InterviewWish.shape.seed.optional() });
export type InterviewDraft = z.infer<typeof InterviewDraft>;

/** Why an interview was set aside. */
export const SetAsideReason = z.union([RejectionReason, z.literal("near-duplicate")]);
export type SetAsideReason = z.infer<typeof SetAsideReason>;

export const InterviewRound = z.object({
  id: z.string(),
  wish: InterviewWish,
  interviewee: z.string(),
  form: InterviewForm,
  critic: z.string(),
  /** Asked for by the plan of the pool, not by a person. */
  isByPlan: z.boolean(),
  owner: z.object({ userId: z.string(), name: z.string() }),
  status: JobStatus,
  /** Why it is paused or has failed, as a message a person can act on. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  interviews: z.object({ wanted: count, told: count, setAside: count }),
  /** `total`: of all interviews that are not set aside. */
  answers: z.object({ accepted: count, rejected: count, total: count }),
  /** As the ledger has it. */
  costNano: nano,
  createdAt: z.string(),
});
export type InterviewRound = z.infer<typeof InterviewRound>;
export const InterviewRounds = z.object({ items: z.array(InterviewRound) });
export type InterviewRounds = z.infer<typeof InterviewRounds>;

/** An interview that did not become a backstory. */
export const SetAside = z.object({
  roundId: z.string(),
  /** In its round, from 0. */
  place: count,
  person: PersonSeed,
  reasons: z.array(SetAsideReason).min(1),
  /** Of the last rejection; null of a near-duplicate. */
  last: Rejection.nullable(),
  /** Accepted before that. */
  answers: count,
  /** Which backstory it repeats. */
  nearest: z.object({ id: z.string(), title: z.string(), share: z.number() }).nullable(),
  at: z.string(),
});
export type SetAside = z.infer<typeof SetAside>;
export const SetAsidePage = z.object({ items: z.array(SetAside), next: z.string().nullable() });
export type SetAsidePage = z.infer<typeof SetAsidePage>;
export const SetAsideQuery = z.object({
  roundId: z.string().max(100).optional(),
  cursor: z
    .string()
    .regex(/^[^.]{1,100}\.\d{1,5}$/, "is not the next of a page before")
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SetAsideQuery = z.infer<typeof SetAsideQuery>;

/** Who could be interviewed here, and who could check: routes as `provider/model`, best first. */
export const InterviewVoices = z.object({
  interviewees: z.array(z.object({ route: z.string(), form: InterviewForm, isFree: z.boolean() })),
  critics: z.array(z.object({ route: z.string(), isFree: z.boolean() })),
  /** Why nobody can be interviewed now, and what to do; null if somebody can. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
});
export type InterviewVoices = z.infer<typeof InterviewVoices>;

export const InterviewEstimate = z.object({
  interviews: count,
  interviewee: z.string(),
  critic: z.string(),
  /** Of all calls, likely. */
  inputTokens: count,
  outputTokens: count,
  lowNano: nano,
  likelyNano: nano,
  highNano: nano,
});
export type InterviewEstimate = z.infer<typeof InterviewEstimate>;

/** What keeps the pool filled by itself (SPEC S2); no budget, no interviews. */
export const PoolPlan = z.object({
  isOn: z.boolean(),
  /** Fewer backstories than this are topped up to it; null: never. */
  whenBelow: z.number().int().min(1).max(100_000).nullable(),
  /** So many new ones a week; null: none. */
  weekly: z.number().int().min(1).max(MOST_INTERVIEWS).nullable(),
  /** What each round may cost. */
  budgetNano: nano.max(LARGEST_BUDGET_NANO),
  setIn: z.string().trim().min(1).max(60),
});
export type PoolPlan = z.infer<typeof PoolPlan>;
export const PoolPlanView = z.object({
  plan: PoolPlan.nullable(),
  /** Who set it, and pays. */
  owner: z.object({ userId: z.string(), name: z.string() }).nullable(),
  updatedAt: z.string().nullable(),
});
export type PoolPlanView = z.infer<typeof PoolPlanView>;

/** How good the pool is. */
export const PoolQuality = z.object({
  backstories: count,
  byProvenance: z.record(z.string(), count),
  words: z.object({ fewest: count, median: z.number(), most: count }).nullable(),
  /** Mean cosine distance of two of them, 0–2; null while fewer than two have vectors. */
  meanDistance: z.number().nullable(),
  embedded: count,
  /** Generated ones that share half or more of their word sequences with an earlier one: they are set aside. */
  nearDuplicates: count,
  /** Of all interviews. */
  answers: z.object({ accepted: count, rejected: count }),
  setAside: count,
  /** By reason, how many answers were rejected for it. */
  rejections: z.partialRecord(SetAsideReason, count),
});
export type PoolQuality = z.infer<typeof PoolQuality>;
