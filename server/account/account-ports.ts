import type { JoinLinkStore } from "../people/join-links.store.ts";
import type { SeatStore } from "../session/seats.store.ts";
import type { AccountStore } from "./account.store.ts";

export type AccountPorts = {
  store: AccountStore;
  joinLinks: Pick<JoinLinkStore, "use">;
  invitations: Pick<SeatStore, "useInvitation">;
  /** Signs access tokens; the same across restarts. */
  signingKey: Uint8Array;
  workspaceId: string;
  now(): Date;
  newId(): string;
  /** Names of this workspace's cast, which nobody else may use. */
  castNames(workspaceId: string): Promise<string[]>;
  /** Cryptographically random bytes. */
  randomBytes(count: number): Buffer;
};
