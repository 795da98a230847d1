/** Which options an answer names, by letter and by text. */
import type { OptionValue } from "../../../schema/rules/survey/survey-question.ts";
import type { ProbeBlock } from "../probe/write-probe-block.ts";

type Shown = ProbeBlock["options"];

/** A letter that stands for no option. */
export const NO_LETTERS = "letter-without-option";

export type FoundOptions = {
  /** Values by letter, each once, in the order written. */
  letters: OptionValue[] | typeof NO_LETTERS;
  /** Values by text, in the order written. */
  named: OptionValue[];
  /** The value that the answer begins with, by its letter and its whole text. */
  leading: OptionValue | null;
  /** What is left without letters and texts of options. */
  rest: string;
};

/** "(B)", "B)", "B.", "B:"; a letter without any mark may be a word, such as "A" and "I". */
const MARKED = /\(([A-Za-z]{1,2})\)|(?<![\p{L}\p{N}'’])([A-Z]{1,2})[).:](?=\s|$)/gu;
/** One of several before a marked letter: "(D or B)", "A, B and C." */
const BEFORE_MARKED = /(?<![\p{L}\p{N}'’])[A-Z](?=(?:\s*(?:[,/&]|\b(?:or|and|oder|und)\b)\s*\(?[A-Z])+[).:](?:\s|$))/gu;
/** Nothing but letters: "B", "B, A and C", "C > A > B". */
const BARE = /^[A-Za-z](?:(?:\s*[,;>/\n]\s*|\s+(?:and|und)\s+)[A-Za-z])*[.]?$/;

/**
 * @param isList several letters may stand there without brackets
 */
export function findOptions(text: string, options: Shown, { isList = false } = {}): FoundOptions {
  const named = findTexts(text, options);
  const letters = findLetters(named.rest, isList);
  const values = letters.map((letter) => options.find((option) => option.letter === letter));
  return {
    letters: values.every((option) => option !== undefined)
      ? [...new Set(values.map(({ value }) => value))]
      : NO_LETTERS,
    named: named.values,
    leading: leadingOf(text, options),
    rest: named.rest.replaceAll(MARKED, " ").trim(),
  };
}

function findLetters(text: string, isList: boolean): string[] {
  const bare = text.trim();
  const list = isList ? bare.replace(/(^|[\s,;>])\d+[.)]\s*/g, "$1") : bare;
  if (BARE.test(list) && (isList || list.replace(/\W/g, "").length === 1))
    return [...list.matchAll(/(?<!\p{L})[A-Za-z](?!\p{L})/gu)].map(([letter]) => letter.toUpperCase());
  return [...text.replaceAll(BEFORE_MARKED, "($&)").matchAll(MARKED)].map(([, bracketed, marked]) =>
    (bracketed ?? marked)!.toUpperCase(),
  );
}

const normal = (text: string): string => text.replace(/\s+/g, " ").trim();
const pattern = (text: string): string => RegExp.escape(normal(text)).replaceAll(/\\x20| /g, String.raw`\s+`);

/** A rate is also named by its number: "1 (never)" by "1". */
const namesOf = (options: Shown, longest: number): { value: OptionValue; name: string }[] =>
  options
    .flatMap(({ value, text }) =>
      [normal(text), ...(typeof value === "number" ? [String(value)] : [])].map((name) => ({ value, name })),
    )
    .filter(({ name }) => name !== "" && name.length <= longest)
    .filter(({ name }, place, all) => all.findIndex((each) => each.name === name) === place)
    .toSorted((one, other) => other.name.length - one.name.length);

/** The longest texts first, and what they cover is gone: "Very likely" is not "likely" too. */
function findTexts(text: string, options: Shown): { values: OptionValue[]; rest: string } {
  const found: { value: OptionValue; at: number }[] = [];
  let rest = text;
  // Most answers are one letter, which no text fits into.
  for (const { value, name } of namesOf(options, text.length)) {
    const matcher = new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern(name)}(?![\p{L}\p{N}])`, "giu");
    rest = rest.replaceAll(matcher, (match, at: number, whole: string) => {
      if (!isTelling(name) && !standsAlone(match, at, whole)) return match;
      found.push({ value, at });
      return " ".repeat(match.length);
    });
  }
  return { values: found.toSorted((one, other) => one.at - other.at).map(({ value }) => value), rest };
}

const SHORT = 4;
/** Short texts are also words of other meanings: "No opinion", "2 of my friends", "a lot less". */
const isTelling = (text: string): boolean => text.length >= SHORT && !/^[\d\W]+$/.test(text);

/** As a part by itself: at the beginning of the answer or of what its letter introduces, up to a mark or the end. */
function standsAlone(match: string, at: number, whole: string): boolean {
  const before = whole.slice(0, at);
  const after = whole.slice(at + match.length);
  return (
    /(?:^|[,;>/\n]|\(?\b[A-Za-z]{1,2}[).:]|\b(?:and|und|say|choose|pick|is)\s*:?)\s*$/i.test(before) &&
    /^\s*(?:$|[.,;:!>/\n–—]|\(|and\b|und\b|I\b)/i.test(after)
  );
}

function leadingOf(text: string, options: Shown): OptionValue | null {
  for (const { letter, value, text: own } of options)
    if (
      normal(own).length < text.length &&
      new RegExp(
        String.raw`^(?:\(${letter}\)[.:]?|${letter}[).:]|${letter}\s*[-–])\s*${pattern(own)}(?![\p{L}\p{N}])`,
        "iu",
      ).test(text)
    )
      return value;
  return null;
}
