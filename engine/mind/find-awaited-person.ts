/** The person whom everybody waits for: asked by name, or asking for a moment. */
import type { ConversationView, Participant } from "./conversation.ts";
import { findAddressees } from "./find-addressees.ts";
import { asksForQuiet } from "./read-cues.ts";

/**
 * The circle gives this person a moment before the next persona turn (it knows who is typing and how long
 * it has been quiet); `decideTurn` chooses who continues if they stay silent.
 */
export function findAwaitedPerson({ utterances, participants }: ConversationView): Participant | null {
  const last = utterances.at(-1);
  if (!last) return null;
  const [first] = findAddressees(last.text, last.speakerId, participants);
  const isAsked = first?.manner === "asked";
  const awaitedId = isAsked ? first.participantId : asksForQuiet(last.text) ? last.speakerId : null;
  return participants.find(({ id, kind }) => id === awaitedId && kind === "person") ?? null;
}
