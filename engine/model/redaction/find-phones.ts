import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import type { Span } from "./personal-data.ts";

/** Whose national forms are read when no country code is written. */
const COUNTRIES: CountryCode[] = ["DE", "GB", "FR", "AT", "CH", "NL", "IT", "BE", "US"];
const WRITTEN =
  /(?<![\p{L}\p{N}_.,:#$€£@/-])[+(]{0,2}\d(?:[ \u00a0\u202f()./‐‑–-]{0,3}\d){5,16}(?![\p{L}\p{N}_@]|[.,:-]\d|\s?[%€$£°])/gu;
const MOST_GROUPS = 10;
const CALLING =
  /(?<!\p{L})(?:phone|tel|telephone|telefon\p{L}*|call|mobile|mobil\p{L}*|cell|whatsapp|signal|sms|text me|ring me|reach \p{L}+|fax|handy\p{L}*|(?:my|his|her|our|your|their) (?:\p{L}+ )?number|(?:meine|seine|ihre|deine|unsere) (?:\p{L}+ )?nummer|ruf\p{L}*|anruf\p{L}*|erreich\p{L}*|rückruf|durchwahl|hotline|extension|landline|festnetz)(?!\p{L})/iu;
const NUMBERING =
  /(?:(?:bestell|rechnung|artikel|auftrag|kunden|serien|vorgang|aktenzeichen|sendung|mitglied|konto|charge|steuer|ausweis|losn)\p{L}*|(?<!\p{L})(?:order|invoice|isbn|issn|ticket|case|ref|reference|tracking|parcel|shipment|serial|article|part|customer|member|membership|account|model|version|build|commit|page|seite|coordinates|koordinaten|doi|arxiv|batch|lot|patent|flight|flug|train|zug|gleis|id|nr|no))(?!\p{L})[^\p{N}\n]{0,14}$/iu;
const DATE =
  /(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2})(?!\d)|^(?:1[4-9]|20)\d{2}\s?[-–/]\s?(?:1[4-9]|20)\d{2}$/;
const DECIMAL = /^\d+\.\d+$/;
const THOUSANDS = /^\d{1,3}([ .\u00a0\u202f])\d{3}(?:\1\d{3})*$/;
const NORTH_AMERICAN = /^(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .–-]{1,2}[2-9]\d{2}[ .–-]\d{4}$/;
const CUE_CHARACTERS = 30;

/** With a country code, in a national form, or any run of digits that a word for calling announces. */
export function findPhones(text: string): Span[] {
  return [...text.matchAll(WRITTEN)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - CUE_CHARACTERS), match.index);
    const span = partsOf(match[0]).find(({ start, end }) => isPhone(match[0].slice(start, end), before));
    return span ? [{ start: match.index + span.start, end: match.index + span.end }] : [];
  });
}

/** Neighbouring numbers run together, as in `ring 030 1234567 2 times`: every run of groups, the longest first. */
function partsOf(written: string): Span[] {
  const groups = [...written.matchAll(/[^\s]+/g)].slice(0, MOST_GROUPS);
  const parts = groups.flatMap((first, index) =>
    groups.slice(index).map((last) => ({ start: first.index, end: last.index + last[0].length })),
  );
  return parts.toSorted((one, other) => other.end - other.start - (one.end - one.start));
}

function isPhone(written: string, before: string): boolean {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 6 || digits.length > 15 || DATE.test(written) || DECIMAL.test(written)) return false;
  if (/^\(?\+/.test(written)) return parsePhoneNumberFromString(written)?.isPossible() ?? false;
  if (NUMBERING.test(before)) return false;
  if (/^00[1-9]/.test(digits)) return parsePhoneNumberFromString(`+${digits.slice(2)}`)?.isPossible() ?? false;
  if (CALLING.test(before)) return true;
  if (THOUSANDS.test(written)) return false;
  if (NORTH_AMERICAN.test(written)) return true;
  return (
    /^\(?0[1-9]/.test(written) &&
    digits.length >= 8 &&
    COUNTRIES.some((country) => parsePhoneNumberFromString(written, country)?.isValid())
  );
}
