/** What a session leaves: who said how much, what came out, what was pinned, what it cost (SPEC C9). */
import { z } from "zod";
import { StoredTurn } from "./conversation.ts";
import { GalleryView } from "./gallery.ts";
import { Outcome } from "./outcome.ts";
import { CircleKind } from "./room-messages.ts";
import { GuideSection, SessionStatus } from "./session.ts";

/** A share of the words: of all that was said, failed turns left out. */
export const SpeakerShare = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["person", "persona"]),
  turns: z.number().int(),
  words: z.number().int(),
  share: z.number().min(0).max(1),
  /** Models that wrote its turns, by route; empty for people. */
  voices: z.array(z.string()),
});
export type SpeakerShare = z.infer<typeof SpeakerShare>;

/** The calls of one model for this session, whatever for. */
export const ModelCost = z.object({
  model: z.string(),
  calls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costNano: z.number().int(),
});
export type ModelCost = z.infer<typeof ModelCost>;

/** Word for word what a turn said. */
export const PinnedQuotation = z.object({
  turnId: z.string(),
  quotation: z.string(),
  speakerName: z.string(),
  note: z.string(),
  at: z.string(),
});
export type PinnedQuotation = z.infer<typeof PinnedQuotation>;

/** A turn, and the section of the guide in which it began, counted from 0. */
export const SessionTurn = StoredTurn.extend({ section: z.number().int() });
export type SessionTurn = z.infer<typeof SessionTurn>;

export const SessionResults = z.object({
  id: z.string(),
  title: z.string(),
  topic: z.string(),
  kind: CircleKind,
  status: SessionStatus,
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  guide: z.array(GuideSection),
  /** How many were let in by role, and how many withdrew, of whom nothing else is here. */
  people: z.object({
    facilitator: z.number().int(),
    participant: z.number().int(),
    observer: z.number().int(),
    spectator: z.number().int(),
    withdrawn: z.number().int(),
  }),
  /** Most words first. */
  speakers: z.array(SpeakerShare),
  /** Those that have items. */
  outcomes: z.array(Outcome),
  /** What spectators asked, and how they voted. */
  gallery: GalleryView,
  /** Oldest first. */
  pins: z.array(PinnedQuotation),
  /** Dearest first; null for those who may not know them. */
  costs: z.array(ModelCost).nullable(),
  turns: z.array(SessionTurn),
});
export type SessionResults = z.infer<typeof SessionResults>;
