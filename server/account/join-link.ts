/** Signing in by a link that gives a role. */
import type { SignedIn } from "../../schema/messages/account.ts";
import type { JoinLinkUse } from "../../schema/messages/people.ts";
import { Problem } from "../http/problem.ts";
import type { AccountPorts } from "./account-ports.ts";
import type { Caller } from "./caller.ts";
import { secretHash } from "./secret-hash.ts";
import type { SignIns } from "./sign-ins.ts";
import { allowName, findSelf, makeUser } from "./user.ts";

export function joinLink(ports: AccountPorts, signIns: SignIns) {
  const { store, joinLinks } = ports;
  return {
    /** The caller gets the role, or a new guest when nobody is signed in. */
    async useJoinLink({ token, name = "Guest", formerToken }: JoinLinkUse, caller: Caller | null): Promise<SignedIn> {
      if (!caller) await signIns.refuseBlocked(formerToken);
      const user = caller ? await findSelf(store, caller) : makeUser(ports, { name: await allowName(ports, name) });
      const { signIn, refreshToken } = signIns.make(user.id);
      const tokenHash = secretHash(token).toString("base64url");
      const role = await joinLinks.use(tokenHash, user, caller ? undefined : signIn);
      if (role === null)
        throw new Problem(
          403,
          "This link has been used up, has expired or was withdrawn. Ask its sender for a new one.",
          {
            code: "join-link-over",
          },
        );
      const joined = { ...user, role };
      return caller ? signIns.begin(joined) : signIns.answer(joined, signIn.id, refreshToken);
    },
  };
}
