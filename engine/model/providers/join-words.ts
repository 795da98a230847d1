import type { ProviderEvent } from "./guard-stream.adapter.ts";

/** What an answer says: its text, or a thought before it. */
export type Words = Extract<ProviderEvent, { text: string }>;

/** Pieces of the same kind that follow each other as one. */
export function joinWords(words: readonly Words[]): Words[] {
  const joined: Words[] = [];
  for (const piece of words) {
    const last = joined.at(-1);
    if (last?.type === piece.type) last.text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
}
