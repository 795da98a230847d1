import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import { CALLING } from "./calling-words.ts";
import { NUMBERING } from "./numbering-words.ts";
import type { Span } from "./personal-data.ts";

/** Countries whose national formats are tried without a country code. */
const COUNTRIES: CountryCode[] = ["DE", "GB", "FR", "AT", "CH", "NL", "IT", "BE", "IE", "SE", "AU", "US"];
const WRITTEN =
  /(?<![\p{L}\p{N}_.,:#$€£@/-])[+(]{0,2}\d(?:[ ()./-]{0,3}\d){5,16}(?![\p{L}\p{N}_@]|[.,:-]\d|\s?[%€$£°])/gu;
const MAX_GROUPS = 10;
const DATE =
  /(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2})(?!\d)|^(?:1[4-9]|20)\d{2}\s?[-/]\s?(?:1[4-9]|20)\d{2}$/;
const DECIMAL = /^\d{1,16}\.\d{1,16}$/;
const THOUSANDS = /^\d{1,3}([ .])\d{3}(?:\1\d{3}){0,4}$/;
const NORTH_AMERICAN = /^(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[ .-]\d{4}$/;
/** Local numbers: only next to words about calling. */
const LOCAL = /^[2-9]\d{2}-\d{4}$/;
const CUE_CHARACTERS = 30;

type Around = { before: string; after: string };

/** Numbers with a country code, in a national format, or any run of digits announced by a word for calling. */
export function findPhones(text: string): Span[] {
  return [...text.matchAll(WRITTEN)].flatMap(({ 0: written, index }) => {
    const end = index + written.length;
    const around = {
      before: text.slice(Math.max(0, index - CUE_CHARACTERS), index),
      after: text.slice(end, end + 2 * CUE_CHARACTERS),
    };
    return phonesIn(written, around).map((span) => ({ start: index + span.start, end: index + span.end }));
  });
}

/** Adjacent numbers run together, as in `ring 030 1234567 2 times`, so every run of groups is tried, the longest first. */
function phonesIn(written: string, around: Around): Span[] {
  const groups = [...written.matchAll(/[^\s]{1,40}/g)].slice(0, MAX_GROUPS);
  const runs = groups
    .flatMap((first, index) =>
      groups.slice(index).map((last) => ({ start: first.index, end: last.index + last[0].length })),
    )
    .toSorted((one, other) => other.end - other.start - (one.end - one.start));
  const phones: Span[] = [];
  for (const run of runs)
    if (
      phones.every(({ start, end }) => run.end <= start || end <= run.start) &&
      isPhone(written.slice(run.start, run.end), around)
    )
      phones.push(run);
  return phones;
}

function isPhone(written: string, { before, after }: Around): boolean {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 6 || digits.length > 15 || DATE.test(written) || DECIMAL.test(written)) return false;
  if (/^\(?\+/.test(written)) return isPossible(written);
  if (NUMBERING.test(before)) return false;
  if (/^00[1-9]/.test(digits)) return isPossible(`+${digits.slice(2)}`);
  if (CALLING.test(before)) return true;
  if (THOUSANDS.test(written)) return false;
  if (NORTH_AMERICAN.test(written)) return true;
  if (LOCAL.test(written)) return CALLING.test(after);
  return /^\(?0[1-9]/.test(written) && digits.length >= 8 && isValidSomewhere(written);
}

const isPossible = (international: string): boolean => parsePhoneNumberFromString(international)?.isPossible() ?? false;

const isValidSomewhere = (written: string): boolean =>
  COUNTRIES.some((country) => parsePhoneNumberFromString(written, country)?.isValid());
