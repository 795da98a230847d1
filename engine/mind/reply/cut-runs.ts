/**
 * Ends a reply within a run of words of the instructions in its prompt, however they are laid out (SPEC A5): one word a
 * line, joined by dashes, in capitals, letter by letter backwards.
 */
import { keepRecent } from "../../text/keep-recent.ts";
import type { StableText } from "./stable-text.ts";

/** Fewer are said by chance. */
const RUN_WORDS = 7;
/** So many words of a run are shown at most: what follows them waits until they are known to begin none. */
const SHOWN_WORDS = 3;
const WORD = /[\p{L}\p{N}]+/gu;
const MAX_TEXTS = 200;

/** `whole`: every run of `RUN_WORDS` words of a text, forwards and backwards. `begun`: the beginnings of runs, of `SHOWN_WORDS` words and more. */
export type Runs = { whole: ReadonlySet<string>; begun: ReadonlySet<string> };

export const readRuns = keepRecent((text): Runs => {
  const forwards = text.toLowerCase().match(WORD) ?? [];
  const backwards = forwards.map((word) => Array.from(word).reverse().join("")).reverse();
  const whole = new Set<string>();
  const begun = new Set<string>();
  for (const words of [forwards, backwards])
    for (let start = 0; start + RUN_WORDS <= words.length; start++) {
      whole.add(words.slice(start, start + RUN_WORDS).join(" "));
      for (let count = SHOWN_WORDS; count < RUN_WORDS; count++) begun.add(words.slice(start, start + count).join(" "));
    }
  return { whole, begun };
}, MAX_TEXTS);

export function cutRuns(input: string, ended: boolean, runs: readonly Runs[]): StableText {
  const words = Array.from(input.matchAll(WORD), ({ 0: word, index }) => ({ text: word.toLowerCase(), index }));
  const last = words.at(-1);
  const isGrowing = !ended && last !== undefined && last.index + last.text.length === input.length;
  const isIn = (kind: keyof Runs, start: number, count: number): boolean => {
    const run = words
      .slice(start, start + count)
      .map(({ text }) => text)
      .join(" ");
    return runs.some((each) => each[kind].has(run));
  };
  const before = (start: number, done: boolean) => ({
    text: input.slice(0, words[start + SHOWN_WORDS]?.index),
    done,
  });
  const complete = isGrowing ? words.length - 1 : words.length;
  for (let start = 0; start + RUN_WORDS <= words.length; start++)
    if (isIn("whole", start, RUN_WORDS)) {
      // The last word may still become another one.
      return before(start, start + RUN_WORDS <= complete);
    }
  for (let count = RUN_WORDS - 1; !ended && count >= SHOWN_WORDS; count--)
    if (complete >= count && isIn("begun", complete - count, count)) return before(complete - count, false);
  return { text: input, done: false };
}
