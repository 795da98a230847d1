/**
 * A sentence ends at . ! ? … (including closing quotes and brackets) before white space, at the full stops of
 * scripts that put no space after them, or at a line break.
 */
const SENTENCE_END = /[.!?…؟۔।॥]+["'”’»)\]]*(?=\s)|[。！？｡]+[!?。！？｡"'”’»」』）)\]]*|\n/gu;

/** Abbreviations and initials whose full stop does not end a sentence. */
const NO_END =
  /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|e\.g|i\.e|vs|etc|No|z\.\s?B|d\.\s?h|u\.\s?a|bzw|ca|Nr|\d{1,2})\.$/u;

/** Whether the text ends with the end of a sentence, in any script. */
export const endsSentence = (text: string): boolean => /[.!?…؟۔।॥。！？｡]["'”’»)\]」』）]*\s*$/u.test(text);

/**
 * Splits so that joining the pieces gives the text again. The last piece may be unfinished.
 * A piece never depends on the text after the white space that follows it, so it works on a stream.
 */
export function splitSentences(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    let end = match.index + match[0].length;
    if (match[0] !== "\n" && NO_END.test(text.slice(start, end))) continue;
    while (end < text.length && text[end] === " ") end++;
    if (end <= start) continue;
    pieces.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

/** Sentences, split again after a colon: "It is your turn: …". */
export const splitClauses = (text: string): string[] =>
  splitSentences(text).flatMap((sentence) => sentence.split(/(?<=[^\s:：]:\s+)(?=\S)|(?<=[^\s:：]：\s*)(?=[^\s：])/u));
