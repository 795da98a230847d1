/** Ends a reply where a model steps out of its part and speaks as what it is: its stock refusals, in English and German (SPEC M7). */
import type { StableText } from "./stable-text.ts";

const NAMES_ITSELF = [
  "as an ai",
  "as an artificial intelligence",
  "as a language model",
  "as a large language model",
  "i am an ai",
  "i'm an ai",
  "i am just an ai",
  "i'm just an ai",
  "i am a language model",
  "i'm a language model",
  "als ki",
  "als eine ki",
  "als künstliche intelligenz",
  "als sprachmodell",
  "als ein sprachmodell",
];
const REGRETS = ["i'm sorry", "i am sorry", "sorry", "i apologize", "i apologise", "es tut mir leid", "tut mir leid"];
/** People, too, are sorry that they cannot help with the move on Friday; no person cannot assist with that request. */
const REFUSES =
  /(?:can(?:not|'?t)|unable to|not able to)[^.!?]{0,12} (?:assist|(?:help|comply|fulfil+)[^.!?]{0,20} request)|kann .{0,40}(?:nicht (?:helfen|weiterhelfen)|anfrage)/u;
const LONGEST_REFUSAL = 120;
const SENTENCE = /[^.!?\n\s][^.!?\n]*/gu;

export function cutRefusal(input: string, ended: boolean): StableText {
  for (const { 0: sentence, index } of input.matchAll(SENTENCE)) {
    const isWhole = ended || index + sentence.length < input.length;
    const start = sentence.toLowerCase().replaceAll("’", "'").slice(0, LONGEST_REFUSAL);
    if (isRefusal(start, isWhole)) return { text: input.slice(0, index), done: true };
    if (!isWhole && sentence.length < LONGEST_REFUSAL && mayBecomeRefusal(start))
      return { text: input.slice(0, index), done: false };
  }
  return { text: input, done: false };
}

const isRefusal = (start: string, isWhole: boolean): boolean =>
  NAMES_ITSELF.some(
    (lead) => start.startsWith(lead) && (start === lead ? isWhole : !/\p{L}/u.test(start[lead.length]!)),
  ) ||
  (REGRETS.some((lead) => start.startsWith(lead)) && REFUSES.test(start));

const mayBecomeRefusal = (start: string): boolean =>
  [...NAMES_ITSELF, ...REGRETS].some((lead) => lead.startsWith(start)) ||
  REGRETS.some((lead) => start.startsWith(lead));
