/** Signing in by a link that gives a role in one session (SPEC C9). */
import { message, inEnglish, type MessageCode } from "../../schema/messages/message.ts";
import type { InvitationUse, InvitedIn } from "../../schema/messages/session-seat.ts";
import { Problem } from "../http/problem.ts";
import type { LinkRefusal } from "../session/seats.store.ts";
import type { AccountPorts } from "./account-ports.ts";
import type { Caller } from "./caller.ts";
import { secretHash } from "./secret-hash.ts";
import type { SignIns } from "./sign-ins.ts";
import { allowName, findSelf, makeUser } from "./user.ts";

const WHY = {
  "link-over": "session-link-over",
  "session-over": "session-over",
  "sent-out": "session-sent-out",
} as const satisfies Record<LinkRefusal, MessageCode>;

export function sessionLink(ports: AccountPorts, signIns: SignIns) {
  const { store, invitations } = ports;
  return {
    /** The caller gets the role in that session, or a new guest when nobody is signed in. */
    async useSessionLink(
      { token, name = "Guest", formerToken }: InvitationUse,
      caller: Caller | null,
    ): Promise<InvitedIn> {
      if (!caller) await signIns.refuseBlocked(formerToken);
      const user = caller ? await findSelf(store, caller) : makeUser(ports, { name: await allowName(ports, name) });
      const { signIn, refreshToken } = signIns.make(user.id);
      const tokenHash = secretHash(token).toString("base64url");
      const session = await invitations.useInvitation(tokenHash, user, caller ? undefined : signIn);
      if (typeof session === "string") {
        const why = message(WHY[session]);
        throw new Problem(403, inEnglish(why), why);
      }
      const signedIn = await (caller ? signIns.begin(user) : signIns.answer(user, signIn.id, refreshToken));
      return { ...signedIn, session };
    },
  };
}
