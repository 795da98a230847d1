import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { Message } from "../messages/message.ts";
import type { ProbeQuestion, ProbeValue } from "../messages/session-probe.ts";

/** A question put to everybody of a session, once; at most one of a session is open. */
export const SessionProbeRow = defineEntity({
  name: "SessionProbeRow",
  tableName: "session_probes",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    /** The facilitator who put it. */
    ownerId: p.text(),
    /** The id of its first round. */
    seriesId: p.text(),
    round: p.integer(),
    question: p.json().columnType("json").$type<ProbeQuestion>(),
    surveyId: p.text().nullable(),
    surveyVersion: p.integer().nullable(),
    /** Who of the session is asked by model calls. */
    personaIds: p.array(),
    /** Of the order of options, the same for all rounds of a series. */
    seed: p.integer(),
    section: p.integer().nullable(),
    openedAt: p.datetime().defaultRaw("now()"),
    closedAt: p.datetime().nullable(),
    /** Since when the people of the session see the result. */
    shownAt: p.datetime().nullable(),
  },
});
export type SessionProbeRow = InferEntity<typeof SessionProbeRow>;

/** Written only while its probe is open. */
export const SessionProbeAnswerRow = defineEntity({
  name: "SessionProbeAnswerRow",
  tableName: "session_probe_answers",
  properties: {
    probeId: p.text().primary(),
    /** User id or persona id. */
    respondentId: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    /** "person" | "persona" */
    kind: p.text(),
    name: p.text(),
    /** `ProbeVerdict` of schema/messages/session-probe.ts */
    verdict: p.text(),
    answer: p.json().columnType("json").$type<ProbeValue | null>().nullable(),
    /** All that a model wrote. */
    words: p.text().nullable(),
    model: p.text().nullable(),
    promptHash: p.text().nullable(),
    seed: p.bigint("number").nullable(),
    costNano: p.bigint("number").defaultRaw("0"),
    problem: p.json().columnType("json").$type<Message | null>().nullable(),
    at: p.datetime().defaultRaw("now()"),
  },
});
export type SessionProbeAnswerRow = InferEntity<typeof SessionProbeAnswerRow>;
