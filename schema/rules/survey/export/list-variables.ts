/** The columns in which answers are stored and exported: one for a single answer, several for lists and matrices. */
import { probeId, type SurveyQuestion } from "../survey-question.ts";

export type Variable = {
  name: string;
  question: SurveyQuestion;
  label: string;
  /** What its codes mean; empty for numbers and texts. */
  values: { code: string | number; label: string }[];
  level: "nominal" | "ordinal" | "scale" | "text";
};

const CHOSEN = [
  { code: 1, label: "chosen" },
  { code: 0, label: "not chosen" },
];

export const listVariables = (questions: readonly SurveyQuestion[]): Variable[] => questions.flatMap(variablesOf);

function variablesOf(question: SurveyQuestion): Variable[] {
  const { name, kind, title, options, rows, isOrdinal } = question;
  const values = options.map(({ value, text }) => ({
    code: typeof value === "boolean" ? Number(value) : value,
    label: text,
  }));
  const level = isOrdinal ? ("ordinal" as const) : ("nominal" as const);
  switch (kind) {
    case "numeric":
      return [{ name, question, label: title, values: [], level: "scale" }];
    case "open":
      return [{ name, question, label: title, values: [], level: "text" }];
    case "multiple":
      return options.map(({ value, text }) => ({
        name: probeId(name, value),
        question,
        label: `${title} – ${text}`,
        values: CHOSEN,
        level: "nominal",
      }));
    case "ranking":
      return options.map(({ value, text }) => ({
        name: probeId(name, value),
        question,
        label: `${title} – ${text} (rank, 1 is first)`,
        values: [],
        level: "ordinal",
      }));
    case "matrix":
      return rows.map((row) => ({
        name: probeId(name, row.value),
        question,
        label: `${title} – ${row.text}`,
        values,
        level,
      }));
    default:
      return [{ name, question, label: title, values, level }];
  }
}
