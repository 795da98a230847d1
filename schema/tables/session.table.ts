import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { RecordDetails, RecordedAction, SessionPlan } from "../messages/session.ts";

export const SessionRow = defineEntity({
  name: "SessionRow",
  tableName: "sessions",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    workspaceId: p.text(),
    /** The facilitator who made it, and pays for it. */
    ownerId: p.text(),
    /** The template it was made from; null: from scratch. */
    template: p.text().nullable(),
    plan: p.json().columnType("json").$type<SessionPlan>(),
    version: p.integer().default(1),
    consentVersion: p.integer().default(1),
    startsAt: p.datetime().nullable(),
    /** "planned" | "live" | "ended" */
    status: p.text().default("planned"),
    /** Its circle, opened by the server that has the place; named when it starts. */
    circleId: p.text().nullable(),
    section: p.integer().default(0),
    startedAt: p.datetime().nullable(),
    sectionStartedAt: p.datetime().nullable(),
    frozenAt: p.datetime().nullable(),
    frozenMs: p.bigint("number").defaultRaw("0"),
    sectionFrozenMs: p.bigint("number").defaultRaw("0"),
    /** The facilitator who leads it; null: its owner. */
    leadId: p.text().nullable(),
    muted: p.array().default([]),
    /** The session that its guide was made for, of which it is another group; null: its own. */
    guideId: p.text().nullable(),
    /** What it may cost, in nano-dollars; null: no limit of its own. Kept as a budget from its start on. */
    budgetNano: p.bigint("number").nullable(),
    /** How often somebody was erased from it: an answer asked for before that is not kept. */
    erasures: p.integer().default(0),
    endedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
    updatedAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionRow = InferEntity<typeof SessionRow>;

export const SessionPersonRow = defineEntity({
  name: "SessionPersonRow",
  tableName: "session_people",
  properties: {
    sessionId: p.text().primary(),
    userId: p.text().primary(),
    workspaceId: p.text(),
    role: p.text(),
    /** `Attendance` of schema/messages/session.ts */
    status: p.text(),
    invitationId: p.text().nullable(),
    onStageUntil: p.datetime().nullable(),
    joinedAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionPersonRow = InferEntity<typeof SessionPersonRow>;

/** Who agreed to what, and when. Rows are only added. */
export const SessionConsentRow = defineEntity({
  name: "SessionConsentRow",
  tableName: "session_consents",
  properties: {
    sessionId: p.text().primary(),
    userId: p.text().primary(),
    version: p.integer().primary(),
    workspaceId: p.text(),
    /** The form as it was shown. */
    text: p.text(),
    /** The form said that it may be shown to others. */
    mayShare: p.boolean().default(false),
    /** The form said that names are shown. */
    showsNames: p.boolean().default(false),
    agreedAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionConsentRow = InferEntity<typeof SessionConsentRow>;

export const SessionInvitationRow = defineEntity({
  name: "SessionInvitationRow",
  tableName: "session_invitations",
  properties: {
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text(),
    /** SHA-256 of the token. */
    tokenHash: p.text(),
    role: p.text(),
    usesLeft: p.integer(),
    expiresAt: p.datetime(),
    withdrawnAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionInvitationRow = InferEntity<typeof SessionInvitationRow>;

/** A link that shows what a session left. */
export const SessionShareRow = defineEntity({
  name: "SessionShareRow",
  tableName: "session_shares",
  properties: {
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text(),
    /** SHA-256 of the token. */
    tokenHash: p.text(),
    expiresAt: p.datetime(),
    withdrawnAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionShareRow = InferEntity<typeof SessionShareRow>;

/** What was done in a session, and by whom. Rows are only added. */
export const SessionRecordRow = defineEntity({
  name: "SessionRecordRow",
  tableName: "session_records",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    at: p.datetime().defaultRaw("now()"),
    actorId: p.text(),
    actorName: p.text(),
    action: p.text().$type<RecordedAction>(),
    details: p.json().$type<RecordDetails>(),
  },
});
export type SessionRecordRow = InferEntity<typeof SessionRecordRow>;

/** A facilitator's instruction to one persona, in force until the persona has spoken with it. */
export const SessionWhisperRow = defineEntity({
  name: "SessionWhisperRow",
  tableName: "session_whispers",
  properties: {
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text(),
    personaId: p.text(),
    text: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
    deliveredAt: p.datetime().nullable(),
  },
});
export type SessionWhisperRow = InferEntity<typeof SessionWhisperRow>;

/** Between observers and facilitators. */
export const SessionNoteRow = defineEntity({
  name: "SessionNoteRow",
  tableName: "session_notes",
  properties: {
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    authorId: p.text(),
    authorName: p.text(),
    text: p.text(),
    at: p.datetime().defaultRaw("now()"),
  },
});
export type SessionNoteRow = InferEntity<typeof SessionNoteRow>;

/** A picture that a section of the guide shows. */
export const SessionPictureRow = defineEntity({
  name: "SessionPictureRow",
  tableName: "session_pictures",
  properties: {
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    /** Who added it. */
    ownerId: p.text(),
    /** "image/png" | "image/jpeg" */
    contentType: p.text(),
    content: p.blob(),
    /** Whether what cameras write beside a picture is gone from it: some were stored before that was left out. */
    isStripped: p.boolean().default(true),
    addedAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionPictureRow = InferEntity<typeof SessionPictureRow>;

/** A code of the session's codebook. */
export const SessionCodeRow = defineEntity({
  name: "SessionCodeRow",
  tableName: "session_codes",
  uniques: [{ properties: ["sessionId", "name"] }],
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    /** Who added it. */
    ownerId: p.text(),
    name: p.text(),
    description: p.text().default(""),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionCodeRow = InferEntity<typeof SessionCodeRow>;

/** A turn that a facilitator gave a code. */
export const SessionCodingRow = defineEntity({
  name: "SessionCodingRow",
  tableName: "session_codings",
  properties: {
    codeId: p.text().primary(),
    turnId: p.text().primary(),
    coderId: p.text().primary(),
    sessionId: p.text(),
    workspaceId: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type SessionCodingRow = InferEntity<typeof SessionCodingRow>;

/** What a theme of an outcome, or a code, is called beside those of other groups of the guide. */
export const SessionThemeNameRow = defineEntity({
  name: "SessionThemeNameRow",
  tableName: "session_theme_names",
  properties: {
    /** The item or the code. */
    entryId: p.text().primary(),
    itemId: p.text().nullable(),
    codeId: p.text().nullable(),
    sessionId: p.text(),
    workspaceId: p.text(),
    /** Who named it, or asked a model to. */
    ownerId: p.text(),
    name: p.text(),
    /** "model" | "person" */
    madeBy: p.text(),
  },
});
export type SessionThemeNameRow = InferEntity<typeof SessionThemeNameRow>;
