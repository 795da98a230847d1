/** A codebook as the form has it: what each column is, and what its cells mean where that was changed. */
import type { CodebookColumn } from "../../../schema/messages/human-baseline.ts";
import { hasColumn, type KnownMeanings } from "../../../schema/rules/survey/baseline/read-human-baseline.ts";

/** `meaning`: a key of `listMeanings`; empty: not used. `codes`: by cell, a value, or null for no answer. */
export type ColumnDraft = { column: string; meaning: string; codes: Readonly<Record<string, string | null>> };

export const WEIGHT = "weight";
const QUESTION = "question ";
const TRAIT = "trait ";

export type Meaning = { key: string; kind: "question" | "trait" | "weight"; id: string; title: string };

/** What a column can be. */
export const listMeanings = ({ probes, traits }: KnownMeanings): Meaning[] => [
  ...probes
    .filter(hasColumn)
    .map(({ id, title }) => ({ key: `${QUESTION}${id}`, kind: "question" as const, id, title })),
  ...traits.map(({ id, wording }) => ({ key: `${TRAIT}${id}`, kind: "trait" as const, id, title: wording })),
  { key: WEIGHT, kind: "weight", id: WEIGHT, title: WEIGHT },
];

const fold = (text: string): string => text.trim().toLowerCase();

/** What each heading seems to be, by its name; nothing twice. */
export function suggestCodebook(heads: readonly string[], known: KnownMeanings): ColumnDraft[] {
  const meanings = listMeanings(known);
  const taken = new Set<string>();
  return heads.map((column) => {
    const found = meanings.find(
      ({ key, id, title }) => !taken.has(key) && [id, title].some((name) => fold(name) === fold(column)),
    );
    if (found) taken.add(found.key);
    return { column, meaning: found?.key ?? "", codes: {} };
  });
}

/** Of the columns that are used. */
export const toCodebook = (drafts: readonly ColumnDraft[]): CodebookColumn[] =>
  drafts
    .filter(({ meaning }) => meaning !== "")
    .map(({ column, meaning, codes }) => ({
      column,
      means: toMeans(meaning),
      codes: meaning === WEIGHT ? [] : Object.entries(codes).map(([code, option]) => ({ code, option })),
    }));

export function toMeans(meaning: string): CodebookColumn["means"] {
  if (meaning === WEIGHT) return { kind: "weight" };
  return meaning.startsWith(TRAIT)
    ? { kind: "trait", trait: meaning.slice(TRAIT.length) }
    : { kind: "question", probe: meaning.slice(QUESTION.length) };
}
