import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { Debate } from "../messages/debate.ts";
import type { Look } from "../messages/look.ts";

/** A circle and its conversation: kept after the circle ends. */
export const CircleRow = defineEntity({
  name: "CircleRow",
  tableName: "circles",
  uniques: [{ properties: ["ownerId", "chatSessionId"] }],
  indexes: [{ properties: ["placeId", "endedAt"] }],
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    /** The person who opened it. */
    ownerId: p.text().nullable(),
    placeId: p.text(),
    topic: p.text(),
    title: p.text(),
    kind: p.text(),
    mode: p.text(),
    speed: p.integer(),
    /** A pause outlives a restart: nobody speaks, nothing is spent, until somebody resumes. */
    paused: p.boolean().default(false),
    /** `TurnWeights`; null: the defaults. */
    turnWeights: p.json().nullable(),
    /** `Debate`; null: none. */
    debate: p.json().columnType("json").$type<Debate>().nullable(),
    isPrivate: p.boolean(),
    language: p.text(),
    x: p.float().columnType("double precision"),
    z: p.float().columnType("double precision"),
    /** `sessionId` of POST /api/chat when it opened this circle; unique per owner. */
    chatSessionId: p.text().nullable(),
    /** The conversation that it branched off from, the last turn that it took over, and what its minds know (SPEC C8). */
    branchedFrom: p.text().nullable(),
    branchedAt: p.text().nullable(),
    mindsAsOf: p.datetime().nullable(),
    traitsThen: p.json().columnType("json").$type<object[]>().nullable(),
    /** The server that hosts it; null: none. */
    host: p.integer().nullable(),
    /** The cost of every model call made for it, heard or not. */
    costNano: p
      .bigint("number")
      .formula((circle) => `(select coalesce(sum(l.cost_nano), 0) from ledger l where l.circle_id = ${circle}.id)`),
    createdAt: p.datetime().defaultRaw("now()"),
    endedAt: p.datetime().nullable(),
  },
});
export type CircleRow = InferEntity<typeof CircleRow>;

/** Who was present when: a persona remembers only what it witnessed. */
export const MembershipRow = defineEntity({
  name: "MembershipRow",
  tableName: "memberships",
  indexes: [{ properties: ["circleId"] }, { properties: ["memberId"] }],
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    circleId: p.text(),
    /** User or persona id. */
    memberId: p.text(),
    memberKind: p.text(),
    memberName: p.text(),
    seat: p.integer(),
    /** How their body looked; null: they had none, or came before it was stored. */
    look: p.json().columnType("json").$type<Look>().nullable(),
    joinedAt: p.datetime().defaultRaw("now()"),
    leftAt: p.datetime().nullable(),
  },
});
export type MembershipRow = InferEntity<typeof MembershipRow>;

export const TurnRow = defineEntity({
  name: "TurnRow",
  tableName: "turns",
  uniques: [{ properties: ["circleId", "position"] }],
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    /** The person who said it; for a persona's turn the circle's owner. */
    ownerId: p.text().nullable(),
    circleId: p.text(),
    /** Counts from 1 in each circle, without gaps. */
    position: p.integer(),
    speakerId: p.text(),
    speakerName: p.text(),
    speakerKind: p.text(),
    text: p.text(),
    /** "speaking" (being spoken, or cut off by a crash) | "finished" | "interrupted" | "failed" */
    status: p.text(),
    replyTo: p.text().nullable(),
    /** User ids of the people who were present from its first word to its last; null: said in public. */
    witnesses: p.array().nullable(),
    startedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    inputTokens: p.integer(),
    outputTokens: p.integer(),
    costNano: p.bigint("number"),
    voice: p.text(),
    problem: p.text().nullable(),
    /** The TurnDecision that chose the speaker, and the traits the turn showed. */
    decision: p.json().$type<unknown>().nullable(),
    traitsShown: p.json().$type<unknown>().nullable(),
    /** A persona remembers it, and no round of judging and reflecting has covered it. */
    awaitsRound: p.boolean().default(false),
    /** A persona's reply whose traits a model has still to read: "learn" | "note" (without changing the persona) | null */
    awaitsReading: p.text().nullable(),
    /** The personas that heard it, and whose stances it may still move; null: none. */
    awaitsHearing: p.array().nullable(),
    /** How often it was edited. */
    edits: p.integer().default(0),
  },
});
export type TurnRow = InferEntity<typeof TurnRow>;

/** Of an edited turn: each wording, the first and the current one included. */
export const TurnWordingRow = defineEntity({
  name: "TurnWordingRow",
  tableName: "turn_wordings",
  properties: {
    turnId: p.text().primary(),
    /** 0: as it was said. */
    number: p.integer().primary(),
    circleId: p.text(),
    workspaceId: p.text(),
    text: p.text(),
    byId: p.text(),
    byName: p.text(),
    writtenAt: p.datetime().defaultRaw("now()"),
  },
});
export type TurnWordingRow = InferEntity<typeof TurnWordingRow>;

export const ReactionRow = defineEntity({
  name: "ReactionRow",
  tableName: "reactions",
  indexes: [{ properties: ["circleId"] }],
  properties: {
    turnId: p.text().primary(),
    userId: p.text().primary(),
    emoji: p.text().primary(),
    workspaceId: p.text(),
    circleId: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type ReactionRow = InferEntity<typeof ReactionRow>;
