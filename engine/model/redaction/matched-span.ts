import type { Span } from "./personal-data.ts";

export const spanOf = (match: RegExpExecArray): Span => ({ start: match.index, end: match.index + match[0].length });

/** Every match of a global pattern. `matchAll` copies the pattern each time, which takes longer than most searches. */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    matches.push(match);
    if (match[0] === "") pattern.lastIndex += 1;
  }
  return matches;
}

export const findAll = (text: string, pattern: RegExp): Span[] => matchesOf(text, pattern).map(spanOf);

/** The group `value` of each match; the pattern needs the flags g and d. */
export function findValues(text: string, pattern: RegExp): Span[] {
  return matchesOf(text, pattern).map(({ indices }) => {
    const [start, end] = indices!.groups!["value"]!;
    return { start, end };
  });
}

/** Whether a cue occurs in the last `characters` before `start`. */
export const isCued = (text: string, start: number, characters: number, cue: RegExp): boolean =>
  cue.test(text.slice(Math.max(0, start - characters), start));

/** Builds a pattern that matches any of the words, for expressions in many languages. */
export const anyOf = (...words: string[]): string => `(?:${words.join("|")})`;
