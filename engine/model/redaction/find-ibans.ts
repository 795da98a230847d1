import { countrySpecs, isValidIBAN } from "ibantools";
import type { Span } from "./personal-data.ts";

const START = /(?<![A-Za-z0-9])([A-Za-z]{2})[ -]?\d{2}(?=[ .-]?[A-Za-z0-9])/g;
const LONGEST_WRITTEN_CHARACTERS = 60;

/** Compact or in groups; only with valid check digits and the country's length. */
export function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(START)) {
    const length = countrySpecs[match[1]!.toUpperCase()]?.chars;
    if (!length) continue;
    const written = new RegExp(`^(?:[A-Za-z0-9][ \\u00a0.-]?){${length - 1}}[A-Za-z0-9](?![A-Za-z0-9])`).exec(
      text.slice(match.index, match.index + LONGEST_WRITTEN_CHARACTERS + length),
    );
    if (written && isValidIBAN(written[0].replace(/[^A-Za-z0-9]/g, "").toUpperCase()))
      spans.push({ start: match.index, end: match.index + written[0].length });
  }
  return spans;
}
