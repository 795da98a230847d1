/** A mind's view of a circle. */
import type { DebatePhase } from "../../schema/messages/debate.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import type { TurnWeights } from "../../schema/messages/turn-decision.ts";
import { mayBeUsed, type Audience, type Witnesses } from "../memory/witnesses.ts";

export type Participant = {
  id: string;
  name: string;
  kind: "person" | "persona";
  /** What they said in this talk that they are called, in lower case without accents. */
  nicknames?: readonly string[];
  /** What they are, each in one word in lower case: "nurse". */
  roles?: readonly string[];
};

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
  /** BCP 47 tag of the personas' language: "en", "de". */
  language: string;
  /** Present members, opener first. */
  participants: Participant[];
  /** Finished and interrupted turns, oldest first; at least the last 20 if there are that many. */
  utterances: Utterance[];
  /** Number of such turns before the first of `utterances`; 0 by default. */
  earlierTurns?: number;
  /** The text that the circle refines, where everybody present may read it; "" by default. */
  text?: string;
  /** User ids of those who hear it besides the members: the people who watch a session. */
  listeners?: readonly string[];
  /** Where the guide of a session is. */
  section?: { title: string; prompts: readonly string[]; shown?: string | undefined } | undefined;
  /** ms since epoch: what minds remember from other talk after it does not count (a branch, SPEC C8); absent: all does. */
  asOf?: number | undefined;
  /** Where its debate is, and who leads it. */
  debate?: { phase: DebatePhase; moderatorId: string } | undefined;
  /** What a facilitator told the next speaker privately. */
  whispers?: readonly string[];
  /** How much each factor counts when the next speaker is chosen; the defaults unless set. */
  turnWeights?: TurnWeights;
};

/** Who is entitled to hear what is said now: the people in a private circle, anyone in a public one. */
export const audienceOf = ({ isPrivate, participants, listeners = [] }: ConversationView): Audience =>
  isPrivate ? [...participants.flatMap(({ id, kind }) => (kind === "person" ? [id] : [])), ...listeners] : "anyone";

/** The part of the talk that everybody present heard, which is all that a mind may use when it speaks (SPEC M4). */
export function keepHeardByAll(view: ConversationView): ConversationView {
  const audience = audienceOf(view);
  const utterances = view.utterances.filter(({ witnesses }) => mayBeUsed(witnesses, audience));
  const earlierTurns = (view.earlierTurns ?? 0) + view.utterances.length - utterances.length;
  return { ...view, utterances, earlierTurns };
}
