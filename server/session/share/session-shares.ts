/** Sharing what a session left, read-only (SPEC C9). */
import { shareOf, type Principal } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import type { NewShare, ShareList } from "../../../schema/messages/session-share.ts";
import { secretHash } from "../../account/secret-hash.ts";
import type { ResultsOfSessions } from "../report/session-results.ts";
import type { OpenResults } from "../report/summarise-session.ts";
import { refuse, type Sessions } from "../sessions.ts";
import type { ShareStore } from "./shares.store.ts";

export type SharePorts = {
  shares: ShareStore;
  sessions: Pick<Sessions, "find">;
  results: Pick<ResultsOfSessions, "openShared">;
  makeToken(): string;
};

export type SessionShares = ReturnType<typeof createSessionShares>;

const hashOf = (token: string): string => secretHash(token).toString("base64url");

export const createSessionShares = ({ shares, sessions, results, makeToken }: SharePorts) => ({
  async list(scope: Principal, id: string): Promise<ShareList> {
    await sessions.find(scope, id);
    return { mayShare: await shares.maySee(scope, id), items: await shares.list(scope, id) };
  },

  async make(scope: Principal, id: string, days: number): Promise<NewShare> {
    const { status } = await sessions.find(scope, id);
    if (status !== "ended") throw refuse(409, message("session-not-ended"));
    const token = makeToken();
    const made = await shares.make(scope, id, hashOf(token), days);
    if (made) return { ...made, token };
    const why = (await shares.maySee(scope, id)) ? "session-no-more-links" : "session-not-shareable";
    throw refuse(409, message(why));
  },

  async withdraw(scope: Principal, id: string, shareId: string): Promise<void> {
    await sessions.find(scope, id);
    if (!(await shares.withdraw(scope, id, shareId))) throw refuse(404, message("no-such-join-link"));
  },

  /** For anybody who has the link. */
  async open(token: string): Promise<OpenResults> {
    const found = await results.openShared(shareOf(hashOf(token)));
    if (!found) throw refuse(404, message("session-share-over"));
    return found;
  },
});
