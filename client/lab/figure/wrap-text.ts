const words = new Intl.Segmenter(undefined, { granularity: "word" });
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Scripts that put no spaces between words. */
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Lines at most so wide; a word that is wider is cut. @param widthOf a line, in the unit of `most` */
export function wrapText(text: string, most: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  const fits = (line: string) => widthOf(line.trimEnd()) <= most;
  for (const word of wordsOf(text.trim().replaceAll(/\s+/g, " ")))
    for (const part of fits(word) ? [word] : [...letters.segment(word)].map(({ segment }) => segment)) {
      const longer = `${lines.at(-1) ?? ""}${part}`;
      if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
      else lines.push(part);
    }
  return lines.map((line) => line.trim());
}

/** With the marks and the space that follow them. */
function wordsOf(text: string): string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = found.at(-1);
    const isNew =
      last === undefined || (last.endsWith(" ") && segment !== " ") || (isWordLike && UNSPACED.test(segment));
    if (isNew) found.push(segment);
    else found[found.length - 1] = `${last}${segment}`;
  }
  return found;
}
