import type { AuditDetails } from "../messages/people.ts";
import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

export const User = defineEntity({
  name: "User",
  tableName: "users",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    name: p.text(),
    /** "guest" | "account" */
    kind: p.text(),
    /** "guest" | "visitor" | "facilitator" | "operator" | "admin" */
    role: p.text(),
    /** Lower-cased; accounts only. */
    email: p.text().nullable(),
    /** scrypt, with its parameters; accounts only. */
    passwordHash: p.text().nullable(),
    /** Chosen colour, "#rrggbb". */
    colour: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
    /** When set, all sign-ins have ended and new ones are refused. */
    blockedAt: p.datetime().nullable(),
  },
});
export type User = InferEntity<typeof User>;

/** A sign-in that can be refreshed and revoked. Access tokens name it. */
export const SignIn = defineEntity({
  name: "SignIn",
  tableName: "sign_ins",
  properties: {
    id: p.text().primary(),
    userId: p.text(),
    workspaceId: p.text(),
    /** SHA-256 of the current refresh token. */
    refreshHash: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
    expiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
  },
});
export type SignIn = InferEntity<typeof SignIn>;

/** The one-time link printed at the first start; its user becomes the admin. */
export const AdminLink = defineEntity({
  name: "AdminLink",
  tableName: "admin_links",
  properties: {
    tokenHash: p.text().primary(),
    workspaceId: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
    usedAt: p.datetime().nullable(),
    usedBy: p.text().nullable(),
  },
});
export type AdminLink = InferEntity<typeof AdminLink>;

/** A link that gives a role to people who open it, until it expires or is used up. */
export const JoinLink = defineEntity({
  name: "JoinLink",
  tableName: "join_links",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    /** SHA-256 of the token. */
    tokenHash: p.text(),
    /** "visitor" | "facilitator" | "operator" */
    role: p.text(),
    usesLeft: p.integer(),
    expiresAt: p.datetime(),
    ownerId: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
    withdrawnAt: p.datetime().nullable(),
  },
});
export type JoinLink = InferEntity<typeof JoinLink>;

/** An administrative action. Rows are only added: the database refuses to change one. */
export const AuditRow = defineEntity({
  name: "AuditRow",
  tableName: "audit_log",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    at: p.datetime().defaultRaw("now()"),
    actorId: p.text(),
    actorName: p.text(),
    action: p.text(),
    subjectId: p.text(),
    subjectName: p.text(),
    /** The role it gave. */
    role: p.text().nullable(),
    details: p.json<AuditDetails>().defaultRaw("'{}'"),
  },
});
export type AuditRow = InferEntity<typeof AuditRow>;

/** Server secrets kept with the data (the token signing key), so that restarts keep people signed in. */
export const Secret = defineEntity({
  name: "Secret",
  tableName: "secrets",
  properties: {
    name: p.text().primary(),
    value: p.text(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type Secret = InferEntity<typeof Secret>;
