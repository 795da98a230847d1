/** Where participants are named in a text. */
import type { Participant } from "./conversation.ts";

export type Mention = {
  participantId: string;
  start: number;
  end: number;
  /** The name is also a word: it may be that nobody is meant. */
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

const HAS_LETTER = /[\p{L}\p{N}]/u;
const ASCII = /^[\x20-\x7e\s]*$/;

/** Without accents; of the same length as the NFC form, so that positions in the result are positions in that. */
const flatten = (text: string): string =>
  ASCII.test(text)
    ? text
    : [...text.normalize("NFC")]
        .map((letter) => (letter.length === 1 ? letter.normalize("NFD").charAt(0) : letter))
        .join("");

/** The ways a participant is called: the whole name, the first name, the last name; what two share calls neither. */
export function callNames(participant: Participant, everyone: readonly Participant[]): string[] {
  const partsOf = (name: string) =>
    flatten(name)
      .split(/\s+/)
      .filter((part) => part && !TITLES.has(part.toLowerCase().replace(/\.$/, "")));
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
  const found: Mention[] = [];
  for (const [participantId, pattern] of patternsOf(participants)) {
    for (const match of flat.matchAll(pattern)) {
      const isWord = NAMES_THAT_ARE_WORDS.has(match[0].toLowerCase());
      if (isWord && !/^\p{Lu}/u.test(match[0])) continue;
      found.push({ participantId, start: match.index, end: match.index + match[0].length, isWord });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

const compiled = new WeakMap<readonly Participant[], [participantId: string, RegExp][]>();

/** Compiled once per list: one decision reads many sentences against the same participants. */
function patternsOf(participants: readonly Participant[]): [participantId: string, RegExp][] {
  const known = compiled.get(participants);
  if (known) return known;
  const patterns = participants.map((participant): [string, RegExp] => {
    const names = callNames(participant, participants).sort((one, other) => other.length - one.length);
    return [
      participant.id,
      new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.map(RegExp.escape).join("|")})(?![\\p{L}\\p{N}])`, "giu"),
    ];
  });
  compiled.set(participants, patterns);
  return patterns;
}
