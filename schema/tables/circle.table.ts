import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A circle and its conversation: kept after the circle has ended. */
export const CircleRow = defineEntity({
  name: "CircleRow",
  tableName: "circles",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    /** Who opened it. */
    ownerId: p.string().nullable(),
    placeId: p.string(),
    topic: p.string(),
    title: p.string(),
    kind: p.string(),
    mode: p.string(),
    speed: p.integer(),
    isPrivate: p.boolean(),
    language: p.string(),
    x: p.double(),
    z: p.double(),
    /** `sessionId` of POST /api/chat when it opened this circle; unique per owner. */
    chatSessionId: p.string().nullable(),
    costNano: p.bigint("number"),
    createdAt: p.datetime().defaultRaw("now()"),
    endedAt: p.datetime().nullable(),
  },
});
export type CircleRow = InferEntity<typeof CircleRow>;

/** Who was present when: a persona remembers only what it was present for. */
export const MembershipRow = defineEntity({
  name: "MembershipRow",
  tableName: "memberships",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    circleId: p.string(),
    /** User or persona id. */
    memberId: p.string(),
    memberKind: p.string(),
    memberName: p.string(),
    seat: p.integer(),
    joinedAt: p.datetime().defaultRaw("now()"),
    leftAt: p.datetime().nullable(),
  },
});
export type MembershipRow = InferEntity<typeof MembershipRow>;

export const TurnRow = defineEntity({
  name: "TurnRow",
  tableName: "turns",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    /** The person who said it; for a persona's turn the circle's owner. */
    ownerId: p.string().nullable(),
    circleId: p.string(),
    /** Counts from 1 in each circle, without gaps. */
    position: p.integer(),
    speakerId: p.string(),
    speakerName: p.string(),
    speakerKind: p.string(),
    text: p.text(),
    /** "speaking" (being spoken, or cut off by a crash) | "finished" | "interrupted" | "failed" */
    status: p.string(),
    replyTo: p.string().nullable(),
    startedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    inputTokens: p.integer(),
    outputTokens: p.integer(),
    costNano: p.bigint("number"),
    voice: p.string(),
    problem: p.string().nullable(),
    /** TurnDecision that chose the speaker, and the traits the turn showed. */
    decision: p.json().$type<unknown>().nullable(),
    traitsShown: p.json().$type<unknown>().nullable(),
  },
});
export type TurnRow = InferEntity<typeof TurnRow>;

export const ReactionRow = defineEntity({
  name: "ReactionRow",
  tableName: "reactions",
  properties: {
    turnId: p.string().primary(),
    userId: p.string().primary(),
    emoji: p.string().primary(),
    workspaceId: p.string(),
    circleId: p.string(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type ReactionRow = InferEntity<typeof ReactionRow>;
