import type { ProviderEvent } from "./guard-stream.adapter.ts";

/** Text of an answer, or a thought. */
export type Words = Extract<ProviderEvent, { text: string }>;

/** Joins consecutive pieces of the same kind. */
export function joinWords(words: readonly Words[]): Words[] {
  const joined: Words[] = [];
  for (const piece of words) {
    const last = joined.at(-1);
    if (last?.type === piece.type) last.text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
}
