/** Built-in traits are stored under their English name and shown in the language of the page; others stay as written. */
import i18next from "i18next";
import { traitKey } from "../../schema/rules/trait-key.ts";
import { pageLanguage } from "./page-language.ts";

type Names = Record<string, string>;

const namesIn = (language: string): Names => i18next.getResource(language, "translation", "traits") ?? {};

export function showTraitName(name: string): string {
  const key = traitKey(name);
  return namesIn("en")[key] === name ? (namesIn(pageLanguage())[key] ?? name) : name;
}

/** Reads a trait name typed into a field: the page-language name of a built-in trait stands for that trait. */
export function readTraitName(shown: string): string {
  const key = Object.entries(namesIn(pageLanguage())).find(([, name]) => name === shown)?.[0];
  return namesIn("en")[key ?? ""] ?? shown;
}
