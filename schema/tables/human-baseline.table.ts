import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { NotUnderstood } from "../messages/human-baseline.ts";
import type { BaselineData } from "../rules/survey/baseline/read-human-baseline.ts";
import type { SurveyQuestion } from "../rules/survey/survey-question.ts";

/** What people answered, uploaded to stand beside runs (SPEC S7); never changed. */
export const HumanBaselineRow = defineEntity({
  name: "HumanBaselineRow",
  tableName: "human_baselines",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    name: p.text(),
    surveyName: p.text(),
    /** That they answered, as they were worded. */
    questions: p.json().$type<SurveyQuestion[]>(),
    people: p.integer(),
    /** As json: they are read whole. */
    columns: p.json().columnType("json").$type<BaselineData["columns"]>(),
    weights: p.json().columnType("json").$type<number[]>().nullable(),
    notUnderstood: p.json().$type<NotUnderstood[]>(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type HumanBaselineRow = InferEntity<typeof HumanBaselineRow>;
