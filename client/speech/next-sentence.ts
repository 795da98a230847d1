import type { Turn } from "../state/transcript.ts";

/** How far a conversation has been read aloud. */
export type ReadPosition = { turnId: string; offset: number };
export type Sentence = { speakerId: string; text: string; /** Where reading stands after it. */ next: ReadPosition };

type SpokenTurn = Pick<Turn, "id" | "speakerId" | "text" | "status">;

/**
 * The next sentence to read aloud of `turns`, which are in order; null: none is complete yet. A turn that broke off is
 * read no further. Whoever reads more slowly than people write skips to the newest turn instead of falling behind.
 */
export function nextSentence(
  turns: readonly SpokenTurn[],
  position: ReadPosition | null,
  language: string,
): Sentence | null {
  const index = turns.findIndex(({ id }) => id === position?.turnId);
  const current = turns[index];
  if (current && position) {
    const sentence = firstSentence(current, position.offset, language);
    if (sentence || current.status === "speaking") return sentence;
  }
  const newest = turns.at(-1);
  return newest && newest !== current ? firstSentence(newest, 0, language) : null;
}

function firstSentence({ id, speakerId, text, status }: SpokenTurn, offset: number, language: string): Sentence | null {
  if (status === "interrupted" || status === "failed") return null;
  const segments = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text.slice(offset));
  // The last one may still grow while the turn is being spoken.
  const [first, second] = [...segments].map(({ segment }) => segment);
  if (first === undefined || (status === "speaking" && second === undefined)) return null;
  return { speakerId, text: first.trim(), next: { turnId: id, offset: offset + first.length } };
}
