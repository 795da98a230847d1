/**
 * Normalises text for the finders: look-alike digits, spaces and hyphens become plain ones, invisible
 * characters are removed. So `０１５１` or a number with invisible joiners is found like any other.
 */
import type { Span } from "./personal-data.ts";

export type PlainText = {
  text: string;
  /** Maps a span to the original text. */
  toOriginal(span: Span): Span;
};

const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\u034f|\ufe0f/;
const SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/;
const HYPHEN = /[\u2010-\u2013\u2212\ufe63\uff0d]/;
const FULL_WIDTH = /[\uff01-\uff5e]/;
const ASCII_OFFSET = 0xfee0;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u;
const CHANGED = new RegExp([UNSEEN, SPACE, HYPHEN, FULL_WIDTH, OTHER_DIGIT].map(({ source }) => source).join("|"), "u");

export function toPlainText(original: string): PlainText {
  if (!CHANGED.test(original)) return { text: original, toOriginal: (span) => span };
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let at = 0;
  for (const character of original) {
    const plain = toPlain(character);
    for (let unit = 0; unit < plain.length; unit += 1) {
      starts.push(at + (plain.length === character.length ? unit : 0));
      ends.push(plain.length === character.length ? at + unit + 1 : at + character.length);
    }
    text += plain;
    at += character.length;
  }
  return { text, toOriginal: ({ start, end }) => ({ start: starts[start]!, end: ends[end - 1]! }) };
}

function toPlain(character: string): string {
  if (character < "\u0080") return character;
  if (UNSEEN.test(character)) return "";
  if (SPACE.test(character)) return " ";
  if (HYPHEN.test(character)) return "-";
  if (OTHER_DIGIT.test(character)) return valueOfDigit(character.codePointAt(0)!);
  return FULL_WIDTH.test(character) ? String.fromCharCode(character.charCodeAt(0) - ASCII_OFFSET) : character;
}

/** Unicode has digits in runs of ten that begin with a zero. */
function valueOfDigit(codePoint: number): string {
  let first = codePoint;
  while (OTHER_DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((codePoint - first) % 10);
}
