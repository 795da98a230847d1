/** Whether words that a model quotes state a trait of the narrator (SPEC S3). */
import { findQuote } from "../../text/find-quote.ts";
import { splitSentences } from "../../text/split-sentences.ts";
import { isAboutOthers, isDenied } from "./speaks-of-self.ts";

export type Verdict = { evidence: string } | { refused: "not-in-text" | "denied" | "about-others" };

const IN_WORD = /[\p{L}\p{N}]/u;

/** How models write that there is no quote; the word may well be in the text. */
const NO_QUOTE =
  /^\W*(?:none|nothing|n\s*\/?\s*a|null|nil|unknown|unspecified|not \w+|no (?:\w+ )?(?:quote|quotation|words?|mention|statement|evidence|information))(?: (?:found|given|available|applicable|stated|mentioned|provided|specified))?\W*$/i;
/** Also the ends of "I'm", "it's", "I've", … */
const FUNCTION_WORDS = new Set(
  (
    "a an the and or but so if as than then that this these those there here it its i me my mine we us our you your he him " +
    "his she her they them their who what which when where how why of in on at to for from by with about into over under " +
    "up out is am are was were be been being do does did done have has had having will would can could should may might " +
    "must not no yes oh well just also too very m s re ve d ll t"
  ).split(" "),
);

const statesNothing = (quote: string): boolean =>
  NO_QUOTE.test(quote) ||
  (quote.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => FUNCTION_WORDS.has(word));

/** @returns the words as they stand in the text; refused: invented, or of a sentence that says it of no one or of others */
export function verifyEvidence(text: string, quote: string): Verdict {
  if (statesNothing(quote)) return { refused: "not-in-text" };
  const evidence = findQuote(text, quote);
  if (evidence === null) return { refused: "not-in-text" };
  const start = text.indexOf(evidence);
  const end = start + evidence.length;
  const isCut = (at: number) => IN_WORD.test(text[at - 1] ?? " ") && IN_WORD.test(text[at] ?? " ");
  if (isCut(start) || isCut(end)) return { refused: "not-in-text" };
  const around = sentencesAround(text, start, end);
  if (isDenied(around)) return { refused: "denied" };
  if (isAboutOthers(around)) return { refused: "about-others" };
  return { evidence };
}

/** A quote is judged with the whole sentences that it is taken from: "a Republican" may follow "I'm not". */
function sentencesAround(text: string, start: number, end: number): string {
  let at = 0;
  return splitSentences(text)
    .filter((sentence) => {
      const from = at;
      at += sentence.length;
      return from < end && at > start;
    })
    .join("");
}
