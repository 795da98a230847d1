/** Reads SurveyJS's JSON without SurveyJS, for checks, lists and exports: texts are as written, without piping. */
import type { SurveyModel } from "../../messages/survey.ts";
import type { Option, OptionValue, ProbeKind, SurveyQuestion } from "./survey-question.ts";

type Json = Record<string, unknown>;

/** An element of the JSON; `question` is null where it is none that respondents are asked. */
export type SurveyElement = { json: Json; type: string; question: SurveyQuestion | null };

const KINDS: Record<string, ProbeKind> = {
  radiogroup: "single",
  dropdown: "single",
  buttongroup: "single",
  checkbox: "multiple",
  tagbox: "multiple",
  rating: "scale",
  ranking: "ranking",
  matrix: "matrix",
  text: "open",
  comment: "open",
  boolean: "yes-no",
};
const NUMERIC_INPUTS = ["number", "range"];
/** The special options of SurveyJS, in its order: property that adds one, its text, its value. */
const SPECIAL_OPTIONS = [
  ["showRefuseItem", "refuseText", "Refuse to answer", "refused"],
  ["showDontKnowItem", "dontKnowText", "Don't know", "dontknow"],
  ["showNoneItem", "noneText", "None", "none"],
  ["showOtherItem", "otherText", "Other (describe)", "other"],
] as const;
const DEFAULT_RATE_COUNT = 5;
/** No survey means more; a step of almost 0 would make millions. */
const MAX_RATES = 101;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown): number | null =>
  typeof value === "number" || (typeof value === "string" && value.trim() !== "")
    ? Number.isFinite(Number(value))
      ? Number(value)
      : null
    : null;
export const isOptionValue = (value: unknown): value is OptionValue =>
  ["string", "number", "boolean"].includes(typeof value);

/** SurveyJS keeps a text as a string, or by language. */
export function textOf(value: unknown, locale = ""): string {
  if (typeof value === "string") return value;
  if (isOptionValue(value)) return String(value);
  if (!isJson(value)) return "";
  return (
    [value[locale], value["default"], value["en"], ...Object.values(value)].find(
      (text): text is string => typeof text === "string",
    ) ?? ""
  );
}

/** Every element, in order, those in panels included. */
export function readElements(model: SurveyModel): SurveyElement[] {
  const locale = textOf(model["locale"]);
  const inside = (parent: Json): SurveyElement[] =>
    [...listOf(parent["elements"]), ...listOf(parent["questions"])].filter(isJson).flatMap((json) => {
      const type = textOf(json["type"]);
      return type === "panel" ? inside(json) : [{ json, type, question: readQuestion(json, type, locale) }];
    });
  const pages = listOf(model["pages"]).filter(isJson);
  return [...pages.flatMap(inside), ...inside(model)];
}

export const readQuestions = (model: SurveyModel): SurveyQuestion[] =>
  readElements(model).flatMap(({ question }) => question ?? []);

function readQuestion(json: Json, type: string, locale: string): SurveyQuestion | null {
  const isNumeric = type === "text" && NUMERIC_INPUTS.includes(textOf(json["inputType"]));
  const kind = isNumeric ? "numeric" : Object.hasOwn(KINDS, type) ? KINDS[type]! : null;
  if (kind === null) return null;
  const name = textOf(json["name"]);
  return {
    name,
    kind,
    title: textOf(json["title"], locale) || name,
    isRequired: json["isRequired"] === true,
    options: readOptions(json, kind, locale),
    isOrdinal: kind === "scale" || (kind === "matrix" && json["isOrdinal"] !== false) || json["isOrdinal"] === true,
    rows: kind === "matrix" ? toOptions(json["rows"], locale) : [],
    min: isNumeric ? numberOf(json["min"]) : null,
    max: isNumeric ? numberOf(json["max"]) : null,
    visibleIf: textOf(json["visibleIf"]).trim() || null,
  };
}

function readOptions(json: Json, kind: ProbeKind, locale: string): Option[] {
  switch (kind) {
    case "yes-no":
      return [
        option(isOptionValue(json["valueTrue"]) ? json["valueTrue"] : true, textOf(json["labelTrue"], locale) || "Yes"),
        option(
          isOptionValue(json["valueFalse"]) ? json["valueFalse"] : false,
          textOf(json["labelFalse"], locale) || "No",
        ),
      ];
    case "scale":
      return readRates(json, locale);
    case "matrix":
      return toOptions(json["columns"], locale);
    case "numeric":
    case "open":
      return [];
    default:
      return [...toOptions(json["choices"], locale), ...readSpecialOptions(json, locale)];
  }
}

const option = (value: OptionValue, text: string, isLast = false): Option => ({ value, text, isLast });

/** A choice is a value, or `{ value, text }`; `isLast` is ours. */
function toOptions(list: unknown, locale: string): Option[] {
  return listOf(list).flatMap((item) => {
    if (isOptionValue(item)) return [option(item, String(item))];
    if (!isJson(item) || !isOptionValue(item["value"])) return [];
    return [option(item["value"], textOf(item["text"], locale) || String(item["value"]), item["isLast"] === true)];
  });
}

const readSpecialOptions = (json: Json, locale: string): Option[] =>
  SPECIAL_OPTIONS.filter(([flag]) => json[flag] === true || json[flag.replace("show", "has")] === true).map(
    ([, textProperty, text, value]) => option(value, textOf(json[textProperty], locale) || text, true),
  );

function readRates(json: Json, locale: string): Option[] {
  const given = toOptions(json["rateValues"], locale);
  const rates = given.length > 0 ? given : countRates(json);
  const [first, last] = [textOf(json["minRateDescription"], locale), textOf(json["maxRateDescription"], locale)];
  return rates.map((rate, place) => {
    const end = place === 0 ? first : place === rates.length - 1 ? last : "";
    return end ? { ...rate, text: `${rate.text} (${end})` } : rate;
  });
}

function countRates(json: Json): Option[] {
  const from = numberOf(json["rateMin"]) ?? 1;
  const step = numberOf(json["rateStep"]) ?? 1;
  const count = numberOf(json["rateCount"]) ?? DEFAULT_RATE_COUNT;
  const to = numberOf(json["rateMax"]) ?? from + (count - 1) * step;
  if (step <= 0) return [];
  const rates = Math.min(MAX_RATES, Math.floor((to - from) / step + 1e-9) + 1);
  // Rounded: steps of 0.1 add up to numbers like 0.30000000000000004.
  return Array.from({ length: Math.max(0, rates) }, (_, place) => Number((from + place * step).toFixed(6))).map(
    (rate) => option(rate, String(rate)),
  );
}
