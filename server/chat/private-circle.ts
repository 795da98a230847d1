/** The private circle behind a chat session: opened by its first message; a persona joins with the first message to it. */
import type { Participant } from "../../engine/mind/conversation.ts";
import { guessLanguage } from "../../engine/text/guess-language.ts";
import { SEAT_COUNT } from "../../schema/rules/seating.ts";
import type { ChatMessage } from "../../schema/messages/chat.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { Caller } from "../account/caller.ts";
import type { ChatSession, ChatStore } from "./chat.store.ts";

const TITLE_CHARACTERS = 60;

export type PrivateCircles = { chats: ChatStore; newId: () => string };

export async function enterPrivateCircle(
  parts: PrivateCircles,
  caller: Caller,
  persona: Persona,
  { message, sessionId }: ChatMessage,
): Promise<ChatSession> {
  const { chats, newId } = parts;
  const { workspaceId, userId: ownerId } = caller;
  const both = [
    { id: caller.userId, name: caller.name, kind: "person" as const },
    { id: persona.id, name: persona.name, kind: "persona" as const },
  ];
  const seatAmong = (present: readonly Participant[], kind: Participant["kind"]): number =>
    kind === "person" ? 0 : Math.min(SEAT_COUNT - 1, Math.max(1, present.length));

  const session = (await chats.find({ workspaceId, ownerId, chatSessionId: sessionId })) ?? (await openCircle());
  const { circleId, participants: present } = session;
  const came = both.filter(({ id }) => !present.some((member) => member.id === id));
  for (const { id, name, kind } of came)
    await chats.addMember(ownerId, {
      id: newId(),
      workspaceId,
      circleId,
      memberId: id,
      memberName: name,
      memberKind: kind,
      seat: seatAmong(present, kind),
    });
  return { ...session, participants: [...present, ...came] };

  function openCircle(): Promise<ChatSession> {
    const title = message.length > TITLE_CHARACTERS ? `${message.slice(0, TITLE_CHARACTERS).trimEnd()}…` : message;
    return chats.open({
      id: newId(),
      workspaceId,
      ownerId,
      chatSessionId: sessionId,
      title,
      language: guessLanguage(message),
      members: both.map((member) => ({ ...member, membershipId: newId(), seat: seatAmong([], member.kind) })),
    });
  }
}
