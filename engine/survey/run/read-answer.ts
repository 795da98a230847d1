/** Reads the answer to a probe out of what a model wrote (SPEC S5). What cannot be read beyond doubt is no data. */
import type { Answers } from "../../../schema/messages/survey.ts";
import type { Probe } from "../../../schema/rules/survey/next-probe.ts";
import type { OptionValue } from "../../../schema/rules/survey/survey-question.ts";
import { isAboutOthers, isDenied } from "../label/speaks-of-self.ts";
import type { ProbeLanguage } from "../probe/probe-words.ts";
import type { ProbeBlock } from "../probe/write-probe-block.ts";
import { findOptions, NO_LETTERS, type FoundOptions } from "./find-options.ts";
import { namesOtherQuestion } from "./names-other-question.ts";
import { readNumber } from "./read-number.ts";
import { isRefusal } from "./is-refusal.ts";

export type AnswerValue = Answers[string];
/** unclear: no answer, several, one to another question, or one that contradicts itself. */
export type ReadAnswer = { verdict: "answered"; answer: AnswerValue } | { verdict: "refused" | "unclear" };

type Asked = {
  probe: Pick<Probe, "kind" | "title" | "min" | "max">;
  block: ProbeBlock;
  language: ProbeLanguage;
  /** Of the options of all questions of its survey: `optionTexts`. */
  surveyTexts?: ReadonlySet<string>;
};

export function readAnswer(written: string, { probe, block, language, surveyTexts }: Asked): ReadAnswer {
  const text = tidy(written);
  if (text === "") return UNCLEAR;
  if (surveyTexts && namesOtherQuestion(text, block.options, surveyTexts)) return UNCLEAR;
  switch (probe.kind) {
    case "numeric":
      return readNumeric(text, probe, language);
    case "open":
      return readOpen(text, probe, block);
    case "multiple":
      return readSeveral(text, block, false);
    case "ranking":
      return readSeveral(text, block, true);
    default:
      return readOne(text, block);
  }
}

/** Of what is not an option's own text: "My family" may be one. */
const tellsOfOthers = (text: string, { rest }: FoundOptions): boolean => isAboutOthers(text) && isAboutOthers(rest);

const UNCLEAR = { verdict: "unclear" } as const;
const REFUSED = { verdict: "refused" } as const;
const answered = (answer: AnswerValue): ReadAnswer => ({ verdict: "answered", answer });

/** Without marks of emphasis, quotation marks around it, and a repeated "Answer:". */
const tidy = (text: string): string =>
  text
    .replace(/\*\*|__|`/g, "")
    .trim()
    .replace(/^(?:answer|antwort)\s*:\s*/i, "")
    .replace(/^["“”'„]+|["“”']+$/g, "")
    .trim();

function readOne(text: string, { options }: ProbeBlock): ReadAnswer {
  const found = findOptions(text, options);
  if (found.letters === NO_LETTERS) return UNCLEAR;
  const [letter, ...otherLetters] = found.letters;
  if (otherLetters.length > 0) return UNCLEAR;
  // "(B) Screen, though my wife reads the paper": what follows a letter with its own text only explains it.
  if (letter !== undefined && found.leading === letter) return answered(letter);
  if (isRefusal(found.rest)) return REFUSED;
  const named = [...new Set(found.named)];
  if (isDenied(found.rest) || tellsOfOthers(text, found)) return UNCLEAR;
  if (letter !== undefined) return named.every((value) => value === letter) ? answered(letter) : UNCLEAR;
  return named.length === 1 ? answered(named[0]!) : UNCLEAR;
}

function readSeveral(text: string, { options }: ProbeBlock, isRanking: boolean): ReadAnswer {
  const found = findOptions(text, options, { isList: true });
  if (found.letters === NO_LETTERS) return UNCLEAR;
  const isByLetter = found.letters.length > 0;
  if (isRefusal(found.rest)) return REFUSED;
  if (!isByLetter && (isDenied(found.rest) || tellsOfOthers(text, found)))
    return NOTHING.test(text) && !isRanking ? answered([]) : UNCLEAR;
  const chosen: OptionValue[] = isByLetter ? found.letters : [...new Set(found.named)];
  if (isByLetter && found.named.some((value) => !chosen.includes(value))) return UNCLEAR;
  if (isRanking) return chosen.length === options.length ? answered(chosen) : UNCLEAR;
  if (chosen.length > 0) return answered(chosen);
  return NOTHING.test(text) ? answered([]) : UNCLEAR;
}

/** Of a question with several answers: none of them. */
const NOTHING = /^(?:none|nothing|neither|keine?s?|nichts)\b[^(]*$/i;

function readNumeric(text: string, { min, max }: Asked["probe"], language: ProbeLanguage): ReadAnswer {
  const number = readNumber(text, language);
  if (number === null) return isRefusal(text) ? REFUSED : UNCLEAR;
  if (isRefusal(text)) return REFUSED;
  if (isAboutOthers(text)) return UNCLEAR;
  const isInRange = (min === null || number >= min) && (max === null || number <= max);
  return isInRange ? answered(number) : UNCLEAR;
}

/** A model that only says the question back has not answered it. */
function readOpen(text: string, { title }: Asked["probe"], block: ProbeBlock): ReadAnswer {
  if (isRefusal(text)) return REFUSED;
  const isEcho = text.toLowerCase() === title.trim().toLowerCase() || block.text.includes(text);
  return isEcho || !/[\p{L}\p{N}]/u.test(text) ? UNCLEAR : answered(text);
}
