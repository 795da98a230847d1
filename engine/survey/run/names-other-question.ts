/** Whether a letter is followed by the text of an option that only another question of the survey has (SPEC S5). */
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import type { ProbeBlock } from "../probe/write-probe-block.ts";

const fold = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();

const known = new WeakMap<SurveyModel, ReadonlySet<string>>();

/** Of all questions of a survey. */
export function optionTexts(survey: SurveyModel): ReadonlySet<string> {
  let texts = known.get(survey);
  if (!texts) {
    texts = new Set(listProbes(survey).flatMap(({ options }) => options.map(({ text }) => fold(text))));
    known.set(survey, texts);
  }
  return texts;
}

/** A letter, and what follows it in its line, up to the next letter. */
const LETTER_AND_TEXT =
  /(?:\(([A-Za-z]{1,2})\)[.:]?|(?<![\p{L}\p{N}'’])([A-Z]{1,2})(?:[).:]|\s*[-–])(?=\s))\s*([^\n]*?)(?=\s*(?:\([A-Za-z]{1,2}\)|\n|$))/gu;
/** Where a text may end before more is said. */
const ENDS = /[.,;:!>/(–—]|\s(?:and|or|und|oder)\s|$/g;

/** @param texts of the options of the whole survey: `optionTexts` */
export function namesOtherQuestion(text: string, options: ProbeBlock["options"], texts: ReadonlySet<string>): boolean {
  const named = [...text.matchAll(LETTER_AND_TEXT)].flatMap(([, bracketed, marked, said = ""]) =>
    said === "" ? [] : listNamed((bracketed ?? marked)!.toUpperCase(), said, texts),
  );
  if (named.length === 0) return false;
  const own = options.flatMap(({ letter, value, text: ownText }) =>
    [fold(ownText), fold(String(value))].map((name) => ({ letter, name })),
  );
  return named.some(
    ({ letter, part }) =>
      !own.some((each) => each.name === part || (each.letter === letter && each.name.startsWith(part))),
  );
}

/** What an answer says after a letter that is the text of an option of any question. */
const listNamed = (letter: string, said: string, texts: ReadonlySet<string>) =>
  [...said.matchAll(ENDS)]
    .map(({ index }) => ({ letter, part: fold(said.slice(0, index)) }))
    .filter(({ part }) => texts.has(part));
