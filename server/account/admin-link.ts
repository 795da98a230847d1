/** The one-time link by which somebody becomes the admin. */
import type { SignedIn } from "../../schema/messages/account.ts";
import { Problem } from "../http/problem.ts";
import type { AccountPorts } from "./account-ports.ts";
import type { Caller } from "./caller.ts";
import { secretHash } from "./secret-hash.ts";
import type { SignIns } from "./sign-ins.ts";
import { allowName, findSelf, makeUser } from "./user.ts";

export function adminLink(ports: AccountPorts, signIns: SignIns) {
  const { store, now } = ports;
  return {
    /** The token of a new admin link; null once one has been used. All links work until then: each may have been printed by a running server. */
    async makeAdminLink(): Promise<string | null> {
      const token = ports.randomBytes(32).toString("base64url");
      return (await store.addAdminLink(secretHash(token).toString("base64url"), ports.workspaceId)) ? token : null;
    },

    /** The caller becomes the admin, or a new guest when nobody is signed in. */
    async useAdminLink(token: string, caller: Caller | null, name = "Admin"): Promise<SignedIn> {
      const tokenHash = secretHash(token).toString("base64url");
      const user = caller ? await findSelf(store, caller) : makeUser(ports, { name: await allowName(ports, name) });
      const { signIn, refreshToken } = signIns.make(user.id);
      const claimed = await store.claimAdminLink(tokenHash, now(), user, caller ? undefined : signIn);
      if (!claimed)
        throw new Problem(
          403,
          "This admin link was used before or is out of date. An unused one is printed at each start of the server.",
          { code: "admin-link-used" },
        );
      const admin = { ...user, role: "admin" };
      return caller ? signIns.begin(admin) : signIns.answer(admin, signIn.id, refreshToken);
    },
  };
}
