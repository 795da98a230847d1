import { createConversationStore, type ConversationStore } from "../conversation/conversation.store.ts";
import type { Commit } from "../conversation/write-turn.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { openServerLease, type ServerLease } from "./server-lease.process.ts";

export type HeldConversations = {
  lease: ServerLease;
  /** Writes to circles under the current lease. After that is lost, stores handed out before refuse every write. */
  current(): ConversationStore;
};

/** @param commitWithCalls also commits the model calls made so far */
export async function holdConversations(
  database: Database,
  commitWithCalls: Commit,
  options: Parameters<typeof openServerLease>[1],
): Promise<HeldConversations> {
  const lease = await openServerLease(database, options);
  let held = createConversationStore(database, commitWithCalls, lease.id);
  lease.onLost(async () => void (held = createConversationStore(database, commitWithCalls, lease.id)));
  return { lease, current: () => held };
}
