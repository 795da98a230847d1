import type { Placeholders } from "./placeholders.ts";

/** Replaces all personal data by placeholders, and records the originals in `originals`. */
export function redactText(text: string, placeholders: Placeholders, originals: Map<string, string>): string {
  let redacted = "";
  let done = 0;
  for (const { start, end, kind } of placeholders.find(text)) {
    const value = text.slice(start, end);
    const placeholder = placeholders.placeholderOf(kind, value);
    originals.set(placeholder, value);
    redacted += text.slice(done, start) + placeholder;
    done = end;
  }
  return done === 0 ? text : redacted + text.slice(done);
}
