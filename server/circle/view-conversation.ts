import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { Circle } from "./circle.ts";
import type { Transcript } from "./transcript.ts";

/** What minds are shown of a circle. */
export function viewConversation(circle: Circle, language: string, transcript: Transcript): ConversationView {
  const { id: circleId, topic, kind, isPrivate, members } = circle;
  const participants = members.map((member) => ({ id: member.id, name: member.name, kind: member.kind }));
  return { circleId, topic, kind, isPrivate, language, participants, ...transcript.utterances() };
}
