import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { SurveyModel, SurveyStatus } from "../messages/survey.ts";

export const SurveyRow = defineEntity({
  name: "SurveyRow",
  tableName: "surveys",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    name: p.text(),
    description: p.text(),
    status: p.text().$type<SurveyStatus>().default("draft"),
    /** The latest of its versions. */
    version: p.integer().default(1),
    questionCount: p.integer(),
    createdAt: p.datetime().defaultRaw("now()"),
    updatedAt: p.datetime().defaultRaw("now()"),
  },
});
export type SurveyRow = InferEntity<typeof SurveyRow>;

/** Its questions, as they were at one time; never changed, so that a run keeps what it asked. */
export const SurveyVersionRow = defineEntity({
  name: "SurveyVersionRow",
  tableName: "survey_versions",
  properties: {
    surveyId: p.text().primary(),
    version: p.integer().primary(),
    workspaceId: p.text(),
    /** Who made this version. */
    ownerId: p.text(),
    model: p.json().$type<SurveyModel>(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type SurveyVersionRow = InferEntity<typeof SurveyVersionRow>;
