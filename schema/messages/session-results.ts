/** What a session leaves: who said how much, what came out, what was pinned, what it cost (SPEC C9). */
import { z } from "zod";
import { StoredTurn } from "./conversation.ts";
import { GalleryView } from "./gallery.ts";
import { Outcome } from "./outcome.ts";
import { CircleKind } from "./room-messages.ts";
import { Figure, TestResult } from "./run-results.ts";
import { ProbeQuestion, ProbeTally, SessionProbe } from "./session-probe.ts";
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

/** The first round of a question against the last, of those who answered both. */
export const RoundChange = z.object({
  kind: z.enum(["person", "persona"]),
  both: z.number().int(),
  effects: z.array(Figure),
  /** After less before. */
  differences: z.array(Figure),
  /** `adjustedP`: by Holm, over all comparisons of the session; null where there is none for such a question. */
  test: TestResult.nullable(),
});
export type RoundChange = z.infer<typeof RoundChange>;

/** A question that was put to all, each time that it was, without who answered what. */
export const AskedQuestion = z.object({
  seriesId: z.string(),
  question: ProbeQuestion,
  rounds: z.array(
    SessionProbe.pick({ round: true, section: true, openedAt: true }).extend({
      people: ProbeTally,
      personas: ProbeTally,
    }),
  ),
  changes: z.array(RoundChange),
});
export type AskedQuestion = z.infer<typeof AskedQuestion>;

/** Of those of the audience who voted in both rounds. */
export const VoteChange = z.object({ both: z.number().int(), changed: z.number().int(), test: TestResult });
export type VoteChange = z.infer<typeof VoteChange>;

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
  /** Whether those who agreed to it appear by name, as the form says; everybody else who took part is numbered. */
  showsNames: z.boolean(),
  /** Most words first. */
  speakers: z.array(SpeakerShare),
  /** Those that have items. */
  outcomes: z.array(Outcome),
  /** What spectators asked, and how they voted. */
  gallery: GalleryView,
  /** Null until both rounds of the vote are closed. */
  voteChange: VoteChange.nullable(),
  /** What was put to all, the first first. */
  questions: z.array(AskedQuestion),
  /** Oldest first. */
  pins: z.array(PinnedQuotation),
  /** Dearest first; null for those who may not know them. */
  costs: z.array(ModelCost).nullable(),
  turns: z.array(SessionTurn),
});
export type SessionResults = z.infer<typeof SessionResults>;
