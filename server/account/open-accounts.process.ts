import { randomBytes } from "node:crypto";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { createJoinLinkStore } from "../people/join-links.store.ts";
import { createSeatStore } from "../session/seats.store.ts";
import type { AccountPorts } from "./account-ports.ts";
import { createAccountStore } from "./account.store.ts";
import { createAccounts, type Accounts } from "./accounts.ts";

/** Accounts on the real clock, with the signing key stored with the data. */
export async function openAccounts(
  database: Database,
  workspaceId: string,
  castNames: AccountPorts["castNames"],
): Promise<Accounts> {
  const store = createAccountStore(database);
  const key = await store.findOrMakeSecret("token-signing-key", randomBytes(32).toString("base64url"));
  return createAccounts({
    store,
    joinLinks: createJoinLinkStore(database),
    invitations: createSeatStore(database),
    signingKey: Buffer.from(key, "base64url"),
    workspaceId,
    now: () => new Date(),
    newId,
    randomBytes,
    castNames,
  });
}
