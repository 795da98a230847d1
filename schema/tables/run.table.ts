import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { AnalysisPlan } from "../messages/analysis-plan.ts";
import type { Message } from "../messages/message.ts";
import type { RunAnswer, RunSettings, RunStatus, Verdict } from "../messages/run.ts";
import type { SurveyModel } from "../messages/survey.ts";
import type { MatchReport, TargetDefinition, WantedTraits } from "../messages/target.ts";
import type { Arms } from "../rules/survey/conditions.ts";

/** A survey that is asked of virtual respondents (SPEC S6). It keeps what it asked, whatever becomes of its survey and target. */
export const RunRow = defineEntity({
  name: "RunRow",
  tableName: "runs",
  properties: {
    /** Newer ones are greater; also the run of its ledger rows and its budget. */
    id: p.text().primary(),
    workspaceId: p.text(),
    /** Who launched it. */
    ownerId: p.text(),
    name: p.text(),
    surveyId: p.text(),
    surveyVersion: p.integer(),
    surveyName: p.text(),
    survey: p.json().$type<SurveyModel>(),
    targetId: p.text(),
    targetVersion: p.integer(),
    targetName: p.text(),
    /** As json, which keeps the order of traits and values. */
    target: p.json().columnType("json").$type<TargetDefinition>(),
    settings: p.json().$type<RunSettings>(),
    /** A frozen analysis plan. */
    plan: p.json().$type<AnalysisPlan>().nullable(),
    budgetNano: p.bigint("number").nullable(),
    /** How far it has come; its job says whether it is paused, cancelled or has failed (see `run.store.ts`). */
    status: p.text().$type<RunStatus>().default("QUEUED"),
    /** Why it is paused or failed. */
    problem: p.json().$type<Message>().nullable(),
    panel: p.json().$type<MatchReport>().nullable(),
    /** Upper bound of the number of answers; null before there are respondents. */
    total: p.integer().nullable(),
    /** Answers that are stored, whatever came of them; of these, by verdict, and those that took several tries. */
    answered: p.integer().default(0),
    refused: p.integer().default(0),
    unclear: p.integer().default(0),
    failed: p.integer().default(0),
    resampled: p.integer().default(0),
    inputTokens: p.bigint("number").defaultRaw("0"),
    cachedTokens: p.bigint("number").defaultRaw("0"),
    outputTokens: p.bigint("number").defaultRaw("0"),
    jobId: p.text().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
  },
});
export type RunRow = InferEntity<typeof RunRow>;

/** One of its panel. */
export const RunRespondentRow = defineEntity({
  name: "RunRespondentRow",
  tableName: "run_respondents",
  properties: {
    runId: p.text().primary(),
    ordinal: p.integer().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    backstoryId: p.text().nullable(),
    weight: p.double().nullable(),
    rakingWeight: p.double().nullable(),
    traits: p.json().$type<WantedTraits>(),
    arms: p.json().$type<Arms>(),
    seed: p.bigint("number"),
  },
});
export type RunRespondentRow = InferEntity<typeof RunRespondentRow>;

/** One respondent's answer to one probe; never changed. */
export const RunAnswerRow = defineEntity({
  name: "RunAnswerRow",
  tableName: "run_answers",
  properties: {
    runId: p.text().primary(),
    respondent: p.integer().primary(),
    repeat: p.integer().primary(),
    probeId: p.text().primary(),
    /** In the respondent's interview, from 0. */
    position: p.integer(),
    workspaceId: p.text(),
    ownerId: p.text(),
    shown: p.json().$type<RunAnswer["shown"]>(),
    texts: p.json().$type<string[]>(),
    verdict: p.text().$type<Verdict>(),
    answer: p.json().$type<RunAnswer["answer"]>().nullable(),
    shares: p.json().$type<number[]>().nullable(),
    refusalShare: p.double().nullable(),
    model: p.text(),
    promptHash: p.text(),
    seed: p.bigint("number"),
    inputTokens: p.integer(),
    cachedTokens: p.integer(),
    outputTokens: p.integer(),
    costNano: p.bigint("number"),
    at: p.datetime().defaultRaw("now()"),
  },
});
export type RunAnswerRow = InferEntity<typeof RunAnswerRow>;

/** Intent of a paid call, written before it is made: one without a result was in progress when its process died. */
export const RunCallRow = defineEntity({
  name: "RunCallRow",
  tableName: "run_calls",
  properties: {
    runId: p.text().primary(),
    respondent: p.integer().primary(),
    repeat: p.integer().primary(),
    probeId: p.text().primary(),
    /** The attempt of its job. */
    attempt: p.integer().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    status: p.text().$type<"intended" | "done" | "lost">().default("intended"),
    at: p.datetime().defaultRaw("now()"),
  },
});
export type RunCallRow = InferEntity<typeof RunCallRow>;

type DrawnReply = Pick<RunAnswer, "model" | "tokens" | "costNano"> & { text: string };

/** Respondents of a run by batches who are asked together: at most one order of theirs is open. */
export const RunPartRow = defineEntity({
  name: "RunPartRow",
  tableName: "run_parts",
  properties: {
    runId: p.text().primary(),
    /** From 0. */
    part: p.integer().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    /** The number of its last order, from 1, and how many there will be unless answers are drawn again. */
    round: p.integer(),
    rounds: p.integer(),
    /** The order whose results are not in its answers yet. */
    orderId: p.text().nullable(),
    /** Requests of its last order, and those that have a result. */
    asked: p.integer(),
    settled: p.integer().default(0),
    /** When the last of them were sent to the provider. */
    sentAt: p.datetime().nullable(),
    /** What was answered to questions that are drawn again, by the key of the request. */
    drawn: p.json().$type<Record<string, DrawnReply>>(),
    isComplete: p.boolean().default(false),
  },
});
export type RunPartRow = InferEntity<typeof RunPartRow>;
