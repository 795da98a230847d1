/** Traits and their values as a report names them; those of researchers as they wrote them. */
import { enTraits } from "../../../schema/rules/survey/traits-in-english.ts";
import { deTraits } from "../../../schema/rules/survey/traits-in-german.ts";

type Words = Record<"names" | "values", Record<string, string>>;
const wordOf = (words: Record<string, string>, id: string): string => (Object.hasOwn(words, id) ? words[id]! : id);

export function traitWords(language: string) {
  const { names, values }: Words = language === "de" ? deTraits : enTraits;
  return {
    nameOf: (trait: string): string => wordOf(names, trait),
    /** Several values are joined by commas, as groups are. */
    valueOf: (value: string): string =>
      value
        .split(", ")
        .map((each) => wordOf(values, each))
        .join(", "),
  };
}
