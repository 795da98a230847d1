import type { JoinLinkStore } from "../people/join-links.store.ts";
import type { AccountStore } from "./account.store.ts";

export type AccountPorts = {
  store: AccountStore;
  joinLinks: Pick<JoinLinkStore, "use">;
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
