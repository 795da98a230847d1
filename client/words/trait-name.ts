/** Built-in traits are stored under their English name and shown in the language of the page; others stay as they were written. */
import i18next from "i18next";
import { traitKey } from "../../schema/rules/trait-key.ts";
import { pageLanguage } from "./page-language.ts";

type Names = Record<string, string>;

const namesIn = (language: string): Names => i18next.getResource(language, "translation", "traits") ?? {};

export function showTraitName(name: string): string {
  const key = traitKey(name);
  return namesIn("en")[key] === name ? (namesIn(pageLanguage())[key] ?? name) : name;
}

/** What somebody wrote into a field that shows it: a built-in trait by its name in the language of the page is that trait. */
export function readTraitName(shown: string): string {
  const key = Object.entries(namesIn(pageLanguage())).find(([, name]) => name === shown)?.[0];
  return namesIn("en")[key ?? ""] ?? shown;
}
