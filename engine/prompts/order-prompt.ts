/**
 * The order of every recurring prompt (SPEC L5): what never changes, what only grows, what is new. Providers
 * reuse a prompt up to the first difference from one they have read, so nothing of a later part may come earlier.
 */
import type { ChatMessage } from "../model/language-model.ts";

export type PromptParts = {
  /** World rules, then the persona: identical at every turn. Reused for an hour. */
  frozen: readonly string[];
  /** What was said, oldest first: append-only from turn to turn. Reused for five minutes. */
  conversation: readonly Omit<ChatMessage, "cache">[];
  /** Only for this turn: recalled memories, remarks, whose turn it is. */
  turn: string;
};

export function orderPrompt({ frozen, conversation, turn }: PromptParts): ChatMessage[] {
  const said = conversation.map((message, index): ChatMessage =>
    index === conversation.length - 1 ? { ...message, cache: "5m" } : message,
  );
  const parts = frozen.map((content): ChatMessage => ({ role: "system", content, cache: "1h" }));
  return [...parts, ...said, { role: "user", content: turn }];
}
