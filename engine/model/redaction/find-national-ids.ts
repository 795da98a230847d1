import { stdnum } from "stdnum";
import { findValues, isCued, spanOf } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

type IdForm = {
  pattern: RegExp;
  isValid(written: string): boolean;
  /** Bare digits that fit by chance too often count only behind these words. */
  cue?: RegExp;
};

const CUE_DISTANCE_CHARACTERS = 45;

const checked = (country: string, id: string) => {
  const validator = stdnum[country]?.[id];
  if (!validator) throw new Error(`stdnum has no ${country}.${id}`);
  return (written: string): boolean => validator.validate(written.toUpperCase()).isValid;
};

const FORMS: IdForm[] = [
  { pattern: /(?<![\w-])\d{3}([ -])\d{2}\1\d{4}(?![\w-])/g, isValid: checked("US", "ssn") },
  { pattern: /(?<!\w)\d{9}(?!\w)/g, isValid: checked("US", "ssn"), cue: /\bssn\b|social security/i },
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
    pattern: /(?<!\w)\d{3}[ .]?\d{3}[ .]?\d{3}(?!\w)|(?<!\w)\d{4}[ .]?\d{2}[ .]?\d{3}(?!\w)/g,
    isValid: checked("NL", "bsn"),
    cue: /\bbsn\b|burgerservice|sofi-?nummer/i,
  },
  {
    pattern: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/gi,
    isValid: checked("IT", "codicefiscale"),
  },
  { pattern: /(?<!\w)\d{11}(?!\w)/g, isValid: checked("PL", "pesel"), cue: /\bpesel\b/i },
  { pattern: /(?<!\w)756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?!\w)/g, isValid: checked("CH", "ssn") },
];

/** Papers without a public check digit, told by the word before them. */
const PAPERS =
  /\b(?:passport|reisepass|personalausweis|ausweis|id card|driving licence|driver'?s licen[cs]e|führerschein)(?:[- ]?(?:number|no\.?|nummer|nr\.?))?(?:\s+(?:is|ist|lautet))?\s*[:#]?\s*(?<value>(?=[A-Z0-9]*\d)[A-Z0-9]{6,16})(?!\w)/dgi;

export const findNationalIds = (text: string): Span[] => [
  ...FORMS.flatMap(({ pattern, isValid, cue }) =>
    [...text.matchAll(pattern)]
      .filter((match) => isValid(match[0]) && (!cue || isCued(text, match.index, CUE_DISTANCE_CHARACTERS, cue)))
      .map(spanOf),
  ),
  ...findValues(text, PAPERS),
];
