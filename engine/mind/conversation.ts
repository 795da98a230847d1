/** What a mind sees of a circle. */
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { mayBeUsed, type Audience, type Witnesses } from "../memory/witnesses.ts";

export type Participant = { id: string; name: string; kind: "person" | "persona" };

export type Utterance = {
  id: string;
  speakerId: string;
  speakerName: string;
  speakerKind: "person" | "persona";
  text: string;
  status: "finished" | "interrupted" | "failed";
  replyTo: string | null;
  witnesses: Witnesses;
  /** ms since epoch */
  at: number;
};

export type ConversationView = {
  circleId: string;
  topic: string;
  kind: CircleKind;
  isPrivate: boolean;
  /** BCP 47 tag the personas speak: "en", "de". */
  language: string;
  /** Present members, opener first. */
  participants: Participant[];
  /** Finished and interrupted turns, oldest first; at least the last 20 where there are as many. */
  utterances: Utterance[];
  /** How many such turns there were before the first of `utterances`; 0 unless told. */
  earlierTurns?: number;
};

/** Who is entitled to hear what is said now: the people in a private circle, anyone in a public one. */
export const audienceOf = ({ isPrivate, participants }: ConversationView): Audience =>
  isPrivate ? participants.flatMap(({ id, kind }) => (kind === "person" ? [id] : [])) : "anyone";

/** The talk as far as everybody heard it who is there now: what a mind may go by when it speaks (SPEC M4). */
export function keepHeardByAll(view: ConversationView): ConversationView {
  const audience = audienceOf(view);
  const utterances = view.utterances.filter(({ witnesses }) => mayBeUsed(witnesses, audience));
  const earlierTurns = (view.earlierTurns ?? 0) + view.utterances.length - utterances.length;
  return { ...view, utterances, earlierTurns };
}
