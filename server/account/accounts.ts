/** Who people are: guests by name, accounts by e-mail and password, and how long they stay signed in. */
import { MAX_NAME_LENGTH, type AccountUser, type SignedIn } from "../../schema/messages/account.ts";
import { Problem } from "../http/problem.ts";
import type { AccountPorts } from "./account-ports.ts";
import type { NewUser } from "./account.store.ts";
import { adminLink } from "./admin-link.ts";
import type { Caller } from "./caller.ts";
import { joinLink } from "./join-link.ts";
import { sessionLink } from "./session-link.ts";
import { hashPassword, matchesPassword } from "./password-hash.ts";
import { blocked, createSignIns, type SignIns } from "./sign-ins.ts";
import { allowName, describeUser, findSelf, makeUser, type Person } from "./user.ts";

export type Accounts = ReturnType<typeof createAccounts>;
type Former = { formerToken?: string | undefined };
type Registration = Partial<Person> & Former & { email: string; password: string };

export function createAccounts(ports: AccountPorts) {
  const signIns = createSignIns(ports);
  const { refresh, logout, roleOf, verifyToken } = signIns;
  return {
    ...waysIn(ports, signIns),
    refresh,
    logout,
    roleOf,
    verifyToken,
    ...ownAccount(ports),
    ...adminLink(ports, signIns),
    ...joinLink(ports, signIns),
    ...sessionLink(ports, signIns),
  };
}

function waysIn(ports: AccountPorts, signIns: SignIns) {
  const { store } = ports;
  const create = async (user: NewUser): Promise<SignedIn> => {
    const signedIn = await signIns.beginFirst(user);
    if (!signedIn) throw emailTaken();
    return signedIn;
  };

  return {
    async signInGuest({ formerToken, ...person }: Person & Former): Promise<SignedIn> {
      await signIns.refuseBlocked(formerToken);
      await allowName(ports, person.name);
      return create(makeUser(ports, person));
    },

    /** A guest who registers keeps identity, name and role. */
    async register(registration: Registration, caller: Caller | null): Promise<SignedIn> {
      await signIns.refuseBlocked(registration.formerToken);
      const email = registration.email.toLowerCase();
      const passwordHash = await hashPassword(registration.password, ports.randomBytes(16));
      const guest = caller && (await findSelf(store, caller));
      if (registration.name !== undefined) await allowName(ports, registration.name);
      if (guest?.kind !== "guest") {
        const name = registration.name ?? (await allowName(ports, email.split("@")[0]!.slice(0, MAX_NAME_LENGTH)));
        const more = { kind: "account", role: "visitor", email, passwordHash };
        return create(makeUser(ports, { name, colour: registration.colour }, more));
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
      return signIns.begin({ ...guest, ...change });
    },

    async login(email: string, password: string): Promise<SignedIn> {
      const user = await store.findUserByEmail(email.toLowerCase());
      // An unknown address costs a hash, too, so that timing does not reveal which addresses have accounts.
      const passwordHash = user?.passwordHash ?? (await hashPassword("", ports.randomBytes(16)));
      const matches = await matchesPassword(password, passwordHash);
      if (!user?.passwordHash || !matches)
        throw new Problem(401, "No account has this e-mail address and password. Check both, or register.", {
          code: "wrong-login",
        });
      if (user.blockedAt !== null) throw blocked();
      return signIns.begin(user);
    },
  };
}

function ownAccount(ports: AccountPorts) {
  const { store } = ports;
  return {
    me: async (caller: Caller): Promise<AccountUser> => describeUser(await findSelf(store, caller)),

    async changeMe(
      caller: Caller,
      change: { name?: string | undefined; colour?: string | undefined },
    ): Promise<AccountUser> {
      const { name = caller.name, colour = caller.colour } = change;
      if (name !== caller.name) await allowName(ports, name);
      await store.updateUser(caller.userId, { name, colour });
      return describeUser(await findSelf(store, caller));
    },
  };
}

const emailTaken = () =>
  new Problem(409, "An account with this e-mail address exists. Log in, or use another address.", {
    code: "account-exists",
  });
