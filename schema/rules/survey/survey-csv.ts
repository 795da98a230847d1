/** The columns of a survey as CSV, which export writes and import reads. */
import type { ProbeKind } from "./survey-question.ts";

export const CSV_COLUMNS = [
  "id",
  "type",
  "question",
  /** `value=text|value=text`; of a matrix: its columns. */
  "options",
  /** Of a matrix. */
  "rows",
  "min",
  "max",
  "ordinal",
  "required",
  /** SurveyJS's expression. */
  "show if",
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** Of an option's value, all but letters, digits and _.- follow a backslash; of its text, | and backslashes do. */
export const escapeValue = (value: string): string => value.replace(/[^\p{L}\p{N}_.-]/gu, "\\$&");
export const escapeText = (text: string): string => text.replace(/\s*\n\s*/g, " ").replace(/[\\|]/g, "\\$&");
export const unescapeText = (text: string): string => text.replace(/\\([\\|])/g, "$1");

/** What people write as a type, too. */
export const CSV_TYPES: Record<string, ProbeKind> = {
  single: "single",
  "single choice": "single",
  radio: "single",
  radiogroup: "single",
  dropdown: "single",
  multiple: "multiple",
  "multiple choice": "multiple",
  checkbox: "multiple",
  scale: "scale",
  rating: "scale",
  likert: "scale",
  ranking: "ranking",
  rank: "ranking",
  numeric: "numeric",
  number: "numeric",
  matrix: "matrix",
  open: "open",
  "open-ended": "open",
  text: "open",
  comment: "open",
  "yes-no": "yes-no",
  "yes/no": "yes-no",
  boolean: "yes-no",
};
