import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

export const User = defineEntity({
  name: "User",
  tableName: "users",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    name: p.string(),
    /** "guest" | "account" */
    kind: p.string(),
    /** "guest" | "visitor" | "facilitator" | "operator" | "admin" */
    role: p.string(),
    /** Lower-cased; accounts only. */
    email: p.string().nullable(),
    /** scrypt, with its parameters; accounts only. */
    passwordHash: p.string().nullable(),
    /** Chosen colour, "#rrggbb". */
    colour: p.string(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type User = InferEntity<typeof User>;

/** A sign-in that can be refreshed and revoked. Access tokens name it. */
export const SignIn = defineEntity({
  name: "SignIn",
  tableName: "sign_ins",
  properties: {
    id: p.string().primary(),
    userId: p.string(),
    workspaceId: p.string(),
    /** SHA-256 of the current refresh token. */
    refreshHash: p.string(),
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
    tokenHash: p.string().primary(),
    workspaceId: p.string(),
    createdAt: p.datetime().defaultRaw("now()"),
    usedAt: p.datetime().nullable(),
    usedBy: p.string().nullable(),
  },
});
export type AdminLink = InferEntity<typeof AdminLink>;

/** Server secrets kept with the data (the token signing key), so that restarts keep people signed in. */
export const Secret = defineEntity({
  name: "Secret",
  tableName: "secrets",
  properties: {
    name: p.string().primary(),
    value: p.string(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type Secret = InferEntity<typeof Secret>;
