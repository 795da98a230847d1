import { findAll } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

type Form = {
  /** Seldom there, and quick to look for: without it the pattern is not tried. */
  sign: RegExp;
  pattern: RegExp;
};

const FORMS: Form[] = [
  {
    sign: /@/,
    pattern: /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,200}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu,
  },
  // Written so that programs miss it: `anna (at) example.org`, `anna at example dot org`.
  {
    sign: /[([{]\s?(?:at|ät)\s?[)\]}]/i,
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}\s?[([{]\s?(?:at|ät)\s?[)\]}]\s?[\p{L}\p{N}-]{1,63}(?:(?:\.|\s?[([{]\s?(?:dot|punkt)\s?[)\]}]\s?)[\p{L}\p{N}-]{2,63}){1,4}/giu,
  },
  {
    sign: / (?:dot|punkt) /i,
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64} (?:at|ät) [\p{L}\p{N}-]{1,63}(?: (?:dot|punkt) (?:com|org|net|edu|de|at|ch|eu|io|uk|fr|es|nl|co))+(?![\p{L}\p{N}])/giu,
  },
];

export const findEmails = (text: string): Span[] =>
  FORMS.flatMap(({ sign, pattern }) => (sign.test(text) ? findAll(text, pattern) : []));
