/** How people of a session are named in all that leaves it (SPEC C9). What was said stays as it was said. */
import type { StoredTurn } from "../../../schema/messages/conversation.ts";
import type { GalleryView } from "../../../schema/messages/gallery.ts";
import type { LocalizedText } from "../../../schema/messages/localized-text.ts";
import type { ItemContent, Outcome, OutcomeItem } from "../../../schema/messages/outcome.ts";
import { localize } from "../../../schema/rules/localize.ts";

/** Somebody whose name is not shown. */
export type Numbered = {
  id: string;
  role: "participant" | "observer" | "spectator";
  /** Among those of their role, in the order in which they came. */
  number: number;
  /** Of the session. */
  language: string;
  /** What they are called in it. */
  names: readonly string[];
};

export type NamesForReaders = ReturnType<typeof nameForReaders>;

type Read = { readTurns(order: "said" | "began"): AsyncIterable<StoredTurn[]> };

const ROLES: Record<Numbered["role"], LocalizedText> = {
  participant: { en: "Participant", de: "Teilnehmende Person" },
  observer: { en: "Observer", de: "Beobachtende Person" },
  spectator: { en: "Spectator", de: "Zuschauende Person" },
};

export function nameForReaders(people: readonly Numbered[]) {
  const pseudonyms = new Map(
    people.map(({ id, role, number, language }) => [id, `${localize(ROLES[role], language).text} ${number}`]),
  );
  const nameOf = (id: string, name: string): string => pseudonyms.get(id) ?? name;
  const named = <Somebody extends { id: string; name: string }>(one: Somebody): Somebody => ({
    ...one,
    name: nameOf(one.id, one.name),
  });
  const rename = createRenaming(people, pseudonyms);

  return {
    conversation: <Conversation extends Read>(conversation: Conversation): Conversation => ({
      ...conversation,
      readTurns: async function* (order: "said" | "began") {
        for await (const page of conversation.readTurns(order))
          yield page.map((turn) => ({ ...turn, speakerName: nameOf(turn.speakerId, turn.speakerName) }));
      },
    }),

    outcomes: (outcomes: readonly Outcome[]): Outcome[] =>
      outcomes.map((outcome) => ({
        ...outcome,
        items: outcome.items.map((item): OutcomeItem => ({
          ...item,
          content: renameIn(item.content, rename),
          speakers: item.speakers.map(named),
          correctedBy: item.correctedBy && named(item.correctedBy),
        })),
      })),

    gallery: (gallery: GalleryView): GalleryView => ({
      ...gallery,
      questions: gallery.questions.map((question) => ({
        ...question,
        askerName: nameOf(question.askerId, question.askerName),
      })),
    }),

    participants: <Somebody extends { id: string; name: string }>(participants: readonly Somebody[]): Somebody[] =>
      participants.map(named),
  };
}

/** What was noted of the talk, not what was said or written in it. */
function renameIn(content: ItemContent, rename: (text: string) => string): ItemContent {
  const { type } = content;
  if (type === "document" || type === "change") return content;
  if (type === "source") return { ...content, checker: rename(content.checker) };
  if (type !== "task") return { ...content, text: rename(content.text) };
  const { text, owner, resources } = content;
  return { ...content, text: rename(text), owner: owner && rename(owner), resources: resources.map(rename) };
}

/** Whole names, as they are written; of several people who are called alike, all are named. */
function createRenaming(
  people: readonly Numbered[],
  pseudonyms: ReadonlyMap<string, string>,
): (text: string) => string {
  const called = people.flatMap(({ id, names }) => names.filter(Boolean).map((name) => ({ id, name })));
  const byName = new Map(
    [...Map.groupBy(called, ({ name }) => name)].map(([name, own]) => [
      name,
      own.map(({ id }) => pseudonyms.get(id)!).join(" / "),
    ]),
  );
  if (byName.size === 0) return (text) => text;
  const longestFirst = [...byName.keys()].toSorted((one, other) => other.length - one.length);
  // Also as "Pia's" and "Pias".
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(${longestFirst.map((name) => RegExp.escape(name)).join("|")})(?=s?(?![\p{L}\p{N}]))`,
    "gu",
  );
  return (text) => text.replace(pattern, (name) => byName.get(name)!);
}
