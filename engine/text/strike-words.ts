/** Takes somebody out of a text: their name, and words of theirs that it repeats. */
import { foldText } from "./fold-text.ts";

/** What stands in their place. */
export const STRUCK = "[…]";
/** So many words in a row are theirs; fewer are anybody's. */
const WORDS_IN_A_ROW = 4;

const segmenter = new Intl.Segmenter("und", { granularity: "word" });

type Word = { folded: string; start: number; end: number };

/**
 * @param names of the person
 * @param said what they said
 * @returns the same text where nothing of theirs is in it
 */
export function strikeWords(
  text: string,
  { names, said }: { names: readonly string[]; said: readonly string[] },
): string {
  const words = splitWords(text);
  const struck = new Set<number>();
  const strike = (start: number, length: number) => {
    for (let index = start; index < start + length; index++) struck.add(index);
  };
  const rows = new Set(said.flatMap((each) => rowsOf(splitWords(each), WORDS_IN_A_ROW)));
  rowsOf(words, WORDS_IN_A_ROW).forEach((row, start) => rows.has(row) && strike(start, WORDS_IN_A_ROW));
  // Also as "Pia's" and "Pias".
  for (const name of names.map(splitWords).filter(({ length }) => length > 0)) {
    const [wanted] = rowsOf(name, name.length);
    rowsOf(words, name.length).forEach(
      (row, start) => (row === wanted || row === `${wanted}s`) && strike(start, name.length),
    );
  }
  return struck.size === 0 ? text : replace(text, words, struck);
}

const splitWords = (text: string): Word[] =>
  [...segmenter.segment(text)].flatMap(({ segment, index, isWordLike }) =>
    isWordLike ? [{ folded: foldText(segment), start: index, end: index + segment.length }] : [],
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
