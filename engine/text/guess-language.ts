/** Guesses a text's language: by its script, and English or German by their function words. */
import { stopwords as englishStopWords } from "@orama/stopwords/english";
import { stopwords as germanStopWords } from "@orama/stopwords/german";
import { splitWords } from "./stem-words.ts";

const ENGLISH = new Set(englishStopWords);
const GERMAN = new Set([...germanStopWords, "hallo", "danke", "bitte", "ja", "nein"]);

/** In this order: Japanese is recognised by its syllables, and also uses Chinese characters. */
const BY_SCRIPT: readonly [script: RegExp, language: string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, "ja"],
  [/\p{Script=Hangul}/gu, "ko"],
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Arabic}/gu, "ar"],
  [/\p{Script=Cyrillic}/gu, "ru"],
  [/\p{Script=Devanagari}/gu, "hi"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Hebrew}/gu, "he"],
  [/\p{Script=Thai}/gu, "th"],
];
/** A single name or word in another script does not make a text of that script. */
const LEAST_SHARE = 0.3;

/**
 * A BCP 47 tag. For a script of several languages, the most common one; for Latin letters "de" when more function
 * words are German than English, otherwise "en". Words of both languages do not count.
 */
export function guessLanguage(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const written = BY_SCRIPT.find(([script]) => (text.match(script)?.length ?? 0) > letters * LEAST_SHARE);
  if (written) return written[1];
  const words = splitWords(text);
  const german = words.filter((word) => GERMAN.has(word) && !ENGLISH.has(word)).length;
  const english = words.filter((word) => ENGLISH.has(word) && !GERMAN.has(word)).length;
  return german > english ? "de" : "en";
}
