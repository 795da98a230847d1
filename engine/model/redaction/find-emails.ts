import { anyOf, findAll } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

type Form = {
  /** A rare sign that is quick to search for: without it the pattern is not tried. */
  sign: RegExp;
  pattern: RegExp;
};

const AT = anyOf("at", "ät", "arobase", "arroba", "chiocciola", "małpa", "apenstaartje", "snabel-?a");
const DOT = anyOf("dot", "punkt", "point", "punto", "ponto", "punt", "kropka");
const LOCAL = String.raw`(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}`;
const LABEL = String.raw`[\p{L}\p{N}-]{1,63}`;
/** Without brackets only these end an address: `look at it and dot the i` is not one. */
const ENDING = anyOf(
  ..."com org net edu info de at ch eu io uk ie fr es it nl be pl pt se no dk fi cz us ca au nz jp in br mx app dev".split(
    " ",
  ),
);

const FORMS: Form[] = [
  {
    sign: /@/,
    pattern:
      /(?:(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,64}|"[^"\n@]{1,64}")@(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:xn--[a-z0-9-]{1,59}|\p{L}{2,24})/gu,
  },
  // Obfuscated against programs: `anna (at) example.org`, `anna at example dot org`.
  {
    sign: new RegExp(String.raw`[([{<]\s?${AT}\s?[)\]}>]`, "i"),
    pattern: new RegExp(
      String.raw`${LOCAL}\s?[([{<]\s?${AT}\s?[)\]}>]\s?${LABEL}(?:(?:\.|\s?[([{<]\s?${DOT}\s?[)\]}>]\s?|\s${DOT}\s)${LABEL}){1,4}`,
      "giu",
    ),
  },
  {
    sign: new RegExp(String.raw`\s${AT}\s\S{1,63}(?:\s\S{1,63})?\s${DOT}\s`, "i"),
    pattern: new RegExp(
      String.raw`${LOCAL}\s${AT}\s${LABEL}(?:(?:\.|\s${DOT}\s)${LABEL}){0,2}(?:\s${DOT}\s${ENDING}(?![\p{L}\p{N}])){1,2}`,
      "giu",
    ),
  },
];

export const findEmails = (text: string): Span[] =>
  FORMS.flatMap(({ sign, pattern }) => (sign.test(text) ? findAll(text, pattern) : []));
