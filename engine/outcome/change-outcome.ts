/** What people add to an outcome, correct, delete and decide, as changes of its items (SPEC C2, M4). */
import {
  ITEM_TYPES,
  MAX_DOCUMENT_LENGTH,
  MAX_ITEMS,
  type ChangeState,
  type ItemContent,
} from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { applyChange, findRewrite, moveChange, type TrackedChange } from "../../schema/rules/tracked-changes.ts";
import { sharedWitnesses, type Witnesses } from "../memory/witnesses.ts";
import { findQuote } from "../text/find-quote.ts";
import { documentOf, linksOf, type KeptItem } from "./outcome-state.ts";

export type OutcomeRefusal =
  | "no-such-item"
  | "item-changed"
  | "item-not-of-kind"
  | "item-turns-unknown"
  | "item-links-unknown"
  | "item-quotation-unknown"
  | "change-not-open"
  | "one-document"
  | "no-document"
  | "document-too-long"
  | "too-many-items";

export class OutcomeRefused extends Error {
  readonly code: OutcomeRefusal;
  constructor(code: OutcomeRefusal) {
    super(code);
    this.name = "OutcomeRefused";
    this.code = code;
  }
}

/** A turn that an item links to. */
export type LinkedTurn = { id: string; text: string; witnesses: Witnesses };

export type PersonChange = {
  person: { id: string; name: string };
  /** Who sees what is written now: the people in a private circle, if any are there; null in a public one. */
  present: Witnesses;
  /** Turns of the conversation that the person may read, and that the change names. */
  turns: readonly LinkedTurn[];
};

type NewContent = { id: string; kind: CircleKind; content: ItemContent; turnIds: readonly string[]; count: number };

/** @param items those that the person may see; `count`: how many there are in all. @throws OutcomeRefused */
export function addItem(items: readonly KeptItem[], added: NewContent, change: PersonChange): KeptItem {
  const { id, kind, content, turnIds, count } = added;
  if (!ITEM_TYPES[kind].includes(content.type)) throw new OutcomeRefused("item-not-of-kind");
  if (count >= MAX_ITEMS) throw new OutcomeRefused("too-many-items");
  if (content.type === "document" && documentOf(items)) throw new OutcomeRefused("one-document");
  const turns = findTurns(turnIds, change);
  refuseUnknown(items, content, turns);
  return {
    id,
    content,
    turnIds,
    outdatedTurnIds: [],
    witnesses:
      turns.length > 0
        ? sharedWitnesses(turns.map(({ witnesses }) => witnesses))
        : seenBy(change.present, [change.person.id]),
    madeBy: "person",
    correctedBy: change.person,
    version: 1,
    state: content.type === "change" ? "open" : null,
    revision: content.type === "document" ? 1 : null,
    isDeleted: false,
    formerTexts: [],
    hasVotes: false,
  };
}

type Correction = { id: string; version: number; content: ItemContent; turnIds?: readonly string[] | undefined };

/**
 * @returns the items that change: a rewritten document moves or outdates its open changes, a source's words that go take
 * their checks along. @throws OutcomeRefused
 */
export function correctItem(items: readonly KeptItem[], correction: Correction, change: PersonChange): KeptItem[] {
  const item = findItem(items, correction);
  const { content } = correction;
  if (content.type !== item.content.type) throw new OutcomeRefused("item-not-of-kind");
  if (item.state !== null && item.state !== "open") throw new OutcomeRefused("change-not-open");
  const turnIds = correction.turnIds ?? item.turnIds;
  const turns = findTurns(turnIds, change);
  refuseUnknown(items, content, turns);
  const corrected = { ...touch(item, change), content, turnIds };
  const formerTexts = [...new Set([...item.formerTexts, item.content.text])].filter((text) => text !== content.text);
  const heard = sharedWitnesses(turns.map(({ witnesses }) => witnesses));
  const witnesses = sharedWitnesses([corrected.witnesses, heard]);
  if (item.content.type !== "document")
    return [{ ...corrected, witnesses, formerTexts }, ...uncheck(items, item.id, content.text)];
  const rewrite = findRewrite(item.content.text, content.text);
  const revision = (item.revision ?? 0) + 1;
  return [{ ...corrected, witnesses, revision }, ...moveOpen(items, rewrite, revision)];
}

/** Claims that were checked by words that are no longer in the source. */
const uncheck = (items: readonly KeptItem[], sourceId: string, text: string): KeptItem[] =>
  items.flatMap((item) => {
    const { content, version } = item;
    if (content.type !== "claim" || content.check?.sourceId !== sourceId) return [];
    if (findQuote(text, content.check.quote) !== null) return [];
    return [{ ...item, version: version + 1, content: { ...content, check: null } }];
  });

/** @throws OutcomeRefused */
export function deleteItem(
  items: readonly KeptItem[],
  asked: { id: string; version: number },
  change: PersonChange,
): KeptItem[] {
  return [{ ...touch(findItem(items, asked), change), isDeleted: true }];
}

type Decision = { id: string; version: number; state: Extract<ChangeState, "accepted" | "refused"> };

/** An accepted change makes the document's next text; the other open ones move along, or are outdated. @throws OutcomeRefused */
export function decideChange(items: readonly KeptItem[], decision: Decision, change: PersonChange): KeptItem[] {
  const item = findItem(items, decision);
  const { content } = item;
  if (content.type !== "change") throw new OutcomeRefused("item-not-of-kind");
  if (item.state !== "open") throw new OutcomeRefused("change-not-open");
  const decided = { ...touch(item, change), state: decision.state };
  if (decision.state === "refused") return [decided];
  const document = documentOf(items);
  if (document?.content.type !== "document") throw new OutcomeRefused("no-document");
  if (content.revision !== document.revision) throw new OutcomeRefused("change-not-open");
  const revision = document.revision + 1;
  const text = applyChange(document.content.text, content);
  if (text.length > MAX_DOCUMENT_LENGTH) throw new OutcomeRefused("document-too-long");
  const others = items.filter(({ id }) => id !== item.id);
  const touched = touch(document, change);
  return [
    decided,
    {
      ...touched,
      content: { ...document.content, text },
      revision,
      witnesses: sharedWitnesses([touched.witnesses, item.witnesses]),
    },
    ...moveOpen(others, content, revision),
  ];
}

function moveOpen(items: readonly KeptItem[], applied: TrackedChange, revision: number): KeptItem[] {
  return items.flatMap((item): KeptItem[] => {
    const { content, state } = item;
    if (content.type !== "change" || state !== "open" || item.isDeleted) return [];
    const moved = content.revision === revision - 1 ? moveChange(content, applied) : null;
    const version = item.version + 1;
    if (!moved) return [{ ...item, version, state: "outdated" }];
    return [{ ...item, version, content: { ...moved, revision } }];
  });
}

/** Where nobody is there, `otherwise` see it. */
const seenBy = (present: Witnesses, otherwise: Witnesses): Witnesses =>
  present !== null && present.length === 0 ? otherwise : present;

/** Whoever left may not see what is written now, and whoever came may not see what it was made of. */
const touch = (item: KeptItem, { person, present }: PersonChange): KeptItem => ({
  ...item,
  correctedBy: person,
  version: item.version + 1,
  witnesses: sharedWitnesses([item.witnesses, seenBy(present, item.witnesses)]),
});

function findItem(items: readonly KeptItem[], { id, version }: { id: string; version: number }): KeptItem {
  const item = items.find((other) => other.id === id && !other.isDeleted);
  if (!item) throw new OutcomeRefused("no-such-item");
  if (item.version !== version) throw new OutcomeRefused("item-changed");
  return item;
}

function findTurns(turnIds: readonly string[], { turns }: PersonChange): LinkedTurn[] {
  return turnIds.map((id) => {
    const turn = turns.find((one) => one.id === id);
    if (!turn) throw new OutcomeRefused("item-turns-unknown");
    return turn;
  });
}

function refuseUnknown(items: readonly KeptItem[], content: ItemContent, turns: readonly LinkedTurn[]): void {
  const find = (id: string) => items.find((item) => item.id === id && !item.isDeleted)?.content;
  if (linksOf(content).some(({ id, types }) => !types.includes(find(id)?.type ?? "summary")))
    throw new OutcomeRefused("item-links-unknown");
  if (content.type === "theme" && !content.quotations.every((quotation) => isSaid(quotation, turns)))
    throw new OutcomeRefused("item-quotation-unknown");
  if (content.type === "claim" && content.check) {
    const source = find(content.check.sourceId);
    if (findQuote(source?.text ?? "", content.check.quote) === null) throw new OutcomeRefused("item-quotation-unknown");
  }
  if (content.type === "change") refuseMisplaced(items, content);
}

const isSaid = ({ turnId, text }: { turnId: string; text: string }, turns: readonly LinkedTurn[]): boolean =>
  findQuote(turns.find(({ id }) => id === turnId)?.text ?? "", text) !== null;

function refuseMisplaced(items: readonly KeptItem[], { revision, start, end }: TrackedChange & { revision: number }) {
  const document = documentOf(items);
  if (!document) throw new OutcomeRefused("no-document");
  if (document.revision !== revision) throw new OutcomeRefused("item-changed");
  if (start > end || end > document.content.text.length) throw new OutcomeRefused("change-not-open");
}
