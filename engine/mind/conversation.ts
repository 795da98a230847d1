/** What a mind sees of a circle. */
import type { CircleKind } from "../../schema/messages/room-messages.ts";

export type Participant = { id: string; name: string; kind: "person" | "persona" };

export type Utterance = {
  id: string;
  speakerId: string;
  speakerName: string;
  speakerKind: "person" | "persona";
  text: string;
  status: "finished" | "interrupted" | "failed";
  replyTo: string | null;
  /** ms since epoch */
  at: number;
};

export type ConversationView = {
  circleId: string;
  topic: string;
  kind: CircleKind;
  /** BCP 47 tag the personas speak: "en", "de". */
  language: string;
  /** Present members, opener first. */
  participants: Participant[];
  /** Finished and interrupted turns, oldest first; at least the last 20 where there are as many. */
  utterances: Utterance[];
  /** How many such turns there were before the first of `utterances`; 0 unless told. */
  earlierTurns?: number;
};
