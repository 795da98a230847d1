/** What every file of a conversation says, whatever its format (SPEC C8). */
import type { Conversation, StoredTurn } from "../../../schema/messages/conversation.ts";
import type { GalleryView } from "../../../schema/messages/gallery.ts";
import type { Outcome } from "../../../schema/messages/outcome.ts";
import { describeGallery } from "../../gallery/describe-gallery.ts";
import { describeItem } from "../../outcome/describe-item.ts";
import type { TurnOrder } from "../read-turns.store.ts";

/** A conversation as its reader may see it, with who took part and what has become of it. */
export type ExportedHead = Omit<Conversation, "personaIds" | "mayTitle" | "isArchived" | "turns"> & {
  participants: readonly { name: string; kind: string }[];
  outcomes: readonly Outcome[];
  gallery: GalleryView;
};
/** What was said is read as it is written: thousands of turns are no text in memory. */
export type Exported = {
  head: ExportedHead;
  /** Of its turns, by id, from 1. */
  numbers: ReadonlyMap<string, number>;
  readTurns(order: TurnOrder): AsyncIterable<StoredTurn[]>;
};

const NANO_PER_DOLLAR = 1e9;

export const dollars = (nano: number): string => `$${(nano / NANO_PER_DOLLAR).toFixed(9).replace(/0{1,7}$/, "")}`;

/** What a turn is marked with that did not end by itself, or is not as it was said. */
export function markOf({ status, edits }: Pick<StoredTurn, "status" | "edits">): string {
  const marks = [...(status === "finished" ? [] : [status]), ...(edits > 0 ? ["edited"] : [])];
  return marks.length > 0 ? ` (${marks.join(", ")})` : "";
}

/** The first lines of each file: names and values. */
export const headOf = ({ topic, kind, participants, costNano }: ExportedHead): [string, string][] => [
  ...(topic ? ([["Topic", topic]] satisfies [string, string][]) : []),
  ["Kind", kind],
  ["Participants", participants.map((one) => `${one.name} (${one.kind})`).join(", ")],
  ["Cost", dollars(costNano)],
];

type SectionLine = { text: string; links: { turnId: string; number: number }[] };
export type Section = { title: string; lines: SectionLine[] };

/** The turns that something of them is made of. */
export const linkedIn = (sections: readonly Section[]): ReadonlySet<string> =>
  new Set(sections.flatMap(({ lines }) => lines.flatMap(({ links }) => links.map(({ turnId }) => turnId))));

/** The outcome of each kind, and what its gallery asked and voted, in lines, with the turns of this file that each is made of. */
export function sectionsOf({ head, numbers }: Omit<Exported, "readTurns">): Section[] {
  const outcome = head.outcomes
    .map(({ kind, items }) => ({
      title: `Outcome: ${kind}`,
      lines: items.map((item) => ({
        text: describeItem(item, items),
        links: item.turnIds.flatMap((turnId) => {
          const number = numbers.get(turnId);
          return number === undefined ? [] : [{ turnId, number }];
        }),
      })),
    }))
    .filter(({ lines }) => lines.length > 0);
  const asked = describeGallery(head.gallery).map(({ title, lines }) => ({
    title,
    lines: lines.map((text) => ({ text, links: [] })),
  }));
  return [...outcome, ...asked];
}
