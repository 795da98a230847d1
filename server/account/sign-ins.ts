/** How long people stay signed in: sign-ins, the tokens that prove them, and their end. */
import type { Role, SignedIn } from "../../schema/messages/account.ts";
import { inEnglish, message } from "../../schema/messages/message.ts";
import { createTtlCache } from "../database/ttl-cache.ts";
import { notSignedIn, Problem } from "../http/problem.ts";
import { issueAccessToken, readAccessToken } from "./access-token.ts";
import type { AccountPorts } from "./account-ports.ts";
import type { NewSignIn, NewUser, User } from "./account.store.ts";
import type { Caller } from "./caller.ts";
import { matchesHash, secretHash } from "./secret-hash.ts";
import { describeUser } from "./user.ts";

/** A sign-in that is not renewed for this long ends. */
const SIGN_IN_DAYS = 60;
const TOKEN_KEPT_MS = 60_000;

export type SignIns = ReturnType<typeof createSignIns>;

export const blocked = () => new Problem(403, inEnglish(message("blocked")), { code: "blocked" });

export function createSignIns({ store, signingKey, workspaceId, now, newId, randomBytes }: AccountPorts) {
  // A signature does not change, so it is verified once for many requests.
  const tokens = createTtlCache(
    async (token) => {
      const claims = await readAccessToken(token, signingKey, now());
      if (!claims) throw notSignedIn();
      return claims;
    },
    TOKEN_KEPT_MS,
    () => now().getTime(),
  );
  const signInEnd = () => new Date(now().getTime() + SIGN_IN_DAYS * 24 * 60 * 60 * 1000);

  /** Creates a sign-in without storing it. */
  const make = (userId: string) => {
    const id = newId();
    const secret = randomBytes(32).toString("base64url");
    const signIn: NewSignIn = {
      id,
      userId,
      workspaceId,
      refreshHash: secretHash(secret).toString("base64url"),
      expiresAt: signInEnd(),
    };
    return { signIn, refreshToken: `${id}.${secret}` };
  };
  const answer = async (user: NewUser | User, signInId: string, refreshToken: string): Promise<SignedIn> => {
    const claims = { sub: user.id, role: user.role as Role, workspaceId: user.workspaceId, sid: signInId };
    return { ...(await issueAccessToken(claims, signingKey, now())), refreshToken, user: describeUser(user) };
  };

  /** Throws if the person of this refresh token, which may have ended, is blocked. */
  const refuseBlocked = async (refreshToken: string | undefined): Promise<void> => {
    if (refreshToken && (await store.isBlocked(refreshToken.split(".")[0]!))) throw blocked();
  };

  return {
    make,
    refuseBlocked,
    answer,
    /** Begins a sign-in of an existing user. */
    async begin(user: NewUser | User): Promise<SignedIn> {
      const { signIn, refreshToken } = make(user.id);
      await store.insertSignIn(signIn);
      return answer(user, signIn.id, refreshToken);
    },
    /** Begins a sign-in of a new user, and stores both; null when the address is taken. */
    async beginFirst(user: NewUser): Promise<SignedIn | null> {
      const { signIn, refreshToken } = make(user.id);
      return (await store.insertUser(user, signIn)) ? answer(user, signIn.id, refreshToken) : null;
    },

    async refresh(refreshToken: string): Promise<SignedIn> {
      const [signInId = "", secret = ""] = refreshToken.split(".");
      const found = await store.findActiveSignIn({ id: signInId, now: now() });
      if (!found) await refuseBlocked(refreshToken);
      if (!found || !matchesHash(secret, found.refreshHash))
        throw new Problem(401, "This sign-in has ended. Sign in again.", { code: "sign-in-ended" });
      await store.extendSignIn(signInId, signInEnd());
      return answer(found.user, signInId, refreshToken);
    },

    logout: (caller: Caller): Promise<void> => store.revokeSignIn(caller.signInId, now()),

    /** The current role of the sign-in's user; null when it has ended. */
    async roleOf(signInId: string): Promise<Role | null> {
      const found = await store.findActiveSignIn({ id: signInId, now: now() });
      return found && (found.user.role as Role);
    },

    /** Checks signature, expiry and revocation; role and name are the current ones, not the token's. */
    async verifyToken(token: string): Promise<Caller | null> {
      const claims = await tokens.get(token).catch(() => null);
      if (!claims || claims.exp * 1000 <= now().getTime()) return null;
      const found = await store.findActiveSignIn({ id: claims.sid, now: now() });
      if (!found || found.user.id !== claims.sub) return null;
      const { id: userId, workspaceId, name, role, colour } = found.user;
      return { userId, workspaceId, signInId: claims.sid, name, role: role as Role, colour };
    },
  };
}
