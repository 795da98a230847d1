/**
 * Ends a reply within a run of words of the instructions in its prompt, however they are laid out (SPEC A5): one word a
 * line, joined by dashes, in capitals, letter by letter backwards.
 */
import { keepRecent } from "../../text/keep-recent.ts";
import type { StableText } from "./stable-text.ts";

/** Fewer are said by chance. */
const RUN_WORDS = 7;
const WORD = /[\p{L}\p{N}]+/gu;
const MAX_TEXTS = 200;

/** Every run of words of a text, forwards and backwards; and what a run begins with, up to its last word. */
export type Runs = { whole: ReadonlySet<string>; begun: ReadonlySet<string> };

export const readRuns = keepRecent((text): Runs => {
  const forwards = text.toLowerCase().match(WORD) ?? [];
  const backwards = forwards.map((word) => Array.from(word).reverse().join("")).reverse();
  const runsOf = (words: readonly string[], length: number): string[] =>
    words.slice(length - 1).map((_, start) => words.slice(start, start + length).join(" "));
  const both = (length: number) => new Set([...runsOf(forwards, length), ...runsOf(backwards, length)]);
  return { whole: both(RUN_WORDS), begun: both(RUN_WORDS - 1) };
}, MAX_TEXTS);

export function cutRuns(input: string, ended: boolean, runs: readonly Runs[]): StableText {
  const last: string[] = [];
  for (const match of input.matchAll(WORD)) {
    const isGrowing = !ended && match.index + match[0].length === input.length;
    const before = last.join(" ");
    // The last word may still become the one that completes a run.
    if (isGrowing && runs.some(({ begun }) => begun.has(before)))
      return { text: input.slice(0, match.index), done: false };
    if (runs.some(({ whole }) => whole.has(`${before} ${match[0].toLowerCase()}`)))
      return { text: input.slice(0, match.index), done: true };
    last.push(match[0].toLowerCase());
    if (last.length === RUN_WORDS) last.shift();
  }
  return { text: input, done: false };
}
