/** Texts as replies are compared with them, clause by clause. Rules, personas and turns come again with every reply: each is read once. */
import { foldText } from "../../text/fold-text.ts";
import { keepRecent } from "../../text/keep-recent.ts";
import { splitClauses } from "../../text/split-sentences.ts";
import { splitWords } from "../../text/stem-words.ts";

export type ReadClause = { text: string; folded: string; words: readonly string[] };

const MAX_TEXTS = 2000;

export const readClauses = keepRecent(
  (text): readonly ReadClause[] =>
    splitClauses(text).map((clause) => ({ text: clause, folded: foldText(clause), words: splitWords(clause) })),
  MAX_TEXTS,
);

/** The clauses of a text, folded, that are long enough to be recognised when a model only repeats them. */
export const foldClauses = (text: string, fewestWords: number): string[] =>
  readClauses(text).flatMap(({ words, folded }) => (words.length >= fewestWords && folded ? folded : []));

/** A whole text, so that the same one is known again; signs count where there are no words. */
export const foldLine = (text: string): string => foldWhole(text) || text.trim();

export const foldWhole = (text: string): string =>
  readClauses(text)
    .map(({ folded }) => folded)
    .join("");

export const countWords = (text: string): number => readClauses(text).reduce((sum, { words }) => sum + words.length, 0);
