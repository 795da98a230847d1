/** What keeps a survey from being asked (errors), and what virtual respondents do not get of it (notes). */
import { ConditionRunner, ConditionsParser } from "survey-core";
import { message, type Message } from "../../messages/message.ts";
import type { SurveyModel, SurveyProblem } from "../../messages/survey.ts";
import { countCells, MAX_CELLS, readConditions } from "./conditions.ts";
import { readElements, textOf, type SurveyElement } from "./read-questions.ts";
import type { Option, SurveyQuestion } from "./survey-question.ts";
import { findOversize } from "./survey-size.ts";

export const MAX_OPTIONS = 100;
const MAX_TEXT_CHARACTERS = 5_000;
const MAX_OPTION_CHARACTERS = 500;

/** Other characters would have a meaning in rules, in exports, or in the ids of a matrix's probes. */
const NAME = /^[\p{L}_][\p{L}\p{N}_-]{0,79}$/u;
/** Shown to people only, and asking nothing. */
const SILENT_TYPES = ["html"];
const FOREIGN_CHOICES = ["choicesByUrl", "choicesFromQuestion", "choicesLazyLoadEnabled"];

type Level = SurveyProblem["level"];
const problem = (question: string | null, said: Message, level: Level = "error"): SurveyProblem => ({
  ...said,
  level,
  question,
});

export function checkSurvey(model: SurveyModel): SurveyProblem[] {
  const elements = readElements(model);
  const questions = elements.flatMap(({ question }) => question ?? []);
  return [
    ...checkSize(model, questions),
    ...checkNames(model, elements),
    ...questions.flatMap(checkQuestion),
    ...checkConditions(model),
    ...checkReferences(model, elements),
    ...elements.flatMap(noteElement),
    ...(Array.isArray(model["triggers"]) && model["triggers"].length > 0
      ? [problem(null, message("survey-trigger-unread"), "note")]
      : []),
  ];
}

export const hasErrors = (problems: readonly SurveyProblem[]): boolean =>
  problems.some(({ level }) => level === "error");

function checkSize(model: SurveyModel, questions: readonly SurveyQuestion[]): SurveyProblem[] {
  if (questions.length === 0) return [problem(null, message("survey-empty"))];
  const oversize = findOversize(model);
  return oversize ? [problem(null, oversize)] : [];
}

/** SurveyJS does not distinguish capitals in names. */
const keyOf = (name: string): string => name.toLowerCase();

function checkNames(model: SurveyModel, elements: readonly SurveyElement[]): SurveyProblem[] {
  const seen = new Set<string>();
  const names = [...readConditions(model).map(({ name }) => name), ...elements.map(({ json }) => textOf(json["name"]))];
  return names.flatMap((name) => {
    if (name === "") return [problem(null, message("survey-name-missing"))];
    if (!NAME.test(name)) return [problem(name, message("survey-name-odd", { name }))];
    if (seen.has(keyOf(name))) return [problem(name, message("survey-name-twice", { name }))];
    seen.add(keyOf(name));
    return [];
  });
}

function checkQuestion(question: SurveyQuestion): SurveyProblem[] {
  const { name, kind, title, options, rows, min, max } = question;
  const said: Message[] = [];
  if (title.length > MAX_TEXT_CHARACTERS) said.push(message("survey-long-text", { most: MAX_TEXT_CHARACTERS }));
  if (kind === "numeric") {
    if (min !== null && max !== null && min > max) said.push(message("survey-range"));
  } else if (kind !== "open") {
    // One alone may be ticked or not.
    if (options.length === 0) said.push(message("survey-no-options"));
    else if (options.length < 2 && kind !== "multiple") said.push(message("survey-few-options"));
    said.push(...checkOptions(options));
  }
  if (kind === "matrix") {
    if (rows.length === 0) said.push(message("survey-no-rows"));
    said.push(...checkOptions(rows));
  }
  if (kind === "scale" && !isMonotonic(options)) said.push(message("survey-scale-order"));
  return said.map((each) => problem(name, each));
}

function checkOptions(options: readonly Option[]): Message[] {
  const said: Message[] = [];
  const seen = new Set<string>();
  const values = options.map(({ value }) => String(value));
  const twice = values.find((value) => seen.size === seen.add(value).size);
  if (options.length > MAX_OPTIONS)
    said.push(message("survey-many-options", { count: options.length, most: MAX_OPTIONS }));
  if (twice !== undefined) said.push(message("survey-option-twice", { option: twice }));
  if (options.some(({ text }) => text.trim() === "")) said.push(message("survey-option-empty"));
  if (options.some(({ text }) => text.length > MAX_OPTION_CHARACTERS))
    said.push(message("survey-long-text", { most: MAX_OPTION_CHARACTERS }));
  return said;
}

/** A scale of words is in the order in which it is written. */
function isMonotonic(options: readonly Option[]): boolean {
  const numbers = options.map(({ value }) => value).filter((value) => typeof value === "number");
  if (numbers.length < options.length) return true;
  const steps = numbers.slice(1).map((number, place) => Math.sign(number - numbers[place]!));
  return steps.every((step) => step === steps[0] && step !== 0);
}

function checkConditions(model: SurveyModel): SurveyProblem[] {
  const conditions = readConditions(model);
  const poor = conditions.filter(({ arms }) => {
    const names = arms.map(({ name }) => keyOf(name));
    return arms.length < 2 || names.includes("") || new Set(names).size < names.length;
  });
  const cells = countCells(conditions);
  return [
    ...poor.map(({ name }) => problem(name, message("survey-few-arms", { name }))),
    ...(cells > MAX_CELLS ? [problem(null, message("survey-many-cells", { count: cells, most: MAX_CELLS }))] : []),
  ];
}

/** A rule or a text may refer to conditions, calculated values and earlier questions. */
function checkReferences(model: SurveyModel, elements: readonly SurveyElement[]): SurveyProblem[] {
  const places = new Map(elements.map(({ json }, place) => [keyOf(textOf(json["name"])), place]));
  const calculated = Array.isArray(model["calculatedValues"]) ? (model["calculatedValues"] as unknown[]) : [];
  const always = new Set([
    ...readConditions(model).map(({ name }) => keyOf(name)),
    ...calculated.map((value) => keyOf(textOf((value as { name?: unknown } | null)?.name))),
  ]);
  return elements.flatMap(({ json, question }, place) => {
    const name = textOf(json["name"]);
    const rule = textOf(json["visibleIf"]).trim();
    if (rule && !new ConditionsParser().parseExpression(rule))
      return [problem(name, message("survey-rule-broken", { rule }))];
    const used = [...(rule ? new ConditionRunner(rule).getVariables() : []), ...pipedNames(question?.title ?? "")];
    return [...new Set(used)].flatMap((reference) => {
      const key = keyOf(reference.split(/[.[]/)[0]!.trim());
      const at = places.get(key);
      if (always.has(key) || (at !== undefined && at < place)) return [];
      const found = { name: reference };
      return [
        problem(name, at === undefined ? message("survey-name-unknown", found) : message("survey-name-later", found)),
      ];
    });
  });
}

const pipedNames = (text: string): string[] => [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);

function noteElement({ json, type, question }: SurveyElement): SurveyProblem[] {
  const name = textOf(json["name"]) || null;
  if (question === null)
    return SILENT_TYPES.includes(type) ? [] : [problem(name, message("survey-element-unread", { type }), "note")];
  const property = FOREIGN_CHOICES.find((foreign) => json[foreign]);
  return property ? [problem(name, message("survey-choices-elsewhere", { property }), "note")] : [];
}
