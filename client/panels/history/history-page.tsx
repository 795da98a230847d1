import { ConversationList } from "./conversation-list.tsx";
import { useConversationId } from "./history-link.ts";
import { PastConversation } from "./past-conversation.tsx";

/** Conversations that this person may read, or the one that the address names, with its outcome (SPEC C2, C8). */
export function HistoryPage() {
  const circleId = useConversationId();
  return circleId === null ? <ConversationList /> : <PastConversation key={circleId} circleId={circleId} />;
}
