/** The person whom the last speaker asked by name and who has not answered. */
import type { ConversationView, Participant } from "./conversation.ts";
import { findAddressees } from "./find-addressees.ts";

/**
 * The circle gives this person a moment before the next persona turn (it knows who is typing and how long
 * it has been quiet); `decideTurn` chooses who continues if they stay silent.
 */
export function findAwaitedPerson(view: ConversationView): Participant | null {
  const last = view.utterances.at(-1);
  if (!last) return null;
  const [first] = findAddressees(last.text, last.speakerId, view.participants);
  if (first?.manner !== "asked") return null;
  return (
    view.participants.find((participant) => participant.id === first.participantId && participant.kind === "person") ??
    null
  );
}
