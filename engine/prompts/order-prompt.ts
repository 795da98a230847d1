/**
 * The one order of every prompt that comes again (SPEC L5): what never changes, what only grows, what is new. Providers
 * reuse a prompt up to the first word that differs from one they have read, so nothing of a later part may stand earlier.
 */
import type { ChatMessage } from "../model/language-model.ts";

export type PromptParts = {
  /** World rules, then the persona: word for word the same at every turn, each part with those before it. Reused for an hour. */
  frozen: readonly string[];
  /** What was said, oldest first: from turn to turn only added to. Reused for five minutes. */
  conversation: readonly Omit<ChatMessage, "cache">[];
  /** This turn alone: what is remembered now, remarks, whose turn it is. */
  turn: string;
};

export function orderPrompt({ frozen, conversation, turn }: PromptParts): ChatMessage[] {
  const said = conversation.map((message, index): ChatMessage =>
    index === conversation.length - 1 ? { ...message, cache: "5m" } : message,
  );
  const parts = frozen.map((content): ChatMessage => ({ role: "system", content, cache: "1h" }));
  return [...parts, ...said, { role: "user", content: turn }];
}
