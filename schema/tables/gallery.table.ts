import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A spectator's question to a circle. */
export const GalleryQuestionRow = defineEntity({
  name: "GalleryQuestionRow",
  tableName: "gallery_questions",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    circleId: p.text(),
    workspaceId: p.text(),
    askerId: p.text(),
    askerName: p.text(),
    text: p.text(),
    /** "open" | "taken" | "dismissed" */
    state: p.text().default("open"),
    askedAt: p.datetime().defaultRaw("now()"),
    settledBy: p.text().nullable(),
    settledAt: p.datetime().nullable(),
  },
});
export type GalleryQuestionRow = InferEntity<typeof GalleryQuestionRow>;

/** One per person and question. */
export const GalleryQuestionVoteRow = defineEntity({
  name: "GalleryQuestionVoteRow",
  tableName: "gallery_question_votes",
  properties: {
    questionId: p.text().primary(),
    voterId: p.text().primary(),
    workspaceId: p.text(),
  },
});
export type GalleryQuestionVoteRow = InferEntity<typeof GalleryQuestionVoteRow>;

/** The audience's vote on a circle, before and after. */
export const AudienceVoteRow = defineEntity({
  name: "AudienceVoteRow",
  tableName: "audience_votes",
  properties: {
    circleId: p.text().primary(),
    workspaceId: p.text(),
    openedBy: p.text(),
    question: p.text(),
    options: p.array(),
    beforeOpenedAt: p.datetime().defaultRaw("now()"),
    beforeClosedAt: p.datetime().nullable(),
    afterOpenedAt: p.datetime().nullable(),
    afterClosedAt: p.datetime().nullable(),
  },
});
export type AudienceVoteRow = InferEntity<typeof AudienceVoteRow>;

/** One per person and round; written by `cast_ballot` only. */
export const AudienceBallotRow = defineEntity({
  name: "AudienceBallotRow",
  tableName: "audience_ballots",
  properties: {
    circleId: p.text().primary(),
    /** "before" | "after" */
    round: p.text().primary(),
    voterId: p.text().primary(),
    workspaceId: p.text(),
    /** The number of the option, from 0. */
    option: p.integer(),
    castAt: p.datetime().defaultRaw("now()"),
  },
});
export type AudienceBallotRow = InferEntity<typeof AudienceBallotRow>;
