/** Splits texts into clauses to compare replies with. Rules, personas and turns recur with every reply, so results are cached. */
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

/** The folded clauses of a text that are long enough to recognise repetition by a model. */
export const foldClauses = (text: string, fewestWords: number): string[] =>
  readClauses(text).flatMap(({ words, folded }) => (words.length >= fewestWords && folded ? folded : []));

const OPENING_WORDS = 6;

/** The first six words of a clause: with another end, it is still recognised by them. */
export const foldOpening = (words: readonly string[]): string => words.slice(0, OPENING_WORDS).join(" ");

/** How the clauses of a text begin that have as many words. */
export const foldOpenings = (text: string): string[] =>
  readClauses(text).flatMap(({ words }) => (words.length < OPENING_WORDS ? [] : foldOpening(words)));

/** A whole text, folded for comparison; punctuation counts if there are no words. */
export const foldLine = (text: string): string => foldWhole(text) || text.trim();

export const foldWhole = keepRecent(
  (text) =>
    readClauses(text)
      .map(({ folded }) => folded)
      .join(""),
  MAX_TEXTS,
);

export const countWords = (text: string): number => readClauses(text).reduce((sum, { words }) => sum + words.length, 0);
