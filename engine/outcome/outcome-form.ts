/** The form in which a model answers what has become of a conversation, by kind; and what its answers propose (SPEC C2). */
import { z } from "zod";
import { ITEM_TYPES, ItemContent, MAX_ITEM_LENGTH, type ItemType } from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { findRewrite, type TrackedChange } from "../../schema/rules/tracked-changes.ts";
import type { Proposal } from "./apply-outcome-update.ts";
import { documentOf, isFull, type KeptItem } from "./outcome-state.ts";

type JsonSchema = Record<string, unknown>;
const TEXT: JsonSchema = { type: "string" };
const MAYBE: JsonSchema = { type: ["string", "null"] };
const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const formOf = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** What a model writes; people write documents and sources. */
type Written = Exclude<ItemType, "document" | "source">;
const FIELDS: Record<Written, { asks: string; fields: Record<string, JsonSchema> }> = {
  summary: { asks: "what has been said so far, in one short sentence a point, a few points in all", fields: {} },
  position: { asks: "what somebody stands for in this debate", fields: {} },
  claim: {
    asks: "a claim that somebody makes. edges: which positions or other claims it supports or attacks. check: only if a source of the list speaks of it, with the words of the source copied exactly; otherwise null",
    fields: {
      edges: listOf(formOf({ to: TEXT, relation: { type: "string", enum: ["supports", "attacks"] } })),
      check: {
        anyOf: [
          formOf({ source: TEXT, verdict: { type: "string", enum: ["supported", "contradicted"] }, quote: TEXT }),
          { type: "null" },
        ],
      },
    },
  },
  idea: {
    asks: "an idea. buildsOn: the ideas it takes further. cluster: the group it belongs to, or null",
    fields: { buildsOn: listOf(TEXT), cluster: MAYBE },
  },
  cluster: { asks: "the name of a group of at least two ideas that have something in common", fields: {} },
  change: {
    asks: "an edit of the text that somebody proposed. words: the words of the text that change, copied exactly, long enough to occur once. new: what stands there instead; it repeats those words where something is only added, and is empty where they go. text: why",
    fields: { words: TEXT, new: TEXT },
  },
  task: {
    asks: "something to be done. owner: who does it, due: until when, both as they were said, or null. resources: what it needs",
    fields: { owner: MAYBE, due: MAYBE, resources: listOf(TEXT) },
  },
  risk: { asks: "what could go wrong. tasks: the tasks at risk", fields: { tasks: listOf(TEXT) } },
  topic: {
    asks: "a question or topic that the group was asked about. covered: whether at least two have answered it",
    fields: { covered: { type: "boolean" } },
  },
  theme: {
    asks: "what several of them feel or have lived through. quotations: words copied exactly from a line, with its number",
    fields: { quotations: listOf(formOf({ turn: { type: "integer" }, words: TEXT })) },
  },
};

const writtenTypes = (kind: CircleKind, items: readonly KeptItem[]): Written[] =>
  ITEM_TYPES[kind].filter(
    (type): type is Written =>
      type !== "document" &&
      type !== "source" &&
      (type !== "change" || documentOf(items) !== undefined) &&
      !isFull(items, type),
  );

/** One line for each type of item, for the prompt. */
export const describeForm = (kind: CircleKind, items: readonly KeptItem[]): string[] =>
  writtenTypes(kind, items).map((type) => `- ${type}: ${FIELDS[type].asks}`);

export const buildOutcomeSchema = (kind: CircleKind, items: readonly KeptItem[]): JsonSchema =>
  formOf({
    ...Object.fromEntries(
      writtenTypes(kind, items).map((type) => {
        const fields = { id: TEXT, text: TEXT, ...FIELDS[type].fields, turns: listOf({ type: "integer" }) };
        return [type, listOf(formOf(fields))];
      }),
    ),
    obsolete: listOf(TEXT),
  });

/** Entries are read one by one, so that one that is wrong spoils no other. */
export const OutcomeAnswer = z.record(z.string(), z.array(z.unknown()));
export type OutcomeAnswer = z.infer<typeof OutcomeAnswer>;

/** `items` and `turnIds` in the order in which the prompt numbers them. */
type Shown = { items: readonly KeptItem[]; turnIds: readonly string[] };

export function readOutcomeAnswer(
  answer: OutcomeAnswer,
  kind: CircleKind,
  shown: Shown,
): { proposals: Proposal[]; removed: string[] } {
  const refer = (label: string): string => shown.items[Number(/^i(\d+)$/.exec(label)?.[1]) - 1]?.id ?? label;
  const proposals = writtenTypes(kind, shown.items).flatMap((type) =>
    (answer[type] ?? []).flatMap((entry) => readEntry(type, entry, shown, refer) ?? []),
  );
  const removed = (answer["obsolete"] ?? []).flatMap((label) => (typeof label === "string" ? refer(label) : []));
  return { proposals, removed };
}

const Entry = z.object({
  id: z.string().max(100).default(""),
  text: z.string(),
  turns: z.array(z.int()).max(100),
  edges: z.array(z.object({ to: z.string(), relation: z.enum(["supports", "attacks"]) })).default([]),
  check: z
    .object({ source: z.string(), verdict: z.enum(["supported", "contradicted"]), quote: z.string() })
    .nullish()
    .catch(null),
  buildsOn: z.array(z.string()).default([]),
  cluster: z.string().nullish(),
  words: z.string().default(""),
  new: z.string().default(""),
  owner: z.string().nullish(),
  due: z.string().nullish(),
  resources: z.array(z.string()).default([]),
  tasks: z.array(z.string()).default([]),
  covered: z.boolean().default(false),
  quotations: z.array(z.object({ turn: z.int(), words: z.string() })).default([]),
});
type Entry = z.infer<typeof Entry>;

function readEntry(type: Written, entry: unknown, shown: Shown, refer: (label: string) => string): Proposal | null {
  const read = Entry.safeParse(entry);
  if (!read.success) return null;
  const { id, turns } = read.data;
  const wanted = toContent[type](read.data, shown, refer);
  const content = ItemContent.safeParse({ type, text: cut(read.data.text), ...wanted });
  const turnIds = turns.flatMap((number) => shown.turnIds[number - 1] ?? []);
  return content.success && wanted ? { label: refer(id), content: content.data, turnIds } : null;
}

const cut = (text: string, most = MAX_ITEM_LENGTH): string =>
  text.replace(/\s+/g, " ").trim().slice(0, most).toWellFormed();
const nameOf = (text: string | null | undefined): string | null => cut(text ?? "", 100) || null;

const toContent: Record<
  Written,
  (entry: Entry, shown: Shown, refer: (label: string) => string) => Record<string, unknown> | null
> = {
  summary: () => ({}),
  position: () => ({}),
  claim: ({ edges, check }, _, refer) => ({
    edges: edges.slice(0, 20).map(({ to, relation }) => ({ to: refer(to), relation })),
    check: check && { verdict: check.verdict, sourceId: refer(check.source), quote: check.quote },
  }),
  idea: ({ buildsOn, cluster }, _, refer) => ({
    buildsOn: buildsOn.slice(0, 20).map(refer),
    clusterId: cluster ? refer(cluster) : null,
  }),
  cluster: () => ({}),
  change: (entry, { items }) => placeEdit(entry.words, entry.new, items),
  task: ({ owner, due, resources }) => ({
    owner: nameOf(owner),
    due: nameOf(due),
    resources: resources.slice(0, 10).flatMap((resource) => nameOf(resource) ?? []),
  }),
  risk: ({ tasks }, _, refer) => ({ taskIds: tasks.slice(0, 20).map(refer) }),
  topic: ({ covered }) => ({ isCovered: covered }),
  theme: ({ quotations }, { turnIds }) => ({
    quotations: quotations.slice(0, 20).flatMap(({ turn, words }) => {
      const turnId = turnIds[turn - 1];
      return turnId === undefined ? [] : [{ turnId, text: cut(words) }];
    }),
  }),
};

/** The edit in the document, narrowed to the words that differ; null unless its words occur there once. */
export function placeEdit(words: string, replacement: string, items: readonly KeptItem[]) {
  const document = documentOf(items);
  if (!document) return null;
  const { text } = document.content;
  const { revision } = document;
  if (words.trim() === "") return { revision, start: text.length, end: text.length, inserted: replacement };
  const pattern = words.split(/\s+/).map(RegExp.escape).join("\\s+");
  const [found, another] = [...text.matchAll(new RegExp(pattern, "gu"))];
  if (!found || another) return null;
  const { start, end, inserted } = toWholeWords(found[0], findRewrite(found[0], replacement));
  if (start === end && inserted === "") return null;
  const [from, to] = [found.index + start, found.index + end];
  // A word goes with the space before it, where the text goes on without one.
  const space = inserted === "" && /\s/.test(text.charAt(from - 1)) && !isInWord(text, to) ? 1 : 0;
  return { revision, start: from - space, end: to, inserted };
}

const isInWord = (text: string, at: number): boolean => /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at));

function toWholeWords(text: string, { start, end, inserted }: TrackedChange): TrackedChange {
  let [from, to] = [start, end];
  while (from > 0 && isInWord(text, from - 1)) from -= 1;
  while (to < text.length && isInWord(text, to)) to += 1;
  return { start: from, end: to, inserted: text.slice(from, start) + inserted + text.slice(end, to) };
}
