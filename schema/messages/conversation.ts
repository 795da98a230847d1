/** Stored conversations in HTTP responses (SPEC, public interface). */
import { z } from "zod";
import { PageCursor } from "./page-cursor.ts";
import { CircleKind, MAX_TEXT_LENGTH, TurnView } from "./room-messages.ts";
import { PersonaStance } from "./stance.ts";
import { written } from "./written-text.ts";

export const EXPORT_FORMATS = ["docx", "pdf", "html", "md", "vtt", "csv", "json"] as const;

/** A finished turn; one that is still being spoken is not part of a stored conversation yet. */
export const StoredTurn = TurnView.pick({
  id: true,
  speakerId: true,
  speakerName: true,
  speakerKind: true,
  text: true,
  replyTo: true,
  startedAt: true,
  endedAt: true,
  inputTokens: true,
  outputTokens: true,
  costNano: true,
  voice: true,
  problem: true,
  edits: true,
}).extend({ status: z.enum(["finished", "interrupted", "failed"]) });
export type StoredTurn = z.infer<typeof StoredTurn>;

export const Conversation = z.object({
  circleId: z.string(),
  title: z.string(),
  topic: z.string(),
  kind: CircleKind,
  mode: z.enum(["auto", "manual"]),
  costNano: z.number().int(),
  placeId: z.string(),
  isPrivate: z.boolean(),
  /** Null while the circle is open. */
  endedAt: z.string().nullable(),
  /** Of the personas that took part. */
  personaIds: z.array(z.string()),
  /** Whether the reader may give it another title. */
  mayTitle: z.boolean(),
  /** Whether the reader put it into their archive. */
  isArchived: z.boolean(),
  turns: z.array(StoredTurn),
});
export type Conversation = z.infer<typeof Conversation>;

export const MAX_TITLE_LENGTH = 200;
export const ConversationTitle = z.object({ title: written(MAX_TITLE_LENGTH) });

export const ConversationArchived = z.object({ isArchived: z.boolean() });

/** `edits`: how often it had been edited when they read it. */
export const TurnEdit = z.object({ text: written(MAX_TEXT_LENGTH * 2), edits: z.number().int().min(0) });

/** As it was said, then as it was edited; the last one is shown. */
export const TurnWordings = z.object({
  /** Whether the reader may edit it. */
  mayEdit: z.boolean(),
  items: z.array(
    z.object({
      text: z.string(),
      /** Whose words they are; "" for somebody who has withdrawn. */
      byName: z.string(),
      writtenAt: z.string(),
    }),
  ),
});
export type TurnWordings = z.infer<typeof TurnWordings>;

/** The person has read up to this turn. */
export const ReadMark = z.object({ turnId: z.string().min(1).max(100) });
/** The last turn that they had read before; null: they had read nothing. */
export const ReadBefore = z.object({ turnId: z.string().nullable() });

/** Of open circles that the person has read before: those with turns that they have not. */
export const UnreadCounts = z.object({
  items: z.array(z.object({ circleId: z.string(), unreadCount: z.number().int() })),
});

const drift = z.number().min(-1).max(1).nullable();

/** Whether its personas stay themselves (SPEC M7). Null: too little talk to tell. */
export const ConversationCharacter = z.object({
  /** Share of persona turns that begin by agreeing. */
  agreement: z.number().min(0).max(1).nullable(),
  /** The same in the later half less in the earlier one. */
  agreementDrift: drift,
  /** Share of persona turns that nearly repeat one of the ten before. */
  nearRepeats: z.number().min(0).max(1).nullable(),
  /** How much more alike different personas sound in the later half than in the earlier one. */
  homogenisation: drift,
  personas: z.array(
    z.object({
      personaId: z.string(),
      name: z.string(),
      turns: z.number().int(),
      /** Closeness of its turns to its own others, less closeness to those of other personas. */
      distinctness: drift,
    }),
  ),
  /** Of every persona that has spoken, on each topic. */
  stances: z.array(PersonaStance),
});
export type ConversationCharacter = z.infer<typeof ConversationCharacter>;

export const ConversationSummary = z.object({
  circleId: z.string(),
  title: z.string(),
  topic: z.string(),
  kind: CircleKind,
  placeId: z.string(),
  isPrivate: z.boolean(),
  costNano: z.number().int(),
  turnCount: z.number().int(),
  /** Of a conversation that the reader has read before; otherwise 0. */
  unreadCount: z.number().int(),
  /** Names, in order of arrival. */
  participants: z.array(z.string()),
  createdAt: z.string(),
  /** Null while the circle is open. */
  endedAt: z.string().nullable(),
  /** The first turn that matches the search, or null. */
  found: z.string().nullable(),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

export const ConversationQuery = z.object({
  /** Words to find in title, topic or text. */
  q: z.string().trim().max(200).optional(),
  /** Those in the reader's archive, or all others. */
  shows: z.enum(["current", "archived"]).optional(),
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ConversationQuery = z.infer<typeof ConversationQuery>;

export const ConversationPage = z.object({
  items: z.array(ConversationSummary),
  /** The `cursor` of the next page; null on the last one. */
  next: z.string().nullable(),
});
export type ConversationPage = z.infer<typeof ConversationPage>;
