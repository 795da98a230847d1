/** What a model, or the rules of the rehearsal voice, propose becomes part of an outcome as far as it holds (SPEC C2, M4). */
import { ITEM_TYPES, MAX_ITEM_LENGTH, type ItemContent } from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import type { Utterance } from "../mind/conversation.ts";
import { mayBeUsed, type Witnesses } from "../memory/witnesses.ts";
import { findQuote } from "../text/find-quote.ts";
import { fillIn } from "./fill-in.ts";
import { isLike } from "./is-like.ts";
import { documentOf, isFull, isOfPeople, mapLinks, type KeptItem, type OutcomeState } from "./outcome-state.ts";

/** Points of the summary that are kept of those that nobody corrected. */
export const MOST_POINTS = 8;

/** `label`: the id of an item there is, or a name by which others of the same update refer to a new one. */
export type Proposal = { label: string; content: ItemContent; turnIds: readonly string[] };

export type OutcomeUpdate = {
  madeBy: "model" | "rules";
  proposals: readonly Proposal[];
  /** Points of the summary that others have made unnecessary. */
  removed: readonly string[];
};

export type UpdateMatter = {
  kind: CircleKind;
  language: string;
  /** What it was made of, at most; items made of anything else are dropped. */
  turns: readonly Utterance[];
  /** Who heard all of what it was made of: who may see its items (M4). */
  company: Witnesses;
  newId(): string;
};

/** Applying the same update again changes nothing but the count of dropped quotations. */
export function applyOutcomeUpdate(state: OutcomeState, update: OutcomeUpdate, matter: UpdateMatter): OutcomeState {
  const items = new Map(state.items.map((item) => [item.id, item]));
  const ids = new Map<string, string>();
  let { droppedQuotations } = state;
  const said = update.proposals.flatMap((proposal) => {
    const turnIds = turnsOf(proposal, matter.turns);
    if (!ITEM_TYPES[matter.kind].includes(proposal.content.type) || turnIds.length === 0) return [];
    const { content, dropped } = keepSaid(proposal.content, matter.turns);
    droppedQuotations += dropped;
    return [{ ...proposal, content, turnIds }];
  });
  const isRevision = ({ label }: Proposal) => items.has(label);
  const [revisions, additions] = [said.filter(isRevision), said.filter((proposal) => !isRevision(proposal))];
  const touched = new Set<string>();
  for (const { label, content, turnIds } of revisions) {
    const item = items.get(label)!;
    if (item.content.type !== content.type || content.type === "change" || !mayRevise(item, matter.company)) continue;
    items.set(label, {
      ...item,
      content: fillIn(content, item.content as typeof content),
      turnIds: [...new Set([...item.turnIds, ...turnIds])],
      outdatedTurnIds: [],
    });
    touched.add(label);
  }
  for (const proposal of additions) {
    const item = place(items, proposal, update.madeBy, matter);
    if (!item) continue;
    ids.set(proposal.label, item.id);
    if (!state.items.some(({ id }) => id === item.id)) touched.add(item.id);
  }
  for (const id of touched) items.set(id, resolve(items.get(id)!, items, { ...matter, ids }));
  for (const id of [...update.removed, ...oldPoints(items, matter.company)]) removePoint(items, id, matter.company);
  return { items: [...items.values()].map((item) => count(item, state)), droppedQuotations };
}

/** However much of an item an update changes, its version grows by one. */
function count(item: KeptItem, { items }: OutcomeState): KeptItem {
  const before = items.find(({ id }) => id === item.id);
  if (!before || JSON.stringify(before) === JSON.stringify(item)) return before ?? item;
  return { ...item, version: before.version + 1 };
}

/** @returns the item that says what the proposal says, a new one if there is none; null when it may not be */
function place(
  items: Map<string, KeptItem>,
  { content, turnIds }: Proposal,
  madeBy: KeptItem["madeBy"],
  matter: UpdateMatter,
): KeptItem | null {
  const alike = findAlike(items, content, turnIds, matter);
  if (alike) return alike.isDeleted ? null : alike;
  if (!mayAdd(items, content)) return null;
  const item: KeptItem = {
    id: matter.newId(),
    content,
    turnIds,
    outdatedTurnIds: [],
    witnesses: matter.company,
    madeBy,
    correctedBy: null,
    version: 1,
    state: content.type === "change" ? "open" : null,
    revision: null,
    isDeleted: false,
    formerTexts: [],
    hasVotes: false,
  };
  items.set(item.id, item);
  return item;
}

function mayAdd(items: ReadonlyMap<string, KeptItem>, content: ItemContent): boolean {
  if (content.type === "document" || content.type === "source") return false;
  const kept = [...items.values()];
  if (content.type === "change") {
    const document = documentOf(kept);
    const length = document?.content.text.length ?? 0;
    const isThere = document?.revision === content.revision && content.start <= content.end && content.end <= length;
    if (!isThere) return false;
  }
  return !isFull(kept, content.type);
}

/** Only what was made of words that the same people heard, and that no person has touched. */
const mayRevise = (item: KeptItem, company: Witnesses): boolean =>
  !item.isDeleted && !isOfPeople(item) && sameCompany(item.witnesses, company);

const sameCompany = (one: Witnesses, other: Witnesses): boolean =>
  one === null || other === null ? one === other : one.toSorted().join() === other.toSorted().join();

/** An item that says this, said it before it was corrected, or said it until it was deleted. */
function findAlike(
  items: ReadonlyMap<string, KeptItem>,
  content: ItemContent,
  turnIds: readonly string[],
  { language }: UpdateMatter,
): KeptItem | undefined {
  const ofType = [...items.values()].filter((item) => item.content.type === content.type);
  if (content.type === "change") return ofType.find((item) => saysSame(item.content, content));
  return ofType.find(
    (item) =>
      [item.content.text, ...item.formerTexts].some((text) => isLike(text, content.text, language)) ||
      (item.isDeleted && turnIds.every((id) => item.turnIds.includes(id))),
  );
}

/** Whatever the reason that is given: the same words in the same place. */
const saysSame = (one: ItemContent, other: ItemContent): boolean =>
  one.type === "change" &&
  other.type === "change" &&
  one.start === other.start &&
  one.end === other.end &&
  one.inserted === other.inserted;

function turnsOf({ turnIds }: Proposal, turns: readonly Utterance[]): string[] {
  const named = new Set(turnIds);
  return turns.flatMap(({ id }) => (named.has(id) ? [id] : []));
}

/** Words that are spaced out there may be longer than those that were given: too long to be kept. */
function findShort(text: string, quote: string): string | null {
  const words = findQuote(text, quote);
  return words !== null && words.length <= MAX_ITEM_LENGTH ? words : null;
}

/** Quotations are kept as they were said; those that were not are dropped. */
function keepSaid(content: ItemContent, turns: readonly Utterance[]): { content: ItemContent; dropped: number } {
  if (content.type !== "theme") return { content, dropped: 0 };
  const quotations = content.quotations.flatMap(({ turnId, text }) => {
    const words = findShort(turns.find(({ id }) => id === turnId)?.text ?? "", text);
    return words === null ? [] : [{ turnId, text: words }];
  });
  return { content: { ...content, quotations }, dropped: content.quotations.length - quotations.length };
}

/** Labels become ids; links to nothing, to itself, or to what not all who see the item may see, go. */
function resolve(
  item: KeptItem,
  items: ReadonlyMap<string, KeptItem>,
  { ids, company }: { ids: ReadonlyMap<string, string>; company: Witnesses },
): KeptItem {
  const linked = mapLinks(item.content, ({ id: label, types }) => {
    const other = items.get(ids.get(label) ?? label);
    if (!other || other.id === item.id || other.isDeleted || !types.includes(other.content.type)) return null;
    return mayBeUsed(other.witnesses, company ?? "anyone") ? other.id : null;
  });
  return { ...item, content: withCheck(linked, items) };
}

/** A claim counts as checked only by words that are in the source. */
function withCheck(content: ItemContent, items: ReadonlyMap<string, KeptItem>): ItemContent {
  if (content.type !== "claim" || !content.check) return content;
  const source = items.get(content.check.sourceId)?.content;
  const quote = source?.type === "source" ? findShort(source.text, content.check.quote) : null;
  return { ...content, check: quote === null ? null : { ...content.check, quote } };
}

/** The summary stays short: the oldest points that nobody touched go first. */
function oldPoints(items: ReadonlyMap<string, KeptItem>, company: Witnesses): string[] {
  const points = [...items.values()].filter((item) => item.content.type === "summary" && mayRevise(item, company));
  return points.slice(0, Math.max(0, points.length - MOST_POINTS)).map(({ id }) => id);
}

function removePoint(items: Map<string, KeptItem>, id: string, company: Witnesses): void {
  const item = items.get(id);
  if (item?.content.type === "summary" && mayRevise(item, company)) items.set(id, { ...item, isDeleted: true });
}
