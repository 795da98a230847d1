/** Which of the languages that ship a text is written in: by its small words. */
import { stopwords as englishStopWords } from "@orama/stopwords/english";
import { stopwords as germanStopWords } from "@orama/stopwords/german";
import { splitWords } from "./stem-words.ts";

const ENGLISH = new Set(englishStopWords);
const GERMAN = new Set([...germanStopWords, "hallo", "danke", "bitte", "ja", "nein"]);

/** "de" when more small words are German than English, else "en". Words of both count for neither. */
export function guessLanguage(text: string): "en" | "de" {
  const words = splitWords(text);
  const german = words.filter((word) => GERMAN.has(word) && !ENGLISH.has(word)).length;
  const english = words.filter((word) => ENGLISH.has(word) && !GERMAN.has(word)).length;
  return german > english ? "de" : "en";
}
