import { findPersonalData } from "./find-personal-data.ts";
import type { Span } from "./personal-data.ts";

/** Text that already looks like a placeholder: it gets its own placeholder, so that it never stands for other data. */
const LOOKS_LIKE_ONE = /\[[A-Z]{2,10}_\d{1,9}\]/g;
/** As much text as the 400 respondents of a run, or a few hundred conversations, send with every call. */
const REMEMBERED_CHARACTERS = 24_000_000;

export type Replaceable = Span & { kind: string };
/** In text order, without overlaps. */
export type Finder = (text: string) => readonly Replaceable[];

/**
 * Most of what a call sends was also sent with the previous one, so results are cached
 * for the most recently used texts.
 */
export function createFinder(rememberedCharacters = REMEMBERED_CHARACTERS): Finder {
  // Two generations: entries not used while the newer one filled up are dropped with the older one.
  let newer = new Map<string, readonly Replaceable[]>();
  let older = newer;
  let characters = 0;
  return (text) => {
    const known = newer.get(text);
    if (known) return known;
    const found = older.get(text) ?? findReplaceable(text);
    newer.set(text, found);
    characters += text.length;
    if (characters > rememberedCharacters / 2) {
      [older, newer] = [newer, new Map()];
      characters = 0;
    }
    return found;
  };
}

function findReplaceable(text: string): Replaceable[] {
  const found = findPersonalData(text);
  const lookalikes = [...text.matchAll(LOOKS_LIKE_ONE)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, kind: "TEXT" }))
    .filter(({ start, end }) => found.every((data) => end <= data.start || data.end <= start));
  return [...found, ...lookalikes].toSorted((one, other) => one.start - other.start);
}
