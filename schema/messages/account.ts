/** Accounts in HTTP requests and responses. */
import { z } from "zod";
import { named } from "./written-text.ts";

export const Role = z.enum(["guest", "visitor", "facilitator", "operator", "admin"]);
export type Role = z.infer<typeof Role>;

export const MAX_NAME_LENGTH = 40;
const name = named(MAX_NAME_LENGTH, "choose a name");
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "a colour like #c96f4a");
const email = z.email("an e-mail address like ada@example.org").max(200);
const password = z.string().min(8, "at least 8 characters").max(200, "at most 200 characters");

export const AccountUser = z.object({
  id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  kind: z.enum(["guest", "account"]),
  role: Role,
  email: z.string().nullable(),
  colour: z.string(),
});
export type AccountUser = z.infer<typeof AccountUser>;

export const SignedIn = z.object({
  /** Access token for the Authorization header and the room's `client.auth.token`. */
  token: z.string(),
  /** ISO date-time after which `token` must be renewed. */
  expiresAt: z.string(),
  /** Renews the token. It stays the same until sign-out, so that a lost response signs nobody out. */
  refreshToken: z.string(),
  user: AccountUser,
});
export type SignedIn = z.infer<typeof SignedIn>;

const refreshToken = z.string().min(1).max(300);
/** The last refresh token of this browser, if any: a new person is refused where its person was blocked. */
export const formerToken = refreshToken.optional();

export const GuestSignIn = z.object({ name, colour: colour.optional(), formerToken });
export const Registration = z.object({
  name: name.optional(),
  email,
  password,
  colour: colour.optional(),
  formerToken,
});
export const Login = z.object({ email: z.string().trim().max(200), password: z.string().max(200) });
export const Renewal = z.object({ refreshToken });
export const AdminLinkUse = z.object({ token: z.string().min(1).max(300), name: name.optional() });
export const AccountChange = z.object({ name: name.optional(), colour: colour.optional() });
