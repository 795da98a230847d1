/** Reads which value of a trait an answer names; what does not clearly name one is no data (SPEC S3). */
import { UNKNOWN } from "../../../schema/rules/survey/labels.ts";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { isAboutOthers, isDenied } from "./speaks-of-self.ts";

/** `null`: no value, or several. */
export type ReadValue = string | null;

const NOT_STATED =
  /\b(?:unknown|not (?:mentioned|stated|said|specified|clear|known)|(?:does|did)(?: not|n't) (?:say|state|mention|specify)|no information|cannot (?:be )?(?:tell|told|determined?)|prefer not)\b/i;
/** A letter by itself: "(B)", "B)", "B.", "B:", or nothing else. */
const LETTER = /(?:^|\s)\(([A-Z])\)|(?:^|\s)([A-Z])[).:](?=\s|$)|^\s*([A-Z])\s*$/g;

/** The values as options of a prompt, Unknown the last one. */
export const optionsOf = (trait: SurveyTrait): { letter: string; id: string; wording: string }[] =>
  [...trait.values, { id: UNKNOWN, wording: "Was not mentioned" }].map((value, place) => ({
    ...value,
    letter: String.fromCharCode(65 + place),
  }));

/** A letter and words that name another value contradict each other: then it is none. */
export function readValue(answer: string, trait: SurveyTrait): ReadValue {
  const letters = new Set([...answer.matchAll(LETTER)].map((match) => match[1] ?? match[2] ?? match[3]!));
  const words = answer.replaceAll(LETTER, " ");
  if (letters.size > 1) return null;
  const [letter] = letters;
  const byLetter = optionsOf(trait).find((option) => option.letter === letter)?.id ?? null;
  if (letter !== undefined && byLetter === null) return null;
  const named = namedValues(words, trait);
  if (named === null) return null;
  if (byLetter === null) return named.length === 1 ? named[0]! : null;
  return named.every((value) => value === byLetter) ? byLetter : null;
}

/** Null: the words deny something, or are about somebody else. */
function namedValues(words: string, trait: SurveyTrait): string[] | null {
  if (NOT_STATED.test(words)) return [UNKNOWN];
  if (isDenied(words) || isAboutOthers(words)) return null;
  const byNumber = valueOfNumber(words, trait);
  if (byNumber !== null) return [byNumber];
  // The longest first, and what it covers is gone: "No high school diploma" is not "High school diploma".
  let left = words;
  const found: string[] = [];
  for (const { id, name } of namesOf(trait)) {
    const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${RegExp.escape(name)}(?![\p{L}\p{N}])`, "giu");
    if (!pattern.test(left)) continue;
    found.push(id);
    left = left.replaceAll(pattern, " ");
  }
  return [...new Set(found)];
}

/** Parts of a wording that name no value by themselves: "older", "$75,000", "more than one". */
const VAGUE = /^(?:more|older|equivalent|another|other)\b|\d/i;

/** Each value's wording, and each of its parts: "Black or African American" is also "Black". */
const namesOf = (trait: SurveyTrait) =>
  trait.values
    .flatMap(({ id, wording }) =>
      [wording, id.replaceAll("-", " "), ...wording.split(/,? or |, /).filter((part) => !VAGUE.test(part))].map(
        (name) => ({ id, name: name.trim() }),
      ),
    )
    .filter(({ name }) => name.length > 1)
    .toSorted((one, other) => other.name.length - one.name.length);

/** For values that are ranges of a number, such as ages: the range of the one number in the words. Years are none. */
function valueOfNumber(words: string, trait: SurveyTrait): string | null {
  const numbers = [...words.matchAll(/(?<![\d$.,-])\d{1,3}(?![\d,%-])/g)].map(([text]) => Number(text));
  if (numbers.length !== 1) return null;
  const value = trait.values.find(({ id }) => {
    const { from, to } = /^(?<from>\d+)-(?<to>\d+|and-over)$/.exec(id)?.groups ?? {};
    return from !== undefined && numbers[0]! >= Number(from) && (to === "and-over" || numbers[0]! <= Number(to));
  });
  return value?.id ?? null;
}
