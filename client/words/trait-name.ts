/** Built-in traits are stored in English and shown in the language of the page; others stay as written. */
import i18next from "i18next";
import { traitKey } from "../../schema/rules/trait-key.ts";
import { pageLanguage } from "./page-language.ts";

type Texts = Record<string, string>;

const textsIn = (language: string, group: string): Texts => i18next.getResource(language, "translation", group) ?? {};
const namesIn = (language: string): Texts => textsIn(language, "traits");

export function showTraitName(name: string): string {
  const key = traitKey(name);
  return namesIn("en")[key] === name ? (namesIn(pageLanguage())[key] ?? name) : name;
}

/** Reads a trait name typed into a field: the page-language name of a built-in trait stands for that trait. */
export function readTraitName(shown: string): string {
  const key = Object.entries(namesIn(pageLanguage())).find(([, name]) => name === shown)?.[0];
  return namesIn("en")[key ?? ""] ?? shown;
}

/** The same text in another language, if it is a built-in trait's. */
function translateDescription(description: string, from: string, to: string): string {
  const key = Object.entries(textsIn(from, "traitDescriptions")).find(([, text]) => text === description)?.[0];
  return textsIn(to, "traitDescriptions")[key ?? ""] ?? description;
}

export const showTraitDescription = (description: string): string =>
  translateDescription(description, "en", pageLanguage());

/** Reads a description from a field, as `readTraitName` does a name. */
export const readTraitDescription = (shown: string): string => translateDescription(shown, pageLanguage(), "en");
