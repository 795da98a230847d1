/** Takes somebody out of a text: their name, and words of theirs that it repeats. */
import { foldText } from "./fold-text.ts";

/** What stands in their place. */
export const STRUCK = "[…]";
/** So many words in a row are theirs; fewer are anybody's. */
const WORDS_IN_A_ROW = 4;

const segmenter = new Intl.Segmenter("und", { granularity: "word" });

type Word = { segment: string; folded: string; start: number; end: number };

/** What was said, oldest first. */
export type Talk = readonly { text: string; isTheirs: boolean }[];

/**
 * Words in a row are theirs unless somebody said them before. A name of one word is no name where others used it as an
 * ordinary word, in lower case, before this person first spoke.
 * @param names of the person
 * @returns what strikes them from a text, and leaves it as it is where nothing of theirs is in it
 */
export function createStrike(names: readonly string[], talk: Talk): (text: string) => string {
  const { rows, ordinary } = readTalk(talk);
  const wanted = names
    .map(splitWords)
    .filter((name) => name.length > 1 || (name.length === 1 && !ordinary.has(name[0]!.folded)));
  return (text) => {
    const words = splitWords(text);
    const struck = new Set<number>();
    const strike = (start: number, length: number) => {
      for (let index = start; index < start + length; index++) struck.add(index);
    };
    rowsOf(words, WORDS_IN_A_ROW).forEach((row, start) => rows.has(row) && strike(start, WORDS_IN_A_ROW));
    // Also as "Pia's" and "Pias".
    for (const name of wanted) {
      const [whole] = rowsOf(name, name.length);
      rowsOf(words, name.length).forEach(
        (row, start) => (row === whole || row === `${whole}s`) && strike(start, name.length),
      );
    }
    return struck.size === 0 ? text : replace(text, words, struck);
  };
}

function readTalk(talk: Talk) {
  const [rows, others, ordinary] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let hasCome = false;
  for (const { text, isTheirs } of talk) {
    hasCome ||= isTheirs;
    const words = splitWords(text);
    if (!hasCome) for (const { segment, folded } of words) if (isLowerCase(segment)) ordinary.add(folded);
    for (const row of rowsOf(words, WORDS_IN_A_ROW))
      if (!isTheirs) {
        if (!rows.has(row)) others.add(row);
      } else if (!others.has(row)) rows.add(row);
  }
  return { rows, ordinary };
}

/** Not in scripts without case. */
const isLowerCase = (word: string): boolean => word === word.toLowerCase() && word !== word.toUpperCase();

const splitWords = (text: string): Word[] =>
  [...segmenter.segment(text)].flatMap(({ segment, index, isWordLike }) =>
    isWordLike ? [{ segment, folded: foldText(segment), start: index, end: index + segment.length }] : [],
  );

const rowsOf = (words: readonly Word[], length: number): string[] =>
  words.slice(0, Math.max(0, words.length - length + 1)).map((_, start) =>
    words
      .slice(start, start + length)
      .map(({ folded }) => folded)
      .join(" "),
  );

/** Struck words in a row are replaced together, with what stands between them. */
function replace(text: string, words: readonly Word[], struck: ReadonlySet<number>): string {
  let result = "";
  let kept = 0;
  words.forEach(({ start, end }, index) => {
    if (!struck.has(index)) return;
    if (!struck.has(index - 1)) result += text.slice(kept, start) + STRUCK;
    kept = end;
  });
  return result + text.slice(kept);
}
