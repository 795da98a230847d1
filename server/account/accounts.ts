/** Who people are: guests by name, accounts by e-mail and password, and how long they stay signed in. */
import { createHash, timingSafeEqual } from "node:crypto";
import { MAX_NAME_LENGTH, type AccountUser, type Role, type SignedIn } from "../../schema/messages/account.ts";
import { keepBriefly } from "../database/keep-briefly.ts";
import { notSignedIn, Problem } from "../http/problem.ts";
import { issueAccessToken, readAccessToken } from "./access-token.ts";
import type { AccountStore, NewSignIn, NewUser, User } from "./account.store.ts";
import type { Caller } from "./caller.ts";
import { refuseCastName } from "./cast-names.ts";
import { hashPassword, matchesPassword } from "./password-hash.ts";

/** A sign-in that is not renewed for this long ends. */
export const SIGN_IN_DAYS = 60;
const TOKEN_KEPT_MS = 60_000;
const COLOURS = ["#c96f4a", "#4a7fc9", "#5f9e5a", "#b0589f", "#c9a24a", "#4aa6a0", "#8a6fd1", "#c94a5e"];

export type AccountPorts = {
  store: AccountStore;
  /** Signs access tokens; the same across restarts. */
  signingKey: Uint8Array;
  workspaceId: string;
  now(): Date;
  newId(): string;
  /** Names of the cast of this workspace: nobody else may go by them. */
  castNames(workspaceId: string): Promise<string[]>;
  /** Unguessable bytes. */
  randomBytes(count: number): Buffer;
};

export type Accounts = ReturnType<typeof createAccounts>;
type Person = { name: string; colour?: string | undefined };
type Registration = { name?: string | undefined; email: string; password: string; colour?: string | undefined };

export function createAccounts(ports: AccountPorts) {
  const { store, now, newId } = ports;

  const newUser = (person: Person, more: Partial<NewUser> = {}): NewUser => {
    const id = newId();
    const colour = person.colour ?? COLOURS[hash(id)[0]! % COLOURS.length]!;
    return {
      id,
      workspaceId: ports.workspaceId,
      name: person.name,
      colour,
      kind: "guest",
      role: "guest",
      email: null,
      passwordHash: null,
      ...more,
    };
  };
  const newSignIn = (userId: string) => {
    const id = newId();
    const secret = ports.randomBytes(32).toString("base64url");
    const signIn: NewSignIn = {
      id,
      userId,
      workspaceId: ports.workspaceId,
      refreshHash: hash(secret).toString("base64url"),
      expiresAt: signInEnd(),
    };
    return { signIn, refreshToken: `${id}.${secret}` };
  };
  // A signature stays what it is; it is read once for many requests.
  const tokens = keepBriefly(
    async (token) => {
      const claims = await readAccessToken(token, ports.signingKey, now());
      if (!claims) throw notSignedIn();
      return claims;
    },
    TOKEN_KEPT_MS,
    () => now().getTime(),
  );
  const signInEnd = () => new Date(now().getTime() + SIGN_IN_DAYS * 24 * 60 * 60 * 1000);
  const answer = async (user: NewUser | User, signInId: string, refreshToken: string): Promise<SignedIn> => {
    const claims = { sub: user.id, role: user.role as Role, workspaceId: user.workspaceId, sid: signInId };
    return { ...(await issueAccessToken(claims, ports.signingKey, now())), refreshToken, user: describeUser(user) };
  };
  const signInAgain = async (user: NewUser | User): Promise<SignedIn> => {
    const { signIn, refreshToken } = newSignIn(user.id);
    await store.insertSignIn(signIn);
    return answer(user, signIn.id, refreshToken);
  };
  const create = async (user: NewUser): Promise<SignedIn> => {
    const { signIn, refreshToken } = newSignIn(user.id);
    if (!(await store.insertUser(user, signIn))) throw emailTaken();
    return answer(user, signIn.id, refreshToken);
  };
  const findSelf = async (caller: Caller): Promise<User> => {
    const user = await store.findUser(caller.userId);
    if (!user) throw notSignedIn();
    return user;
  };

  /** One person must not be taken for another: every name that a person comes to bear passes here. */
  const allowName = async (name: string): Promise<string> => {
    refuseCastName(name, await ports.castNames(ports.workspaceId), { mark: " (guest)", maxLength: MAX_NAME_LENGTH });
    return name;
  };

  return {
    async signInGuest(person: Person): Promise<SignedIn> {
      await allowName(person.name);
      return create(newUser(person));
    },

    /** A guest who registers keeps identity, name and role. */
    async register(registration: Registration, caller: Caller | null): Promise<SignedIn> {
      const email = registration.email.toLowerCase();
      const passwordHash = await hashPassword(registration.password, ports.randomBytes(16));
      const guest = caller && (await findSelf(caller));
      if (registration.name !== undefined) await allowName(registration.name);
      if (guest?.kind !== "guest") {
        const name = registration.name ?? (await allowName(email.split("@")[0]!.slice(0, MAX_NAME_LENGTH)));
        return create(
          newUser({ name, colour: registration.colour }, { kind: "account", role: "visitor", email, passwordHash }),
        );
      }
      const { name = guest.name, colour = guest.colour } = registration;
      const change = {
        name,
        colour,
        email,
        passwordHash,
        kind: "account",
        role: guest.role === "guest" ? "visitor" : guest.role,
      };
      if (!(await store.updateUser(guest.id, change))) throw emailTaken();
      return signInAgain({ ...guest, ...change });
    },

    async login(email: string, password: string): Promise<SignedIn> {
      const user = await store.findUserByEmail(email.toLowerCase());
      // An unknown address costs a hash too, so that the time does not tell which addresses have accounts.
      const passwordHash = user?.passwordHash ?? (await hashPassword("", ports.randomBytes(16)));
      const matches = await matchesPassword(password, passwordHash);
      if (!user?.passwordHash || !matches)
        throw new Problem(401, "No account has this e-mail address and password. Check both, or register.", {
          code: "wrong-login",
        });
      return signInAgain(user);
    },

    async refresh(refreshToken: string): Promise<SignedIn> {
      const [signInId = "", secret = ""] = refreshToken.split(".");
      const found = await store.findActiveSignIn(signInId, now());
      if (!found || !sameHash(secret, found.refreshHash))
        throw new Problem(401, "This sign-in has ended. Sign in again.", { code: "sign-in-ended" });
      await store.extendSignIn(signInId, signInEnd());
      return answer(found.user, signInId, refreshToken);
    },

    logout: (caller: Caller): Promise<void> => store.revokeSignIn(caller.signInId, now()),

    /** Signature, expiry, revocation; role and name are the current ones, not the token's. */
    async verifyToken(token: string): Promise<Caller | null> {
      const claims = await tokens.get(token).catch(() => null);
      if (!claims || claims.exp * 1000 <= now().getTime()) return null;
      const found = await store.findActiveSignIn(claims.sid, now());
      if (!found || found.user.id !== claims.sub) return null;
      const { id: userId, workspaceId, name, role, colour } = found.user;
      return { userId, workspaceId, signInId: claims.sid, name, role: role as Role, colour };
    },

    me: async (caller: Caller): Promise<AccountUser> => describeUser(await findSelf(caller)),

    async changeMe(
      caller: Caller,
      change: { name?: string | undefined; colour?: string | undefined },
    ): Promise<AccountUser> {
      const { name = caller.name, colour = caller.colour } = change;
      if (name !== caller.name) await allowName(name);
      await store.updateUser(caller.userId, { name, colour });
      return describeUser(await findSelf(caller));
    },

    /** A new one-time admin link token; null once one has been used. Older unused ones stop working. */
    async renewAdminLink(): Promise<string | null> {
      const token = ports.randomBytes(32).toString("base64url");
      return (await store.replaceAdminLink(hash(token).toString("base64url"), ports.workspaceId)) ? token : null;
    },

    /** Whoever is signed in becomes the admin; with nobody signed in, a new guest does. */
    async useAdminLink(token: string, caller: Caller | null, name = "Admin"): Promise<SignedIn> {
      const tokenHash = hash(token).toString("base64url");
      const user = caller ? await findSelf(caller) : newUser({ name: await allowName(name) });
      const { signIn, refreshToken } = newSignIn(user.id);
      const claimed = await store.claimAdminLink(tokenHash, now(), user.id, caller ? undefined : { user, signIn });
      if (!claimed)
        throw new Problem(
          403,
          "This admin link was used before or is out of date. An unused one is printed at each start of the server.",
          { code: "admin-link-used" },
        );
      const admin = { ...user, role: "admin" };
      return caller ? signInAgain(admin) : answer(admin, signIn.id, refreshToken);
    },
  };
}

const emailTaken = () =>
  new Problem(409, "An account with this e-mail address exists. Log in, or use another address.", {
    code: "account-exists",
  });

const hash = (secret: string): Buffer => createHash("sha256").update(secret).digest();

function sameHash(secret: string, expected: string): boolean {
  const given = hash(secret);
  const wanted = Buffer.from(expected, "base64url");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function describeUser(user: NewUser | User): AccountUser {
  const { id, workspaceId, name, kind, role, colour } = user;
  return {
    id,
    workspaceId,
    name,
    kind: kind as AccountUser["kind"],
    role: role as Role,
    email: user.email ?? null,
    colour,
  };
}
