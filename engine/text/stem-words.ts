/** Words as bids, lexical memory and trait cues compare them: lower case, stop words gone, stemmed (English and German). */
import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemGerman } from "@orama/stemmers/german";
import { stopwords as englishStopWords } from "@orama/stopwords/english";
import { stopwords as germanStopWords } from "@orama/stopwords/german";

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

/** Talk about talking: frequent in every conversation, so it says nothing about the subject. */
const TALK_WORDS =
  "think thought say said know like really want would could should also just one get got go thing things lot much many still even well maybe yes yeah okay sure right good better best great need make made take people something anything everything".split(
    " ",
  );
const GERMAN_TALK_WORDS =
  "denken sagen sagt gesagt wissen mögen wirklich möchte würde könnte sollte auch nur ja nein gut besser sicher machen macht leute etwas alles eigentlich wohl schon mal eben gibt geht".split(
    " ",
  );

const ENGLISH = { stem: stemEnglish, stopWords: new Set([...englishStopWords, ...TALK_WORDS]) };
const GERMAN = { stem: stemGerman, stopWords: new Set([...germanStopWords, ...GERMAN_TALK_WORDS]) };

/** Every word in lower case, in order, stop words included. */
export const splitWords = (text: string): string[] => text.toLowerCase().replaceAll("’", "'").match(WORD) ?? [];

/** @param language BCP 47 tag; anything but German is stemmed as English. */
export function stemWords(text: string, language: string): string[] {
  const { stem, stopWords } = language.toLowerCase().startsWith("de") ? GERMAN : ENGLISH;
  return splitWords(text)
    .map((word) => word.replace(/'\p{L}+$/u, ""))
    .filter((word) => word.length > 1 && !stopWords.has(word))
    .map((word) => stem(word));
}
