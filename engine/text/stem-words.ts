/** Words for comparison by bids, lexical memory and trait cues: lower case, without stop words, stemmed (English and German). */
import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemGerman } from "@orama/stemmers/german";
import { stopwords as englishStopWords } from "@orama/stopwords/english";
import { stopwords as germanStopWords } from "@orama/stopwords/german";
import { keepRecent } from "./keep-recent.ts";
import { ASCII, UNSPACED } from "./scripts.ts";

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)?/gu;
const ASCII_WORD = /[a-z0-9]+(?:'[a-z]+)?/g;
const WITHOUT_SPACES = new RegExp(`[${UNSPACED}]`, "v");
const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/** Talk about talking: frequent in every conversation, so it does not indicate the subject. */
const TALK_WORDS =
  "think thought say said know like really want would could should also just one get got go thing things lot much many still even well maybe yes yeah okay sure right good better best great need make made take people something anything everything".split(
    " ",
  );
const GERMAN_TALK_WORDS =
  "denken sagen sagt gesagt wissen mögen wirklich möchte würde könnte sollte auch nur ja nein gut besser sicher machen macht leute etwas alles eigentlich wohl schon mal eben gibt geht".split(
    " ",
  );
/** Particles and pronouns in Chinese and Japanese. */
const UNSPACED_STOP_WORDS =
  "的 了 是 在 和 就 都 也 很 我 你 您 他 她 它 我们 你们 他们 这 那 这个 那个 有 没有 不 吗 呢 吧 啊 什么 怎么 一个 说 は が を に へ と で も の か ね よ な だ です ます した して いる ある こと もの これ それ あれ 私 僕 あなた".split(
    " ",
  );

/** Words come again and again. */
const MAX_STEMS = 10_000;
const ENGLISH = {
  stem: keepRecent(stemEnglish, MAX_STEMS),
  stopWords: new Set([...englishStopWords, ...TALK_WORDS, ...UNSPACED_STOP_WORDS]),
};
const GERMAN = {
  stem: keepRecent(stemGerman, MAX_STEMS),
  stopWords: new Set([...germanStopWords, ...GERMAN_TALK_WORDS, ...UNSPACED_STOP_WORDS]),
};

/** Whether a word, in lower case, means nothing by itself in English or German. */
export const isStopWord = (word: string): boolean => ENGLISH.stopWords.has(word) || GERMAN.stopWords.has(word);

/** Every word in lower case, in order, stop words included; in scripts without spaces, as split by a dictionary. */
export const splitWords = (text: string): string[] =>
  ASCII.test(text) ? (text.toLowerCase().match(ASCII_WORD) ?? []) : splitUnicodeWords(text);

const splitUnicodeWords = (text: string): string[] =>
  (text.toLowerCase().replaceAll("’", "'").match(WORD) ?? []).flatMap((word) =>
    WITHOUT_SPACES.test(word)
      ? Array.from(segmenter.segment(word)).flatMap(({ segment, isWordLike }) => (isWordLike ? segment : []))
      : word,
  );

/** @param language BCP 47 tag; anything but German is stemmed as English. */
export function stemWords(text: string, language: string): string[] {
  const { stem, stopWords } = language.toLowerCase().startsWith("de") ? GERMAN : ENGLISH;
  return splitWords(text)
    .map((word) => word.replace(/'\p{L}+$/u, ""))
    .filter((word) => (word.length > 1 || WITHOUT_SPACES.test(word)) && !stopWords.has(word))
    .map((word) => stem(word));
}
