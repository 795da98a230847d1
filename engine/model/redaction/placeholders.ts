/** Stable names for personal data: in one conversation the same value is always the same `[EMAIL_1]`. */
import { createFinder, type Finder } from "./find-replaceable.ts";

const MAX_CONVERSATIONS = 2000;

export type Placeholders = {
  find: Finder;
  /** The placeholder (`[EMAIL_1]`) of this value, created on first use. */
  placeholderOf(kind: string, value: string): string;
};

export function createPlaceholders(find: Finder = createFinder()): Placeholders {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  return {
    find,
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

/**
 * One set of placeholders per conversation, kept for the most recently used ones; only in memory, never stored. Calls
 * that belong to none (null) get a set of their own each; what was found in their texts is remembered, too.
 */
export function createConversationPlaceholders(): (conversation: string | null) => Placeholders {
  const conversations = new Map<string, Placeholders>();
  const find = createFinder();
  return (conversation) => {
    if (conversation === null) return createPlaceholders(find);
    const placeholders = conversations.get(conversation) ?? createPlaceholders(find);
    conversations.delete(conversation);
    conversations.set(conversation, placeholders);
    if (conversations.size > MAX_CONVERSATIONS) conversations.delete(conversations.keys().next().value!);
    return placeholders;
  };
}
