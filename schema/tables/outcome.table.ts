import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** The outcome of a conversation for one kind that it had. */
export const OutcomeRow = defineEntity({
  name: "OutcomeRow",
  tableName: "outcomes",
  properties: {
    circleId: p.text().primary(),
    kind: p.text().primary(),
    workspaceId: p.text(),
    /** The person who opened the circle. */
    ownerId: p.text().nullable(),
    /** Grows with every change of any item. */
    version: p.integer().default(0),
    /** The position of the last turn that is part of it. */
    coveredPosition: p.integer().default(0),
    /** Up to which turn it is to be brought up to date; null: nothing is due. */
    duePosition: p.integer().nullable(),
    droppedQuotations: p.integer().default(0),
    /** `Message`: why the last update failed. */
    problem: p.json().nullable(),
  },
});
export type OutcomeRow = InferEntity<typeof OutcomeRow>;

export const OutcomeItemRow = defineEntity({
  name: "OutcomeItemRow",
  tableName: "outcome_items",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    circleId: p.text(),
    kind: p.text(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    /** `ItemContent` */
    content: p.json(),
    turnIds: p.array(),
    /** User ids of the people who heard all of what it is made of; null: said in public. */
    witnesses: p.array().nullable(),
    /** "model" | "rules" | "person" */
    madeBy: p.text(),
    correctedById: p.text().nullable(),
    correctedByName: p.text().nullable(),
    version: p.integer().default(1),
    /** Changes: "open" | "accepted" | "refused" | "outdated" */
    state: p.text().nullable(),
    /** The document: counts its texts. */
    revision: p.integer().nullable(),
    /** Kept, seen by nobody, so that nothing like it comes back. */
    isDeleted: p.boolean().default(false),
    formerTexts: p.array().default([]),
    /** The turns it is made of that were edited since. */
    outdatedTurnIds: p.array().default([]),
  },
});
export type OutcomeItemRow = InferEntity<typeof OutcomeItemRow>;

/** A version of a refined text. */
export const OutcomeRevisionRow = defineEntity({
  name: "OutcomeRevisionRow",
  tableName: "outcome_revisions",
  properties: {
    /** The document. */
    itemId: p.text().primary(),
    revision: p.integer().primary(),
    circleId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    text: p.text(),
    /** The change whose acceptance made it; null: somebody wrote it. */
    changeId: p.text().nullable(),
    byId: p.text(),
    byName: p.text(),
    /** As those of the document then. */
    witnesses: p.array().nullable(),
    madeAt: p.datetime().defaultRaw("now()"),
  },
});

/** One per person and idea. */
export const OutcomeVoteRow = defineEntity({
  name: "OutcomeVoteRow",
  tableName: "outcome_votes",
  properties: {
    itemId: p.text().primary(),
    userId: p.text().primary(),
    workspaceId: p.text(),
  },
});
export type OutcomeVoteRow = InferEntity<typeof OutcomeVoteRow>;
