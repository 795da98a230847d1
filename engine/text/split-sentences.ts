/**
 * A sentence ends at . ! ? … (closing quotes and brackets belong to it) before white space, at the full stops of
 * scripts that set no space after them, or at a line break.
 */
const SENTENCE_END = /[.!?…؟۔।॥]+["'”’»)\]]*(?=\s)|[。！？｡]+[!?。！？｡"'”’»」』）)\]]*|\n/gu;

/** Abbreviations and initials whose full stop ends nothing. */
const NO_END =
  /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|e\.g|i\.e|vs|etc|No|z\.\s?B|d\.\s?h|u\.\s?a|bzw|ca|Nr|\d{1,2})\.$/u;

/** The text has come to the end of a sentence, whichever script it is in. */
export const endsSentence = (text: string): boolean => /[.!?…؟۔।॥。！？｡]["'”’»)\]」』）]*\s*$/u.test(text);

/**
 * Splits so that the pieces joined are the text again. The last piece may be unfinished.
 * What a piece is never depends on the text after the white space that follows it, so it can be used on a stream.
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

/** Sentences, parted again after a colon: "It is your turn: …". */
export const splitClauses = (text: string): string[] =>
  splitSentences(text).flatMap((sentence) => sentence.split(/(?<=[^\s:：]:\s+)(?=\S)|(?<=[^\s:：]：\s*)(?=[^\s：])/u));
