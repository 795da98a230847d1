import { createConversationStore, type ConversationStore } from "../conversation/conversation.store.ts";
import type { Commit, TurnMemories } from "../conversation/write-turn.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { openServerLease, type ServerLease } from "./server-lease.process.ts";

export type HeldConversations = {
  lease: ServerLease;
  /** Writes to circles under the current lease. After that is lost, stores handed out before refuse every write. */
  current(): ConversationStore;
};

/**
 * @param commitWithCalls also commits the model calls made so far
 * @param index how memories that are stored with their turns reach the index
 */
export async function holdConversations(
  database: Database,
  commitWithCalls: Commit,
  index: TurnMemories,
  options: Parameters<typeof openServerLease>[1],
): Promise<HeldConversations> {
  const lease = await openServerLease(database, options);
  const open = () => createConversationStore(database, commitWithCalls, lease.id, index);
  let held = open();
  lease.onLost(async () => void (held = open()));
  return { lease, current: () => held };
}
