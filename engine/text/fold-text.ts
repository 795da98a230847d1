import { ASCII } from "./scripts.ts";

/**
 * Only letters and digits, in lower case and decomposed: equal for texts that differ in case, spacing and punctuation. A
 * prefix of a text folds to a prefix of the folded text, also in scripts without spaces.
 */
export const foldText = (text: string): string =>
  ASCII.test(text)
    ? text.replace(NO_ASCII_LETTER, "").toLowerCase()
    : Array.from(text.normalize("NFKD").replace(NO_LETTER, ""), (letter) => letter.toLowerCase()).join("");

const NO_ASCII_LETTER = /[^a-z0-9]+/gi;
const NO_LETTER = /[^\p{L}\p{M}\p{N}]/gu;
