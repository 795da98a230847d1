/** Whose words, and therefore whose personal data, a prompt may contain. */
import type { Memory } from "../memory/memory.ts";
import type { ConversationView } from "./conversation.ts";

/** User ids; null when unknown: memories from another talk may quote anybody. */
export function listPeople(view: ConversationView, memories: readonly Memory[]): string[] | null {
  if (memories.some(({ aboutUserId, circleId }) => aboutUserId === null && circleId !== view.circleId)) return null;
  const present = view.participants.flatMap(({ id, kind }) => (kind === "person" ? [id] : []));
  const spoke = view.utterances.flatMap(({ speakerId, speakerKind }) => (speakerKind === "person" ? [speakerId] : []));
  const remembered = memories.flatMap(({ aboutUserId }) => aboutUserId ?? []);
  return [...new Set([...present, ...spoke, ...remembered])];
}
