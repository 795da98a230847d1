/** Turns in the form that minds read. */
import type { Utterance } from "../../engine/mind/conversation.ts";

/** Maximum number of utterances that minds read. */
export const MAX_UTTERANCES = 40;

type Said = Pick<Utterance, "id" | "speakerId" | "speakerName" | "text"> & {
  speakerKind: string;
  status: string;
  replyTo?: string | null;
  /** Absent when said in public. */
  witnesses?: Utterance["witnesses"];
  /** Also as ISO 8601. */
  startedAt: Date | string;
};

/** Converts a turn that was said: neither failed nor still being spoken. */
export const toUtterance = (turn: Said): Utterance => ({
  id: turn.id,
  speakerId: turn.speakerId,
  speakerName: turn.speakerName,
  speakerKind: turn.speakerKind as Utterance["speakerKind"],
  text: turn.text,
  status: turn.status as Utterance["status"],
  replyTo: turn.replyTo ?? null,
  witnesses: turn.witnesses ?? null,
  at: new Date(turn.startedAt).getTime(),
});
