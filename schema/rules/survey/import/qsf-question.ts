/** One question of Qualtrics as elements of SurveyJS. */
import { toPlainText } from "../plain-text.ts";
import { isJson, textOf } from "../read-questions.ts";
import type { ProbeKind } from "../survey-question.ts";

type Json = Record<string, unknown>;
/** `lost`: in words, what was not taken over. An empty `elements`: none of it. */
export type QsfQuestion = { elements: Json[]; kind: ProbeKind | null; lost: string[] };

const MULTIPLE = /^(MA|MSB)/;
const NET_PROMOTER = { rateMin: 0, rateMax: 10 };

export function readQsfQuestion(payload: Json, name: string): QsfQuestion {
  const type = textOf(payload["QuestionType"]);
  const selector = textOf(payload["Selector"]);
  const lost: string[] = [];
  const settings = inside(payload, "Validation", "Settings");
  const base: Json = {
    name,
    title: toPlainText(textOf(payload["QuestionText"])),
    ...(settings["ForceResponse"] === "ON" && { isRequired: true }),
  };
  const choices = () => readChoices(payload, "Choices", "ChoiceOrder", lost);
  const one = (kind: ProbeKind, element: Json): QsfQuestion => ({ elements: [{ ...element, ...base }], kind, lost });
  switch (type) {
    case "MC":
      if (selector === "NPS") return one("scale", { type: "rating", ...NET_PROMOTER });
      return MULTIPLE.test(selector)
        ? one("multiple", { type: "checkbox", ...choices(), ...orderOf(payload) })
        : one("single", { type: selector === "DL" ? "dropdown" : "radiogroup", ...choices(), ...orderOf(payload) });
    case "Matrix":
      return readMatrix(payload, base, lost);
    case "RO":
      return one("ranking", { type: "ranking", ...choices() });
    case "TE":
      return selector === "FORM" ? readFields(payload, base, lost) : readTextEntry(settings, selector, one);
    case "Slider":
      return readSliders(payload, base, lost);
    case "DB":
      return { elements: [{ type: "html", name, html: textOf(payload["QuestionText"]) }], kind: null, lost };
    default:
      return { elements: [], kind: null, lost: [[...new Set([type, selector])].join(" ").trim()] };
  }
}

const inside = (json: Json, ...path: string[]): Json =>
  path.reduce<Json>((found, key) => (isJson(found[key]) ? found[key] : {}), json);

/** Choices in their order; Qualtrics keeps them in an object, or in a list when their ids are 0, 1, 2, … */
function readChoices(payload: Json, property: string, order: string, lost: string[]): { choices: Json[] } {
  const held: [string, unknown][] = isJson(payload[property])
    ? Object.entries(payload[property])
    : (Array.isArray(payload[property]) ? payload[property] : []).map((choice: unknown, at) => [String(at), choice]);
  const places = new Map((Array.isArray(payload[order]) ? payload[order] : []).map((id, place) => [String(id), place]));
  const placeOf = (id: string) => places.get(id) ?? places.size;
  const choices = held
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b))
    .flatMap(([id, choice]): Json[] => {
      const text = toPlainText(textOf(isJson(choice) ? choice["Display"] : choice));
      if (isJson(choice) && choice["TextEntry"]) lost.push(`text field at “${text}”`);
      return [
        { value: id, text: text || id, ...(isJson(choice) && Boolean(choice["ExclusiveAnswer"]) && { isLast: true }) },
      ];
    });
  return { choices };
}

const orderOf = (payload: Json): Json =>
  inside(payload, "Randomization")["Type"] === "All" ? { choicesOrder: "random" } : {};

function readMatrix(payload: Json, base: Json, lost: string[]): QsfQuestion {
  const [selector, sub] = [textOf(payload["Selector"]), textOf(payload["SubSelector"])];
  if (selector === "Likert" && sub === "MultipleAnswer") return readMultipleMatrix(payload, base, lost);
  const isLikert = selector === "Likert" && ["SingleAnswer", "DL", "DND"].includes(sub);
  if (!isLikert && selector !== "Bipolar")
    return { elements: [], kind: null, lost: [`Matrix ${selector} ${sub}`.trim()] };
  const { choices: rows } = readChoices(payload, "Choices", "ChoiceOrder", lost);
  const { choices: columns } = readChoices(payload, "Answers", "AnswerOrder", lost);
  return { elements: [{ type: "matrix", rows, columns, ...base }], kind: "matrix", lost };
}

/** Each row, where several columns may be chosen, is a question of its own. */
function readMultipleMatrix(payload: Json, base: Json, lost: string[]): QsfQuestion {
  const { choices } = readChoices(payload, "Answers", "AnswerOrder", lost);
  const rows = readChoices(payload, "Choices", "ChoiceOrder", lost).choices;
  return { elements: oneForEach(rows, base, { type: "checkbox", choices }), kind: null, lost };
}

const oneForEach = (parts: readonly Json[], base: Json, element: Json): Json[] =>
  parts.map(({ value, text }) => ({
    ...element,
    ...base,
    name: `${textOf(base["name"])}_${textOf(value)}`,
    title: [textOf(base["title"]), textOf(text)].filter(Boolean).join("\n"),
  }));

/** Each field of a form is a question of its own. */
function readFields(payload: Json, base: Json, lost: string[]): QsfQuestion {
  const { choices } = readChoices(payload, "Choices", "ChoiceOrder", lost);
  return { elements: oneForEach(choices, base, { type: "comment" }), kind: null, lost };
}

function readTextEntry(
  settings: Json,
  selector: string,
  one: (kind: ProbeKind, element: Json) => QsfQuestion,
): QsfQuestion {
  if (textOf(settings["ContentType"]) === "ValidNumber") {
    const range = inside(settings, "ValidNumber");
    return one("numeric", {
      type: "text",
      inputType: "number",
      ...numbers({ min: range["Min"], max: range["Max"] }),
    });
  }
  return one("open", { type: selector === "SL" ? "text" : "comment" });
}

/** Each statement with its slider is a number. */
function readSliders(payload: Json, base: Json, lost: string[]): QsfQuestion {
  const configuration = inside(payload, "Configuration");
  const range = numbers({ min: configuration["CSSliderMin"], max: configuration["CSSliderMax"] });
  const { choices } = readChoices(payload, "Choices", "ChoiceOrder", lost);
  const element = { type: "text", inputType: "number", ...range };
  const [only] = choices;
  if (choices.length !== 1 || !only) return { elements: oneForEach(choices, base, element), kind: null, lost };
  const title = [textOf(base["title"]), textOf(only["text"])].filter(Boolean).join("\n");
  return { elements: [{ ...element, ...base, title }], kind: "numeric", lost };
}

const numbers = (found: Record<string, unknown>): Json =>
  Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) => {
      const text = textOf(value).trim();
      return text === "" || Number.isNaN(Number(text)) ? [] : [[key, Number(text)]];
    }),
  );
