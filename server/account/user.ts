/** Creating users, checking their names, and their view. */
import { MAX_NAME_LENGTH, type AccountUser, type Role } from "../../schema/messages/account.ts";
import { notSignedIn } from "../http/problem.ts";
import type { AccountPorts } from "./account-ports.ts";
import type { AccountStore, NewUser, User } from "./account.store.ts";
import type { Caller } from "./caller.ts";
import { refuseCastName } from "./cast-names.ts";
import { secretHash } from "./secret-hash.ts";

const COLOURS = ["#c96f4a", "#4a7fc9", "#5f9e5a", "#b0589f", "#c9a24a", "#4aa6a0", "#8a6fd1", "#c94a5e"];

export type Person = { name: string; colour?: string | undefined };

/** Creates a user: a guest, unless overridden by `more`. */
export function makeUser(
  { newId, workspaceId }: Pick<AccountPorts, "newId" | "workspaceId">,
  person: Person,
  more: Partial<NewUser> = {},
): NewUser {
  const id = newId();
  const colour = person.colour ?? COLOURS[secretHash(id)[0]! % COLOURS.length]!;
  return {
    id,
    workspaceId,
    name: person.name,
    colour,
    kind: "guest",
    role: "guest",
    email: null,
    passwordHash: null,
    ...more,
  };
}

export async function findSelf(store: AccountStore, caller: Caller): Promise<User> {
  const user = await store.findUser(caller.userId);
  if (!user) throw notSignedIn();
  return user;
}

/** Checks every new name of a person, so that nobody can pass for somebody else. */
export async function allowName(
  { castNames, workspaceId }: Pick<AccountPorts, "castNames" | "workspaceId">,
  name: string,
): Promise<string> {
  refuseCastName(name, await castNames(workspaceId), { mark: " (guest)", maxLength: MAX_NAME_LENGTH });
  return name;
}

export function describeUser(user: NewUser | User): AccountUser {
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
