/** Finds where participants are named in a text. */
import { keepRecent } from "../text/keep-recent.ts";
import { ASCII, JOINED, UNSPACED } from "../text/scripts.ts";
import type { Participant } from "./conversation.ts";

export type Mention = {
  participantId: string;
  start: number;
  end: number;
  /** The name is also a word, so it may not mean anybody. */
  isWord: boolean;
};

const TITLES = new Set([
  "dr",
  "prof",
  "professor",
  "mr",
  "mrs",
  "ms",
  "sir",
  "lady",
  "herr",
  "frau",
  "sister",
  "father",
  "captain",
]);

/** First names that are also words: "in June we may" names nobody. They count only with a capital letter. */
const NAMES_THAT_ARE_WORDS = new Set(
  "april art august autumn bill chase dawn dean drew faith frank gene grace grant guy hope iris ivy jack joy june mark may max miles olive pat penny pearl ray rob rose ruby summer sue victor violet will wolf".split(
    " ",
  ),
);

/** Chinese, Japanese and Korean write a name without a space. */
const WITHOUT_SPACE = /^[\p{Script=Han}\p{Script=Hangul}]+$/u;
const KATAKANA = /^[\p{Script=Katakana}ー・]+$/u;
const HANGUL = /\p{Script=Hangul}$/u;
const SPACELESS = new RegExp(`^[${UNSPACED}]+$`, "v");
const HAS_LETTER = /[\p{L}\p{N}]/u;
const HAS_ACCENTS = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;

/** Only for real accents: removing parts of a Korean syllable or a Japanese character would make another one. */
export const dropAccent = (letter: string): string =>
  HAS_ACCENTS.test(letter) ? letter.normalize("NFD").charAt(0) : letter;

/** Without accents, at the same length as the NFC form, so that positions match. */
const flatten = (text: string): string =>
  ASCII.test(text) ? text : [...text.normalize("NFC")].map(dropAccent).join("");

/**
 * Given and family name in scripts that write them without a space: of three characters the first is the family name,
 * of four the first two are. A single character is not used as a name.
 */
function partName(part: string): string[] {
  const signs = Array.from(part);
  if (!WITHOUT_SPACE.test(part) || signs.length < 3 || signs.length > 4) return [part];
  return [signs.slice(0, signs.length - 2).join(""), signs.slice(-2).join("")];
}

const partsOf = (name: string): string[] =>
  flatten(name)
    .split(/[\s・·]+/u)
    .filter((part) => part && !TITLES.has(part.toLowerCase().replace(/\.$/, "")))
    .flatMap(partName);

export const givenName = (name: string): string => partsOf(name)[0] ?? "";

/** The names a participant is addressed by: full, first and last name; a name that two share is dropped. */
export function callNames(participant: Participant, everyone: readonly Participant[]): string[] {
  const parts = partsOf(participant.name);
  const others = everyone
    .filter((other) => other.id !== participant.id)
    .flatMap((other) => partsOf(other.name).map((part) => part.toLowerCase()));
  const single = [parts[0], parts.at(-1)].filter(
    (part): part is string =>
      part !== undefined &&
      part.length > 1 &&
      HAS_LETTER.test(part) &&
      !others.includes(part.toLowerCase()) &&
      !/^(the|der|die|das|von|van|de)$/i.test(part),
  );
  return [...new Set([flatten(participant.name), ...single])];
}

/** All mentions in order of appearance; the longest form of a name wins where forms overlap. Positions are those of the NFC form. */
export function findMentions(text: string, participants: readonly Participant[]): Mention[] {
  const flat = flatten(text);
  const folded = foldCase(flat);
  const found: Mention[] = [];
  for (const { participantId, names, foldedNames } of callsOf(participants)) {
    // Most sentences name nobody, and a text search is far cheaper than compiling a pattern.
    if (!foldedNames.some((name) => folded.includes(name))) continue;
    for (const match of flat.matchAll(patternOf(names, flat))) {
      const isWord = NAMES_THAT_ARE_WORDS.has(match[0].toLowerCase());
      if (isWord && !/^\p{Lu}/u.test(match[0])) continue;
      found.push({ participantId, start: match.index, end: match.index + match[0].length, isWord });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** In scripts without spaces, a name is only bounded by characters of other scripts. */
const OTHER_LETTER = String.raw`[[\p{L}\p{M}\p{N}]--[${JOINED}]]`;
const KOREAN_END = String.raw`(?=(?:씨|님|선생님|군|양|야|아|이|은|는|가|을|를|도|의|과|와|랑|한테|에게|께|께서|이랑|이는|이가|이도|이야)*(?!\p{Script=Hangul}))`;

/** A pattern in which $ stands for the name. */
function boundsOf(name: string): string {
  if (KATAKANA.test(name)) return String.raw`(?<![\p{Script=Katakana}ー])$(?![\p{Script=Katakana}ー])`;
  if (HANGUL.test(name)) return String.raw`(?<![\p{L}\p{M}\p{N}])$${KOREAN_END}`;
  return SPACELESS.test(name) ? "$" : `(?<!${OTHER_LETTER})$(?!${OTHER_LETTER})`;
}
const ASCII_BOUNDS = "(?<![a-z0-9])$(?![a-z0-9])";

const nameWithin = (bounds: string, names: readonly string[]): string =>
  bounds.replace("$", () => `(?:${names.map((name) => RegExp.escape(name)).join("|")})`);

/** Names of one kind share their bounds, because tables of letters take milliseconds to compile. ASCII texts need none. */
function patternOf(names: readonly string[], text: string): RegExp {
  if (ASCII.test(text)) return compileAscii(nameWithin(ASCII_BOUNDS, names));
  const byBounds = [...Map.groupBy(names, boundsOf)];
  return compile(byBounds.map(([bounds, bound]) => nameWithin(bounds, bound)).join("|"));
}

/** Cached, because the same people are named in many talks. */
const MAX_PATTERNS = 1000;
const compile = keepRecent((pattern) => new RegExp(pattern, "giv"), MAX_PATTERNS);
const compileAscii = keepRecent((pattern) => new RegExp(pattern, "giu"), MAX_PATTERNS);

/** Makes texts equal that a case-insensitive pattern matches: lower case first, since ẞ has no upper case but ß has. */
const foldCase = (text: string): string => text.toLowerCase().toUpperCase();

/** The names of one participant. */
type Calls = { participantId: string; names: readonly string[]; foldedNames: readonly string[] };

const known = new WeakMap<readonly Participant[], Calls[]>();

/** Cached per list: one decision compares many sentences with the same participants. */
function callsOf(participants: readonly Participant[]): Calls[] {
  const found = known.get(participants);
  if (found) return found;
  const calls = participants.map((participant): Calls => {
    const names = callNames(participant, participants).sort((one, other) => other.length - one.length);
    return { participantId: participant.id, names, foldedNames: names.map(foldCase) };
  });
  known.set(participants, calls);
  return calls;
}
