/** Changes of a survey's questions, as pure steps on SurveyJS's JSON; everything they do not know stays as it is. */
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import { moved } from "../../../panels/parts/order/place-at.ts";
import { isJson, readElements, textOf } from "../../../../schema/rules/survey/read-questions.ts";

export type ElementJson = Record<string, unknown>;

/** SurveyJS's types that the editor offers, by the kind of question. */
export const OFFERED_TYPES = {
  single: "radiogroup",
  multiple: "checkbox",
  scale: "rating",
  ranking: "ranking",
  numeric: "text",
  matrix: "matrix",
  open: "comment",
  "yes-no": "boolean",
} as const;
export type OfferedKind = keyof typeof OFFERED_TYPES;

type Place = { list: unknown[]; index: number };

/** Where the elements are, in the order in which they are shown; those in panels included. */
function findPlaces(model: SurveyModel): Place[] {
  const inside = (parent: ElementJson): Place[] =>
    ["elements", "questions"].flatMap((property) => {
      const list = parent[property];
      if (!Array.isArray(list)) return [];
      return list.flatMap((json: unknown, index) => {
        if (!isJson(json)) return [];
        return json["type"] === "panel" ? inside(json) : [{ list, index }];
      });
    });
  const pages = Array.isArray(model["pages"]) ? model["pages"].filter(isJson) : [];
  return [...pages.flatMap(inside), ...inside(model)];
}

const copyOf = (model: SurveyModel): SurveyModel => structuredClone(model);

/** A name that no question has yet: q1, q2, … */
export function freeName(model: SurveyModel): string {
  const taken = new Set(readElements(model).map(({ json }) => textOf(json["name"]).toLowerCase()));
  let number = taken.size + 1;
  while (taken.has(`q${number}`)) number += 1;
  return `q${number}`;
}

/** What a new question begins with, so that it can be asked at once. */
export function newElement(kind: OfferedKind, name: string, words: readonly [string, string]): ElementJson {
  const options = words.map((text, index) => ({ value: String(index + 1), text }));
  const element = { type: OFFERED_TYPES[kind], name, title: "" };
  switch (kind) {
    case "single":
    case "multiple":
    case "ranking":
      return { ...element, choices: options };
    case "matrix":
      return { ...element, columns: options, rows: [{ value: "1", text: words[0] }] };
    case "numeric":
      return { ...element, inputType: "number" };
    case "scale":
      return { ...element, rateMin: 1, rateMax: 5 };
    default:
      return element;
  }
}

/** @param after its place among the elements; −1 or an empty survey: first, on the last page */
export function addElement(model: SurveyModel, after: number, element: ElementJson): SurveyModel {
  const copy = copyOf(model);
  const place = findPlaces(copy)[after];
  if (place) {
    place.list.splice(place.index + 1, 0, element);
    return copy;
  }
  const pages = Array.isArray(copy["pages"]) ? copy["pages"].filter(isJson) : [];
  const holder = pages.at(-1) ?? copy;
  const elements = Array.isArray(holder["elements"]) ? (holder["elements"] as unknown[]) : [];
  holder["elements"] = [element, ...elements];
  return copy;
}

export function changeElement(model: SurveyModel, at: number, change: ElementJson): SurveyModel {
  const copy = copyOf(model);
  const place = findPlaces(copy)[at];
  if (!place) return model;
  const changed = { ...(place.list[place.index] as ElementJson), ...change };
  // An undefined property is removed.
  place.list[place.index] = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
  return copy;
}

export function removeElement(model: SurveyModel, at: number): SurveyModel {
  const copy = copyOf(model);
  const place = findPlaces(copy)[at];
  place?.list.splice(place.index, 1);
  return copy;
}

/** To another place, also on another page or in a panel: pages and panels keep as many as they have. */
export function moveElement(model: SurveyModel, from: number, to: number): SurveyModel {
  const copy = copyOf(model);
  const places = findPlaces(copy);
  if (!places[from] || !places[to]) return model;
  const inOrder = moved(
    places.map(({ list, index }) => list[index]),
    from,
    to,
  );
  places.forEach(({ list, index }, at) => void (list[index] = inOrder[at]));
  return copy;
}

/** Keeps what the question has in common with the new type. */
export function changeKind(
  model: SurveyModel,
  at: number,
  kind: OfferedKind,
  words: readonly [string, string],
): SurveyModel {
  const json = readElements(model)[at]?.json;
  if (!json) return model;
  const begun = newElement(kind, textOf(json["name"]), words);
  const kept = [...COMMON, ...Object.keys(begun)].filter(
    (property) => property !== "type" && json[property] !== undefined,
  );
  const options = json["choices"] ?? json["columns"];
  const list = kind === "matrix" ? "columns" : "choices";
  const copy = copyOf(model);
  const place = findPlaces(copy)[at]!;
  place.list[place.index] = {
    ...begun,
    ...(list in begun && options !== undefined && { [list]: options }),
    ...Object.fromEntries(kept.map((property) => [property, json[property]])),
  };
  return copy;
}
const COMMON = ["name", "title", "description", "isRequired", "visibleIf"];

/** Options as lines of text. A value that an option has already stays, so that stored answers and rules keep their meaning. */
export function optionsFromLines(lines: readonly string[], before: unknown): ElementJson[] {
  const known = (Array.isArray(before) ? before : []).map((item: unknown) =>
    isJson(item) ? item : { value: item, text: String(item) },
  );
  const used = new Set<unknown>(known.map(({ value }) => String(value)));
  const byText = new Map(known.map((item) => [textOf(item["text"]) || String(item["value"]), item]));
  const isSameLength = lines.length === known.length;
  let next = 1;
  return lines.map((text, index) => {
    const same = byText.get(text) ?? (isSameLength ? known[index] : undefined);
    if (same) return { ...same, text };
    while (used.has(String(next))) next += 1;
    used.add(String(next));
    return { value: String(next), text };
  });
}
