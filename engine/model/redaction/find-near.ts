import { matchesOf } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

export type Near = {
  /** A quick global pattern for places worth searching. */
  sign: RegExp;
  /** At least the length of the context that may belong to a sign, on either side. */
  charactersBefore: number;
  charactersAfter: number;
};

const LONGEST_WORD_CHARACTERS = 60;

/** Searches only around the signs, so that most of a text costs no more than searching for those. */
export function findNear(text: string, near: Near, find: (text: string) => Span[]): Span[] {
  return windowsOf(text, near).flatMap((window) =>
    find(text.slice(window.start, window.end)).map(({ start, end }) => ({
      start: start + window.start,
      end: end + window.start,
    })),
  );
}

function windowsOf(text: string, { sign, charactersBefore, charactersAfter }: Near): Span[] {
  const windows: Span[] = [];
  for (const match of matchesOf(text, sign)) {
    const end = Math.min(text.length, match.index + match[0].length + charactersAfter);
    const last = windows.at(-1);
    if (last && match.index - charactersBefore <= last.end) last.end = end;
    else windows.push({ start: startOfWord(text, match.index - charactersBefore), end });
  }
  return windows;
}

/** Moves to the start of the word, as a cut word would look like one that begins there. */
function startOfWord(text: string, at: number): number {
  for (let start = at; start > Math.max(0, at - LONGEST_WORD_CHARACTERS); start -= 1)
    if (/\s/.test(text[start - 1]!)) return start;
  return Math.max(0, at - LONGEST_WORD_CHARACTERS);
}
