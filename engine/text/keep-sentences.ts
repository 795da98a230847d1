/** Up to the end of a sentence; without one after the first quarter, up to the end of a word. */
const WHOLE_SENTENCES = /^.*(?:[.!?…؟]["'”’»)\]]*(?=\s)|[。！？][”’」』）]*)/su;
const WHOLE_WORDS = /^.*\S(?=\s)/su;

/** The beginning of a text, at most `longest` characters, cut where it hurts least; "…" marks a cut sentence. */
export function keepSentences(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const reachesFar = (part: string | undefined): part is string => part !== undefined && part.length * 4 >= longest;
  const [sentences] = WHOLE_SENTENCES.exec(text.slice(0, longest + 1)) ?? [];
  if (reachesFar(sentences) && sentences.length <= longest) return sentences;
  const [words] = WHOLE_WORDS.exec(text.slice(0, longest)) ?? [];
  // Half a character at the end would be none.
  return `${reachesFar(words) ? words : text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
