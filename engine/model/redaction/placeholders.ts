/** Stable names for personal data: in one conversation the same value is always the same `[EMAIL_1]`. */
import { findPersonalData } from "./find-personal-data.ts";

/** What a text may already hold that looks like a placeholder: it gets one of its own, so that it never stands for another's data. */
const LOOKS_LIKE_ONE = /\[[A-Z]{2,10}_\d{1,9}\]/g;
const MOST_CONVERSATIONS = 2000;

export type Placeholders = {
  /** `[EMAIL_1]` for this value; a new one at its first appearance. */
  placeholderOf(kind: string, value: string): string;
};

export function createPlaceholders(): Placeholders {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  return {
    placeholderOf(kind, value) {
      const earlier = known.get(value);
      if (earlier) return earlier;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const placeholder = `[${kind}_${count}]`;
      known.set(value, placeholder);
      return placeholder;
    },
  };
}

/** One set of placeholders per conversation, those used last kept; only in memory, never stored. */
export function createConversationPlaceholders(): (conversation: string) => Placeholders {
  const conversations = new Map<string, Placeholders>();
  return (conversation) => {
    const placeholders = conversations.get(conversation) ?? createPlaceholders();
    conversations.delete(conversation);
    conversations.set(conversation, placeholders);
    if (conversations.size > MOST_CONVERSATIONS) conversations.delete(conversations.keys().next().value!);
    return placeholders;
  };
}

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
