/** The structured outcomes of a conversation, one for each kind it had, made of items that link to turns (SPEC C2). */
import { z } from "zod";
import { Message } from "./message.ts";
import { CircleKind } from "./room-messages.ts";
import { isText, written } from "./written-text.ts";

/** Turns after which an outcome is brought up to date. */
export const TURNS_AN_UPDATE = 6;
export const MAX_ITEM_LENGTH = 500;
export const MAX_DOCUMENT_LENGTH = 20_000;
/** Of a refined text, this many of its latest versions are kept. */
export const MAX_REVISIONS = 100;
/** Items of one outcome that are not deleted; models count points of the summary apart. */
export const MAX_ITEMS = 120;

const id = z.string().min(1).max(100);
const text = written(MAX_ITEM_LENGTH);
const longText = z.string().max(MAX_DOCUMENT_LENGTH).refine(isText, "has characters that are no text");
const ids = z.array(id).max(20).default([]);
const name = written(100).nullable().default(null);

/** What an item says, by type. Who said it follows from its turns. Ids of items are those of the same outcome. */
export const ItemContent = z.discriminatedUnion("type", [
  /** Any kind: what has been said so far, point by point. */
  z.object({ type: z.literal("summary"), text }),
  /** Debate: what somebody stands for. */
  z.object({ type: z.literal("position"), text }),
  /** Debate: a claim of the argument map, its edges leading to positions and other claims. */
  z.object({
    type: z.literal("claim"),
    text,
    edges: z
      .array(z.object({ to: id, relation: z.enum(["supports", "attacks"]) }))
      .max(20)
      .default([]),
    /** `quote` is word for word in the source `sourceId`, whose checker is named; null: not checked. */
    check: z
      .object({ verdict: z.enum(["supported", "contradicted"]), sourceId: id, quote: text })
      .nullable()
      .default(null),
  }),
  /** Debate: what the named checker, a persona or a person, goes by. Only people add sources. */
  z.object({
    type: z.literal("source"),
    text: written(MAX_ITEM_LENGTH * 16),
    title: written(200),
    checker: written(100),
  }),
  /** Ideation. `buildsOn`: ideas. */
  z.object({ type: z.literal("idea"), text, buildsOn: ids, clusterId: id.nullable().default(null) }),
  z.object({ type: z.literal("cluster"), text }),
  /** Refinement: the text itself, at most one. A person sets it; accepted changes make its next `revision`. */
  z.object({ type: z.literal("document"), text: longText }),
  /**
   * Refinement: a tracked change. `start` and `end` count UTF-16 units in the document at `revision`; an insertion has
   * start = end, a deletion inserts "". An open change moves along when another is accepted; it is outdated when that
   * touched the same words, or people rewrote them.
   */
  z.object({
    type: z.literal("change"),
    /** Why. */
    text: z.string().trim().max(MAX_ITEM_LENGTH).refine(isText, "has characters that are no text").default(""),
    revision: z.number().int().min(1),
    start: z.number().int().min(0).max(MAX_DOCUMENT_LENGTH),
    end: z.number().int().min(0).max(MAX_DOCUMENT_LENGTH),
    inserted: longText,
  }),
  /** Planning: `due` as it was said ("by Friday"), or a date. */
  z.object({
    type: z.literal("task"),
    text,
    owner: name,
    due: name,
    resources: z.array(written(100)).max(10).default([]),
  }),
  /** Planning. `taskIds`: tasks at risk. */
  z.object({ type: z.literal("risk"), text, taskIds: ids }),
  /** Focus group: a topic of the guide. */
  z.object({ type: z.literal("topic"), text, isCovered: z.boolean().default(false) }),
  /** Focus group. Each quotation is word for word in its turn, which is one of the item's. */
  z.object({
    type: z.literal("theme"),
    text,
    quotations: z
      .array(z.object({ turnId: id, text }))
      .max(20)
      .default([]),
  }),
]);
export type ItemContent = z.infer<typeof ItemContent>;
export type ItemType = ItemContent["type"];

export const ITEM_TYPES: Record<CircleKind, readonly ItemType[]> = {
  chat: ["summary"],
  debate: ["summary", "position", "claim", "source"],
  ideation: ["summary", "idea", "cluster"],
  refinement: ["summary", "document", "change"],
  planning: ["summary", "task", "risk"],
  "focus-group": ["summary", "topic", "theme"],
};

/** "outdated": the words that it would change are no longer there. */
export const ChangeState = z.enum(["open", "accepted", "refused", "outdated"]);
export type ChangeState = z.infer<typeof ChangeState>;

export const OutcomeItem = z.object({
  id: z.string(),
  content: ItemContent,
  /** The turns it is made of, in order; none for what people added without one. */
  turnIds: z.array(z.string()),
  /** Those of them that were edited since: what it says may be from their earlier words. */
  outdatedTurnIds: z.array(z.string()),
  /** Who said these turns, in order of their first one. */
  speakers: z.array(z.object({ id: z.string(), name: z.string() })),
  /** "rules": made without a model, by the rehearsal voice. */
  madeBy: z.enum(["model", "rules", "person"]),
  /** The person who added or last corrected it; no model changes it any more. */
  correctedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Counts its changes from 1; a correction names the one it has seen. */
  version: z.number().int(),
  /** Ideas: people's votes, and whether the reader's is one of them. */
  votes: z.number().int(),
  hasMyVote: z.boolean(),
  /** Changes only; otherwise null. */
  state: ChangeState.nullable(),
  /** The document's number of versions, its first included; otherwise null. */
  revision: z.number().int().nullable(),
});
export type OutcomeItem = z.infer<typeof OutcomeItem>;

export const Outcome = z.object({
  kind: CircleKind,
  /** Grows with every change of any of its items. */
  version: z.number().int(),
  /** Oldest first: those that the reader may see. */
  items: z.array(OutcomeItem),
  /** Turns that were said since it was last brought up to date. */
  turnsWaiting: z.number().int(),
  /** Quotations that a model gave and that are in no turn: they were dropped. */
  droppedQuotations: z.number().int(),
});
export type Outcome = z.infer<typeof Outcome>;

export const ConversationOutcome = z.object({
  circleId: z.string(),
  /** The kind it has now. */
  kind: CircleKind,
  /** Whether the reader may add, correct, delete, vote and decide. */
  mayCorrect: z.boolean(),
  /** That of the current kind first, then earlier kinds that have items. */
  outcomes: z.array(Outcome).min(1),
  /**
   * How it is kept up to date: "model"; "rules", while the rehearsal voice speaks; "none", where no model can. `why`
   * says it in words unless a model does, or the last attempt failed ("outcome-failed").
   */
  keeper: z.object({ by: z.enum(["model", "rules", "none"]), why: Message.nullable() }),
  /** Two or three lines to begin with, in the circle's language, for its kind and topic; none once there has been much talk. */
  starters: z.array(z.string()),
});
export type ConversationOutcome = z.infer<typeof ConversationOutcome>;

/** A version of a refined text; `changeId`: the change whose acceptance made it, null where `by` wrote it. */
export const TextRevision = z.object({
  revision: z.number().int(),
  at: z.iso.datetime(),
  by: z.object({ id: z.string(), name: z.string() }),
  changeId: z.string().nullable(),
});
export type TextRevision = z.infer<typeof TextRevision>;
/** Newest first, the present one included. */
export const TextRevisions = z.object({ revisions: z.array(TextRevision) });
export const RevisionQuery = z.object({ revision: z.coerce.number().int().min(1).optional() });

/** Turns that the person may read. */
const turnIds = z.array(id).max(50).default([]);

export const NewItem = z.object({ kind: CircleKind, content: ItemContent, turnIds });
export type NewItem = z.infer<typeof NewItem>;

/** A correction: the content replaces the old one, of the same type. Turns that are not named stay. */
export const ItemCorrection = z.object({
  version: z.number().int().min(1),
  content: ItemContent,
  turnIds: z.array(id).max(50).optional(),
});
export type ItemCorrection = z.infer<typeof ItemCorrection>;

export const ItemVersion = z.object({ version: z.coerce.number().int().min(1) });
export const ItemVote = z.object({ voted: z.boolean() });
/** Accepts or refuses an open change. `version`: the item's. */
export const ChangeDecision = z.object({ version: z.number().int().min(1), state: z.enum(["accepted", "refused"]) });
