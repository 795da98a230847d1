/** Ends a reply where it stops being anything that somebody could say aloud: data for a program, encoded or spelled-out text (SPEC A5, M7). */
import type { StableText } from "./stable-text.ts";

/** A tool call, a JSON document, a picture that would be fetched from somewhere. */
const DATA = /<\/?(?:tool|function|invoke)[a-z_:-]*|(?<![\p{L}\p{N}])[{[]\s*["{]|!\[[^\]\n]*\]\(/iu;
const UNDECIDED_DATA = /(?:<[/a-z_:-]{0,20}|[{[]\s*|!(?:\[[^\]\n]{0,80}(?:\]?)?)?)$/iu;
/** No word of any language has as many of these characters in a row. */
const ENCODED = /[A-Za-z0-9+/=_%-]{60,}/;
const MAY_BE_ENCODED = /[A-Za-z0-9+/=_%-]*$/;
/** A word is shown up to here before it is known to end. */
const SHOWN_OF_A_WORD = 16;
const SPELLED_OUT = /(?<![\p{L}'’])(?:\p{Script=Latin}[^\p{L}\p{N}]{1,3}){11}\p{Script=Latin}(?=[^\p{L}'’])/u;

export function cutUnspeakable(input: string, ended: boolean): StableText {
  const ends = [DATA.exec(input)?.index, shownOf(ENCODED.exec(input)), endOf(SPELLED_OUT.exec(input))].filter(
    (end) => end !== undefined,
  );
  if (ends.length > 0) return { text: input.slice(0, Math.min(...ends)), done: true };
  if (ended) return { text: input, done: false };
  const data = UNDECIDED_DATA.exec(input)?.index ?? input.length;
  const word = shownOf(MAY_BE_ENCODED.exec(input)) ?? input.length;
  return { text: input.slice(0, Math.min(data, word)), done: false };
}

const shownOf = (word: RegExpExecArray | null): number | undefined =>
  word ? Math.min(word.index + SHOWN_OF_A_WORD, word.index + word[0].length) : undefined;

const endOf = (found: RegExpExecArray | null): number | undefined =>
  found?.index === undefined ? undefined : found.index + found[0].length;
