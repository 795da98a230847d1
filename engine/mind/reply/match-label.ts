import { dropAccent } from "../find-mentions.ts";

/** Labels like "Name:" before a line, as in scripts: `**Ada:**`, `Ada (smiling):`, `[Ada]:`. */

/** Names have at most 60 characters. */
const LONGEST_NAME = 80;
const ASCII = /^[\x20-\x7e]*$/;
const OPENING_MARK = /^[*_["“„(「『（【]*/u;
const AFTER_NAME =
  /^[*_\])"”」』）】]*\s*(?:[(（][^)）\n]{0,60}[)）]|[[【][^\]】\n]{0,60}[\]】])?\s*[*_]*[:：][*_]*\s*/u;
const UNDECIDED_AFTER_NAME = /^[*_\])"”」』）】]*\s*(?:[([（【][^)\]）】\n]{0,60}[)\]）】]?)?\s*[*_]*$/u;
const AFTER_HEADING = /[*_\])"”」』）】]*\s*$/u;
/** What is left of a label whose name consists of removed marks: "*:". */
export const NAMELESS = /^[:：]\s+(?=[\p{L}\p{N}])/u;
export const UNDECIDED_NAMELESS = /^[:：]\s*$/u;

/** Speakers that models invent besides the participants. */
export const SCRIPT_ROLES =
  "User Human Assistant System AI Narrator Moderator Moderatorin Facilitator Host Operator Admin Developer Gesprächsleitung Erzähler Assistent Nutzer Mensch".split(
    " ",
  );

/** Whether a whole line is one of these names: what follows are their words, as in a printed play. */
export const isHeadingOf = (line: string, names: readonly string[]): boolean =>
  line.endsWith("\n") && marksBefore(line).some((mark) => isNamed(line.slice(mark).replace(AFTER_HEADING, ""), names));

/** Length of the label at the start of `text` that names one of `names`, 0 when there is none. */
export function matchLabel(text: string, names: readonly string[]): number {
  for (const mark of marksBefore(text)) {
    const bare = flatten(text.slice(mark, mark + LONGEST_NAME));
    for (const name of names) {
      if (!bare.startsWith(flatten(name))) continue;
      const after = AFTER_NAME.exec(text.slice(mark + name.length));
      if (after) return mark + name.length + after[0].length;
    }
  }
  return 0;
}

/** Whether the growing `text` may still turn out to begin with such a label. */
export function mayBecomeLabel(text: string, names: readonly string[]): boolean {
  return marksBefore(text).some((mark) => {
    const bare = flatten(text.slice(mark, mark + LONGEST_NAME));
    return names.some((name) => {
      const flatName = flatten(name);
      if (flatName.startsWith(bare)) return true;
      return bare.startsWith(flatName) && UNDECIDED_AFTER_NAME.test(text.slice(mark + name.length));
    });
  });
}

/** Possible numbers of characters before the name: a name may begin with such marks itself. */
const marksBefore = (text: string): number[] => [...new Set([OPENING_MARK.exec(text)?.[0].length ?? 0, 0])];

/** Ignores case and accents. */
export const isNamed = (name: string, names: readonly string[]): boolean =>
  names.some((own) => flatten(own) === flatten(name));

/** Removes case and accents, keeping the length. */
const flatten = (text: string): string => (ASCII.test(text) ? text.toLowerCase() : flattenLetters(text));

const flattenLetters = (text: string): string =>
  [...text].map((letter) => (letter.length === 1 ? dropAccent(letter).toLowerCase().charAt(0) : letter)).join("");
