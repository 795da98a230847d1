/**
 * Detects a model speaking a line of its instructions instead of following it: verbatim, cut short, or with a word or
 * two changed. Decided from the words so far, so that it works on a stream and never takes back what was shown.
 */
import { splitWords } from "../../text/stem-words.ts";
import type { ReadClause } from "./read-clauses.ts";

type Clause = { words: readonly string[]; isLabel: boolean };
/** Clauses by their first word. */
export type Instructions = ReadonlyMap<string, readonly Clause[]>;

/** Words that may precede a line without changing it. */
const FILLERS = new Set(["now", "okay", "ok", "so", "well", "and", "alright", "sure", "then", "please", "yes"]);
const IS = new Set(["it's", "that's", "he's", "she's", "what's", "who's", "here's", "there's"]);
/** An unfinished clause counts from this many words on; a whole one, however short. */
const MIN_BEGUN_WORDS = 4;
const MIN_CHANGED_WORDS = 5;

/** How many of so many words may be missing, added or changed. */
const allowance = (words: number): number => (words < 2 ? 0 : words < 8 ? 1 : Math.floor(words / 4));

const toPlain = (spoken: readonly string[]): string[] => {
  const words = spoken.flatMap((word) => (IS.has(word) ? [word.slice(0, -2), "is"] : word.replace(/'s$/, "")));
  const first = words.findIndex((word) => !FILLERS.has(word));
  return first < 0 ? [] : words.slice(first);
};
const plain = new WeakMap<readonly string[], readonly string[]>();
/** Cached, because the clauses of prompts recur with every reply. */
function plainOf(spoken: readonly string[]): readonly string[] {
  const words = plain.get(spoken) ?? toPlain(spoken);
  plain.set(spoken, words);
  return words;
}
const isLabel = (text: string): boolean => /[:：]\s*$/u.test(text);

export function indexInstructions(clausesOfPrompt: readonly Pick<ReadClause, "text" | "words">[]): Instructions {
  const clauses = new Map<string, Clause[]>();
  for (const { text, words: spoken } of clausesOfPrompt) {
    const words = plainOf(spoken);
    const [first] = words;
    if (first === undefined || (words.length < 2 && !isLabel(text))) continue;
    clauses.set(first, [...(clauses.get(first) ?? []), { words, isLabel: isLabel(text) }]);
  }
  return clauses;
}

/** @param isGrowing whether more of this clause may follow, so that its last word may be incomplete */
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

/** Before the first word is complete, compares only its first letter: "don" may become "don't". */
function mayBegin(piece: string, instructions: Instructions): boolean {
  const [letter] = /[\p{L}\p{N}](?=[\p{L}\p{M}\p{N}'’]*$)/u.exec(piece.toLowerCase()) ?? [];
  if (letter === undefined) return instructions.size > 0;
  return [...instructions.keys(), ...FILLERS].some((word) => word.startsWith(letter));
}

/** `isAlive`: every word so far is within the allowed difference from a prefix of the clause. */
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

/** @param row number of differing words for each prefix of the clause */
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
