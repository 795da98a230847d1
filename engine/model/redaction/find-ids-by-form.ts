/** Personal identification numbers recognisable by their form and check digits, in any context. */
import { stdnum } from "stdnum";
import { isCued, matchesOf, spanOf } from "./matched-span.ts";
import { NUMBERING } from "./numbering-words.ts";
import type { Span } from "./personal-data.ts";

type IdForm = { pattern: RegExp; isValid(written: string): boolean };

const CUE_CHARACTERS = 30;

const checked = (country: string, id: string) => {
  const validator = stdnum[country]?.[id];
  if (!validator) throw new Error(`stdnum has no ${country}.${id}`);
  return (written: string): boolean => validator.validate(written.toUpperCase()).isValid;
};

/** Plain digits match by chance too often, so these forms have letters, separators, or at least eleven digits. */
const FORMS: IdForm[] = [
  { pattern: /(?<![\w-])\d{3}([ -])\d{2}\1\d{4}(?![\w-])/g, isValid: checked("US", "ssn") },
  { pattern: /(?<!\w)[A-Z]{2}[ -]?(?:\d{2}[ -]?){3}[A-D](?!\w)/gi, isValid: checked("GB", "nino") },
  { pattern: /(?<![\w+.,-])\d{2}[ ./]?\d{3}[ ./]?\d{3}[ ./]?\d{3}(?![\w-]|[.,]\d)/g, isValid: checked("DE", "idnr") },
  { pattern: /(?<!\w)\d{2} ?\d{6} ?[A-Z] ?\d{3}(?!\w)/g, isValid: checked("DE", "svnr") },
  {
    pattern: /(?<![\w.])[12][ .]?\d{2}[ .]?\d{2}[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}(?!\w)/g,
    isValid: checked("FR", "nir"),
  },
  { pattern: /(?<!\w)\d{2}\.?\d{3}\.?\d{3}[ -]?[A-Z](?!\w)/gi, isValid: checked("ES", "dni") },
  { pattern: /(?<!\w)[XYZ][ -]?\d{7}[ -]?[A-Z](?!\w)/gi, isValid: checked("ES", "nie") },
  {
    pattern: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/gi,
    isValid: checked("IT", "codicefiscale"),
  },
  { pattern: /(?<!\w)756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?!\w)/g, isValid: checked("CH", "ssn") },
  { pattern: /(?<![\w.])\d{2}\.\d{2}\.\d{2}-\d{3}[.-]\d{2}(?!\w)/g, isValid: checked("BE", "nn") },
  { pattern: /(?<![\w-])\d{6}[-+]\d{4}(?![\w-])/g, isValid: checked("SE", "personnummer") },
  { pattern: /(?<![\w-])\d{6}-\d{4}(?![\w-])/g, isValid: checked("DK", "cpr") },
  { pattern: /(?<!\w)\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)/g, isValid: checked("FI", "hetu") },
  { pattern: /(?<![\w.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)/g, isValid: checked("BR", "cpf") },
  { pattern: /(?<!\w)\d{7}[A-W][ABHWTX]?(?!\w)/g, isValid: checked("IE", "pps") },
  { pattern: /(?<!\w)[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d(?!\w)/g, isValid: checked("MX", "curp") },
  { pattern: /(?<!\w)[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?!\w)/g, isValid: checked("IN", "pan") },
  { pattern: /(?<![\w/])\d{6}\/\d{3,4}(?![\w/])/g, isValid: checked("CZ", "rc") },
  { pattern: /(?<!\w)\d{6}-[1-4]\d{6}(?!\w)/g, isValid: checked("KR", "rrn") },
];

export const findIdsByForm = (text: string): Span[] =>
  FORMS.flatMap(({ pattern, isValid }) =>
    matchesOf(text, pattern)
      .filter((match) => isValid(match[0]) && !isCued(text, match.index, CUE_CHARACTERS, NUMBERING))
      .map(spanOf),
  );
