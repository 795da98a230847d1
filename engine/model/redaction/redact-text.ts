import { findPersonalData } from "./find-personal-data.ts";
import type { Placeholders } from "./placeholders.ts";

/** What a text may already hold that looks like a placeholder: it gets one of its own, so that it never stands for another's data. */
const LOOKS_LIKE_ONE = /\[[A-Z]{2,10}_\d{1,9}\]/g;

/** Puts placeholders for all personal data, and notes in `originals` what each stands for. */
export function redactText(text: string, placeholders: Placeholders, originals: Map<string, string>): string {
  let redacted = "";
  let done = 0;
  for (const { start, end, kind } of findReplaceable(text)) {
    const value = text.slice(start, end);
    const placeholder = placeholders.placeholderOf(kind, value);
    originals.set(placeholder, value);
    redacted += text.slice(done, start) + placeholder;
    done = end;
  }
  return redacted + text.slice(done);
}

function findReplaceable(text: string): { start: number; end: number; kind: string }[] {
  const found = findPersonalData(text);
  const lookalikes = [...text.matchAll(LOOKS_LIKE_ONE)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, kind: "TEXT" }))
    .filter(({ start, end }) => found.every((data) => end <= data.start || data.end <= start));
  return [...found, ...lookalikes].toSorted((one, other) => one.start - other.start);
}
