import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type {
  AcceptedAnswer,
  InterviewForm,
  InterviewWish,
  PersonSeed,
  PoolPlan,
  Rejection,
  SetAsideReason,
} from "../messages/interview.ts";
import type { Message } from "../messages/message.ts";

/** Life interviews that were asked for together (SPEC S2). */
export const InterviewRoundRow = defineEntity({
  name: "InterviewRoundRow",
  tableName: "interview_rounds",
  properties: {
    /** Newer ones are greater. Also the run that its calls are paid as. */
    id: p.text().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    wish: p.json().$type<InterviewWish>(),
    /** `provider/model`, like `critic`. */
    interviewee: p.text(),
    form: p.text().$type<InterviewForm>(),
    critic: p.text(),
    isByPlan: p.boolean().default(false),
    jobId: p.text().nullable(),
    /** Why it paused itself; null once it works again. */
    pausedBy: p.json().$type<Message>().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type InterviewRoundRow = InferEntity<typeof InterviewRoundRow>;

/** One interview of a round, from its first draw on. */
export const InterviewRow = defineEntity({
  name: "InterviewRow",
  tableName: "interviews",
  properties: {
    roundId: p.text().primary(),
    /** From 0. */
    place: p.integer().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    person: p.json().$type<PersonSeed>(),
    answers: p.json().$type<AcceptedAnswer[]>(),
    rejections: p.json().$type<Rejection[]>(),
    status: p.text().$type<"open" | "told" | "set-aside">(),
    /** Of one that was set aside. */
    reasons: p.json().$type<SetAsideReason[]>().nullable(),
    nearestId: p.text().nullable(),
    nearestShare: p.float().nullable(),
    /** What it became. */
    backstoryId: p.text().nullable(),
    updatedAt: p.datetime().defaultRaw("now()"),
  },
});
export type InterviewRow = InferEntity<typeof InterviewRow>;

/** What keeps the pool of a workspace filled. */
export const PoolPlanRow = defineEntity({
  name: "PoolPlanRow",
  tableName: "pool_plans",
  properties: {
    workspaceId: p.text().primary(),
    /** Who set it last, and pays. */
    ownerId: p.text(),
    plan: p.json().$type<PoolPlan>(),
    updatedAt: p.datetime().defaultRaw("now()"),
  },
});
export type PoolPlanRow = InferEntity<typeof PoolPlanRow>;
