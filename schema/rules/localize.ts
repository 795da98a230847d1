import type { LocalizedText } from "../messages/localized-text.ts";

/** @param language BCP 47; falls back to English */
export function localize(texts: LocalizedText, language: string): { text: string; language: string } {
  const primary = language.split("-")[0]!;
  const text = texts[primary];
  return text === undefined ? { text: texts.en, language: "en" } : { text, language: primary };
}

export const isLocalized = (value: unknown): value is LocalizedText =>
  typeof value === "object" && value !== null && "en" in value;
