/** How large a survey may be for SurveyJS's model of it to be built at once: time grows with the square of each list. */
import { message, type Message } from "../../messages/message.ts";
import { isJson, readQuestions } from "./read-questions.ts";
import type { SurveyModel } from "../../messages/survey.ts";

export const MAX_QUESTIONS = 300;
/** Pages, panels and elements together, and the entries of any other list. */
export const MAX_PARTS = 2 * MAX_QUESTIONS;
const LISTS_OF_PARTS = ["pages", "elements", "questions", "templateElements", "detailElements"];

export const tooManyQuestions = (count: number): Message =>
  message("survey-many-questions", { count, most: MAX_QUESTIONS });

/** @returns why no model of it is built, or null */
export function findOversize(model: SurveyModel): Message | null {
  const { length } = readQuestions(model);
  if (length > MAX_QUESTIONS) return tooManyQuestions(length);
  let parts = 0;
  let longest = 0;
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) {
      longest = Math.max(longest, value.length);
      if (LISTS_OF_PARTS.includes(key)) parts += value.length;
      for (const entry of value as unknown[]) walk(entry, "");
    } else if (isJson(value)) for (const [name, part] of Object.entries(value)) walk(part, name);
  };
  walk(model, "");
  const count = Math.max(parts, longest);
  return count > MAX_PARTS ? message("survey-many-parts", { count, most: MAX_PARTS }) : null;
}
