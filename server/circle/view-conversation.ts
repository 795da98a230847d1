import { audienceOf, type ConversationView } from "../../engine/mind/conversation.ts";
import type { CircleOutcome } from "./circle-outcome.ts";
import type { Circle } from "./circle.ts";
import type { CircleFacts } from "./circle-ports.ts";
import { watchersOf } from "./circle-session.ts";
import type { Transcript } from "./transcript.ts";

/** A circle as shown to minds. */
export function viewConversation(
  circle: Circle,
  { language, session, branch }: Pick<CircleFacts, "language" | "session" | "branch">,
  transcript: Transcript,
  outcome: Pick<CircleOutcome, "textFor">,
): ConversationView {
  const { id: circleId, topic, kind, isPrivate, members } = circle;
  const participants = members.map((member) => ({ id: member.id, name: member.name, kind: member.kind }));
  const turnWeights = circle.turnWeights ?? undefined;
  const ofSession = session && {
    listeners: watchersOf(session, members).map(({ id }) => id),
    section: session.section ?? undefined,
  };
  const debate = circle.debate ?? undefined;
  const asOf = branch?.asOf;
  const said = transcript.utterances();
  const view = {
    circleId,
    topic,
    kind,
    isPrivate,
    language,
    participants,
    turnWeights,
    asOf,
    debate,
    ...ofSession,
    ...said,
  };
  return { ...view, text: outcome.textFor(audienceOf(view)) };
}
