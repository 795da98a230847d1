/**
 * Whether a model speaks a line of its instructions instead of following it: word for word, cut short, or with a word or
 * two changed. Decided from the words so far, so that it can be asked of a stream and never of what was shown already.
 */
import { splitWords } from "../../text/stem-words.ts";
import type { ReadClause } from "./read-clauses.ts";

type Clause = { words: readonly string[]; isLabel: boolean };
/** Clauses by their first word. */
export type Instructions = ReadonlyMap<string, readonly Clause[]>;

/** What people put before a line without changing it. */
const FILLERS = new Set(["now", "okay", "ok", "so", "well", "and", "alright", "sure", "then", "please", "yes"]);
const IS = new Set(["it's", "that's", "he's", "she's", "what's", "who's", "here's", "there's"]);
/** A clause that was begun counts from so many words on; a whole one, however short. */
const MIN_BEGUN_WORDS = 4;
const MIN_CHANGED_WORDS = 5;

/** How many words may be left out, added or changed of so many. */
const allowance = (words: number): number => (words < 2 ? 0 : words < 8 ? 1 : Math.floor(words / 4));

const toPlain = (spoken: readonly string[]): string[] => {
  const words = spoken.flatMap((word) => (IS.has(word) ? [word.slice(0, -2), "is"] : word.replace(/'s$/, "")));
  const first = words.findIndex((word) => !FILLERS.has(word));
  return first < 0 ? [] : words.slice(first);
};
const plain = new WeakMap<readonly string[], readonly string[]>();
/** Clauses of prompts come again with every reply: each is read once. */
function plainOf(spoken: readonly string[]): readonly string[] {
  const words = plain.get(spoken) ?? toPlain(spoken);
  plain.set(spoken, words);
  return words;
}
const isLabel = (text: string): boolean => /[:：]\s*$/u.test(text);

export function indexInstructions(told: readonly Pick<ReadClause, "text" | "words">[]): Instructions {
  const clauses = new Map<string, Clause[]>();
  for (const { text, words: spoken } of told) {
    const words = plainOf(spoken);
    const [first] = words;
    if (first === undefined || (words.length < 2 && !isLabel(text))) continue;
    clauses.set(first, [...(clauses.get(first) ?? []), { words, isLabel: isLabel(text) }]);
  }
  return clauses;
}

/** @param isGrowing more of this clause may come; its last word may not be whole */
export function findInstruction(
  piece: string,
  isGrowing: boolean,
  instructions: Instructions,
): "none" | "undecided" | "found" {
  const words = toPlain(splitWords(isGrowing ? piece.replace(/[\p{L}\p{M}\p{N}'’]+$/u, "") : piece));
  if (words.length === 0) return isGrowing && mayBegin(piece, instructions) ? "undecided" : "none";
  const verdicts = (instructions.get(words[0]!) ?? []).map((clause) => compare(words, clause, isLabel(piece)));
  if (verdicts.some(({ isAlive }) => isAlive && isGrowing)) return "undecided";
  return !isGrowing && verdicts.some(({ isEcho }) => isEcho) ? "found" : "none";
}

/** Before its first word is whole, by the first letter only: "don" becomes "don't", and "do not" would be another word. */
function mayBegin(piece: string, instructions: Instructions): boolean {
  const [letter] = /[\p{L}\p{N}](?=[\p{L}\p{M}\p{N}'’]*$)/u.exec(piece.toLowerCase()) ?? [];
  if (letter === undefined) return instructions.size > 0;
  return [...instructions.keys(), ...FILLERS].some((word) => word.startsWith(letter));
}

/** `isAlive`: at every word so far within what may differ from a beginning of the clause. */
function compare(words: readonly string[], clause: Clause, isSaidAsLabel: boolean) {
  let row = Array.from({ length: clause.words.length + 1 }, (_, length) => length);
  for (const [index, word] of words.entries()) {
    const next = [index + 1];
    for (const [at, expected] of clause.words.entries())
      next.push(Math.min(row[at]! + (word === expected ? 0 : 1), row[at + 1]! + 1, next[at]! + 1));
    row = next;
    if (Math.min(...row) > allowance(index + 1)) return { isAlive: false, isEcho: false };
  }
  return { isAlive: true, isEcho: isEchoOf(clause, words.length, row, isSaidAsLabel) };
}

/** @param row how many words differ from each beginning of the clause */
function isEchoOf(clause: Clause, count: number, row: readonly number[], isSaidAsLabel: boolean): boolean {
  const whole = row.at(-1)!;
  const begun = Math.min(...row);
  return (
    (count === 1 && clause.isLabel && isSaidAsLabel && whole === 0) ||
    (count >= 2 && whole === 0) ||
    (count >= 3 && clause.words.length >= 3 && whole <= 1) ||
    (count >= MIN_BEGUN_WORDS && begun === 0) ||
    (count >= MIN_CHANGED_WORDS && begun <= allowance(count))
  );
}
