import { useState } from "react";
import { ConversationList } from "./conversation-list.tsx";
import { PastConversation } from "./past-conversation.tsx";

/** Conversations that this person may read, and one of them with its outcome (SPEC C2, C8). */
export function HistoryPage() {
  const [wanted, setWanted] = useState("");
  const [openId, setOpenId] = useState<string | null>(null);
  if (openId !== null) return <PastConversation circleId={openId} onBack={() => setOpenId(null)} />;
  return <ConversationList wanted={wanted} onWanted={setWanted} onOpen={setOpenId} />;
}
