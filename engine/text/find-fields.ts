/** Which fields of life a stemmed word belongs to. */
import { stemWords } from "./stem-words.ts";
import { WORD_FIELDS } from "./word-fields.ts";

function indexFields(language: "en" | "de"): Map<string, string[]> {
  const fieldsOf = new Map<string, string[]>();
  for (const [field, words] of Object.entries(WORD_FIELDS)) {
    const [english = "", german = ""] = words.split("|");
    for (const stem of new Set(stemWords(language === "de" ? german : english, language))) {
      fieldsOf.set(stem, [...(fieldsOf.get(stem) ?? []), field]);
    }
  }
  return fieldsOf;
}

const FIELDS = { en: indexFields("en"), de: indexFields("de") };

/** @param stem as returned by `stemWords` for the same language. */
export const findFields = (stem: string, language: string): string[] =>
  FIELDS[language.toLowerCase().startsWith("de") ? "de" : "en"].get(stem) ?? [];
