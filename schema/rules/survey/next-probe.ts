/**
 * What is asked next, by SurveyJS's own model: skip rules, piping and validation are the same for people, who fill in
 * its form, and for virtual respondents.
 */
import {
  ChoicesRestful,
  Model,
  Serializer,
  type Question,
  type QuestionMatrixModel,
  type QuestionSelectBase,
} from "survey-core";
import type { Answers, SurveyModel } from "../../messages/survey.ts";
import { toPlainText } from "./plain-text.ts";
import { readConditions, type Arms } from "./conditions.ts";
import { readElements, textOf } from "./read-questions.ts";
import { probeId, type Option, type OptionValue, type SurveyQuestion } from "./survey-question.ts";

export type Probe = Omit<SurveyQuestion, "rows" | "visibleIf" | "name"> & {
  id: string;
  question: string;
  /** What is shown on the way to it: vignettes and other texts that ask nothing. */
  introduction: string[];
};

// SurveyJS reports what it does not know as an error of the JSON.
Serializer.addProperty("survey", { name: "conditions:value", visible: false });
for (const type of ["selectbase", "matrix"])
  Serializer.addProperty(type, { name: "isOrdinal:boolean", visible: false });
Serializer.addProperty("itemvalue", { name: "isLast:boolean", visible: false });
// Options of `choicesByUrl` would be fetched from wherever a survey says, on the server too, and kept for all surveys.
ChoicesRestful.prototype.run = () => {};

/** SurveyJS's model of the survey for one person: under these arms, with these answers. */
export const openSurvey = (model: SurveyModel, arms: Arms, answers: Answers = {}): Model =>
  fill(new Model(model), model, arms, answers);

function fill(survey: Model, model: SurveyModel, arms: Arms, answers: Answers): Model {
  for (const condition of readConditions(model)) {
    const arm = condition.arms.find(({ name }) => name === arms[condition.name]);
    survey.setVariable(condition.name, arm?.text ?? "");
    survey.setVariable(`${condition.name}.arm`, arm?.name ?? "");
  }
  survey.data = toData(survey, answers);
  return survey;
}

type Opened = {
  survey: Model;
  written: Map<string, SurveyQuestion | null>;
  /** Names that rules and texts refer to, in lower case; null: any could be. */
  referenced: Set<string> | null;
  /** The arms and answers that it is filled with. */
  filledWith: string;
  /** What was found to be next, by all that it depends on. */
  found: Map<string, Probe | null>;
};
/** Building a model takes some 30 ms for 20 questions, filling one some 5 ms, and looking for what is next some 0.5 ms. */
const opened = new WeakMap<SurveyModel, Opened>();
/** Of one survey: respondents who are asked side by side have different arms and answers. */
const MOST_FOUND = 2_000;

function openOnce(model: SurveyModel): Opened {
  const known = opened.get(model);
  if (known) return known;
  const elements = readElements(model).map(({ json, question }) => [textOf(json["name"]), question] as const);
  const survey = new Model(model);
  const made: Opened = {
    survey,
    written: new Map(elements),
    referenced: findReferenced(model),
    filledWith: "",
    found: new Map(),
  };
  opened.set(model, made);
  return made;
}

/** By which questions refer to others without braces. */
const WITHOUT_BRACES = /"(choicesFromQuestion|valueName|triggers)":/;

function findReferenced(model: SurveyModel): Set<string> | null {
  const json = JSON.stringify(model);
  if (WITHOUT_BRACES.test(json)) return null;
  return new Set([...json.matchAll(/\{([^{}"]+)\}/g)].map(([, reference]) => nameIn(reference!)));
}

const nameIn = (reference: string): string => reference.trim().split(/[.[]/)[0]!.toLowerCase();

const isReferred = ({ referenced }: Opened, id: string): boolean => referenced === null || referenced.has(nameIn(id));

/** Whether what is asked after a probe, or how, may depend on its answer. */
export const isReferredTo = (model: SurveyModel, id: string): boolean => isReferred(openOnce(model), id);

/** Answers to which nothing refers change nothing of what is shown. */
const relevantOf = (survey: Opened, answers: Answers): [string, Answers[string]][] =>
  Object.entries(answers).filter(([id]) => isReferred(survey, id));

/**
 * The first probe that has no answer yet, in the survey's order; null: nothing more is asked. Depends on its arguments
 * alone; repeated calls with the same `model` object are fast.
 */
export function nextProbe(model: SurveyModel, answers: Answers, arms: Arms): Probe | null {
  const survey = openOnce(model);
  const { found } = survey;
  const relevant = relevantOf(survey, answers);
  const shown = JSON.stringify([arms, relevant]);
  const key = `${shown}${JSON.stringify(Object.keys(answers))}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  if (survey.filledWith !== shown) fill(survey.survey, model, arms, Object.fromEntries(relevant));
  survey.filledWith = shown;
  const probe = findNext(survey, answers);
  if (found.size >= MOST_FOUND) found.delete(found.keys().next().value!);
  found.set(key, probe);
  return probe;
}

function findNext({ survey, written }: Opened, answers: Answers): Probe | null {
  const introduction: string[] = [];
  for (const question of survey.getAllQuestions()) {
    if (!question.isVisible || !question.isParentVisible) continue;
    if (question.getType() === "html") introduction.push(toPlainText(String(question["processedHtml"])));
    const asWritten = written.get(question.name);
    if (!asWritten) continue;
    for (const { id, row } of probesOf(question, asWritten)) {
      if (Object.hasOwn(answers, id)) introduction.length = 0;
      else return toProbe({ question, written: asWritten, id, row, introduction });
    }
  }
  return null;
}

type Row = { value: OptionValue; text: string };

const probesOf = (question: Question, { kind }: SurveyQuestion): { id: string; row: Row | null }[] =>
  kind === "matrix"
    ? (question as QuestionMatrixModel).visibleRows.map(({ value, name, locText }) => {
        const row = { value: (value ?? name) as OptionValue, text: locText.textOrHtml };
        return { id: probeId(question.name, name), row };
      })
    : [{ id: question.name, row: null }];

type Parts = { question: Question; written: SurveyQuestion; id: string; row: Row | null; introduction: string[] };

function toProbe({ question, written, id, row, introduction }: Parts): Probe {
  const { kind, isRequired, isOrdinal, min, max } = written;
  const title = question.locTitle.textOrHtml;
  return {
    id,
    question: question.name,
    kind,
    title: toPlainText(row === null ? title : `${title} – ${row.text}`),
    introduction: [...introduction, toPlainText(question.locDescription.textOrHtml)].filter(Boolean),
    options: optionsOf(question, written),
    isRequired,
    isOrdinal,
    min,
    max,
  };
}

/** Those that are shown, with their texts piped; scales and yes/no have no rules of their own. */
function optionsOf(question: Question, { kind, options }: SurveyQuestion): Option[] {
  if (kind !== "single" && kind !== "multiple" && kind !== "ranking") return options;
  const written = new Map(options.map((option) => [option.value, option]));
  return (question as QuestionSelectBase).visibleChoices.map(({ value, locText }) => ({
    value: value as OptionValue,
    text: toPlainText(locText.textOrHtml),
    isLast: written.get(value as OptionValue)?.isLast ?? false,
  }));
}

/** SurveyJS keeps the answers to a matrix in one object, and knows nothing of refusals. */
function toData(survey: Model, answers: Answers): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const question of survey.getAllQuestions()) {
    if (Object.hasOwn(answers, question.name)) data[question.name] = answers[question.name] ?? undefined;
    if (question.getType() !== "matrix") continue;
    const rows = (question as QuestionMatrixModel).rows as { value: OptionValue }[];
    const answered = rows.map(({ value }) => [value, answers[probeId(question.name, value)]] as const);
    data[question.name] = Object.fromEntries(answered.filter(([, answer]) => answer != null));
  }
  return data;
}
