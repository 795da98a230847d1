import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { LabellingWish } from "../messages/labelling.ts";
import type { Message } from "../messages/message.ts";

/** A trait that a researcher added (SPEC S3). It never changes: labels of it stay true. */
export const SurveyTraitRow = defineEntity({
  name: "SurveyTraitRow",
  tableName: "survey_traits",
  properties: {
    workspaceId: p.text().primary(),
    /** Its name, by which targets name it. */
    id: p.text().primary(),
    ownerId: p.text(),
    question: p.text(),
    isOrdinal: p.boolean(),
    /** Its values, without Unknown. */
    choices: p.json().$type<string[]>(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type SurveyTraitRow = InferEntity<typeof SurveyTraitRow>;

/** Labels of the pool in the making: by a job of its own, or as a step of a run. */
export const LabellingRow = defineEntity({
  name: "LabellingRow",
  tableName: "labellings",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    workspaceId: p.text(),
    /** Who asked for it. */
    ownerId: p.text(),
    wish: p.json().$type<LabellingWish>(),
    /** `provider/model`: all its labels are of one model. */
    model: p.text(),
    jobId: p.text().nullable(),
    /** The run whose step it is; then also its id. It goes with it, its labels stay. */
    runId: p.text().nullable(),
    costNano: p.bigint("number").defaultRaw("0"),
    /** How many traits of backstories it labels; null before it has begun. */
    total: p.integer().nullable(),
    /** Why it ended before everything was labelled. */
    endedBy: p.json().$type<Message>().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type LabellingRow = InferEntity<typeof LabellingRow>;

/** A trait of a backstory that a labelling is done with. */
export const LabellingUnitRow = defineEntity({
  name: "LabellingUnitRow",
  tableName: "labelling_units",
  properties: {
    labellingId: p.text().primary(),
    backstoryId: p.text().primary(),
    traitId: p.text().primary(),
    /** Estimated although the text states it. */
    isComparison: p.boolean().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    /** Of the label; null: no answer could be used. */
    source: p.text().$type<"explicit" | "sampled" | "logprob">().nullable(),
    /** Answers that were not used, by why. */
    refused: p.json().$type<Record<string, number>>(),
    refusalMass: p.double().nullable(),
  },
});
export type LabellingUnitRow = InferEntity<typeof LabellingUnitRow>;

/** A model's reply for a label: a crash does not lose it, and where no label comes of it, it is not asked for again. Gone once the label is made. */
export const LabelReplyRow = defineEntity({
  name: "LabelReplyRow",
  tableName: "label_replies",
  properties: {
    backstoryId: p.text().primary(),
    traitId: p.text().primary(),
    model: p.text().primary(),
    kind: p.text().$type<"stated" | "sampled" | "logprob">().primary(),
    /** Which of its kind, from 0. */
    place: p.integer().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    reply: p.text(),
  },
});
export type LabelReplyRow = InferEntity<typeof LabelReplyRow>;
