import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { Circle } from "./circle.ts";
import type { Transcript } from "./transcript.ts";

/** A circle as shown to minds. */
export function viewConversation(circle: Circle, language: string, transcript: Transcript): ConversationView {
  const { id: circleId, topic, kind, isPrivate, members } = circle;
  const participants = members.map((member) => ({ id: member.id, name: member.name, kind: member.kind }));
  return { circleId, topic, kind, isPrivate, language, participants, ...transcript.utterances() };
}
