/** Removes the quotation marks of a reply that is one long quotation; a quotation inside a reply keeps them. */
import type { StableText } from "./stable-text.ts";

const CLOSING: Record<string, string> = { '"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』" };
/** The maximum length to wait for the first sentence. */
const LONGEST_WAIT = 300;

export function unwrapQuotes(input: string, ended: boolean): StableText {
  const closing = CLOSING[input.charAt(0)];
  if (!closing) return { text: input, done: false };
  const inside = input.slice(1);
  const opening = inside.slice(0, LONGEST_WAIT);
  const close = opening.indexOf(closing);
  const sentenceEnd = opening.search(/[.!?…]\s|[。！？][^"”“」』]/u);
  if (sentenceEnd >= 0 && (close < 0 || sentenceEnd < close))
    return { text: dropWrapperEnd(inside, closing), done: false };
  if (close >= 0) {
    const isQuotation = inside.slice(close + 1).trim() !== "";
    if (isQuotation) return { text: input, done: false };
    return { text: ended ? inside.slice(0, close) : "", done: false };
  }
  if (inside.length >= LONGEST_WAIT) return { text: input, done: false };
  return { text: ended ? inside : "", done: false };
}

/** The wrapper ends at the first closing mark after the end of a sentence, or with the reply. */
function dropWrapperEnd(inside: string, closing: string): string {
  const end = new RegExp(`(?<=[.!?…,。！？，])${closing}(?=\\s|$)`, "u").exec(inside);
  if (end) return inside.slice(0, end.index) + inside.slice(end.index + 1);
  return inside.replace(new RegExp(`${closing}\\s*$`, "u"), "");
}
