/** The columns of a file with a row per respondent, as its syntax and its codebook name them. */
import type { SurveyModel } from "../../../messages/survey.ts";
import { readConditions } from "../conditions.ts";
import { numberRepeats } from "../number-repeats.ts";
import { readQuestions } from "../read-questions.ts";
import { probeId, type OptionValue, type SurveyQuestion } from "../survey-question.ts";
import { cutBytes } from "./cut-bytes.ts";

export type Variable = {
  /** Which every statistics program takes: letters, digits and _, none twice. */
  name: string;
  label: string;
  /** What its codes mean; empty for numbers and texts. */
  values: { code: string | number; label: string }[];
  level: "nominal" | "ordinal" | "scale" | "text";
  holds: Held;
};

/** `option`: whether it was chosen, or its rank; null: the answer itself. */
export type AnswerPart = { of: "answer"; question: SurveyQuestion; probe: string; option: OptionValue | null };
export type RespondentPart = keyof typeof RESPONDENT_LABELS;
type Held =
  | AnswerPart
  | { of: "respondent"; part: RespondentPart }
  | { of: "condition"; name: string }
  | { of: "trait"; id: string };

const RESPONDENT_LABELS = {
  simulated: "What gave the answers",
  respondent: "Number of the respondent",
  repeat: "Time that the survey was put to the respondent",
  backstory: "Backstory: respondents who share one are no independent ones",
  weight: "Weight of the match",
  raking_weight: "Weight by which the panel has the margins of its target",
} as const;
const NUMBERS: readonly RespondentPart[] = ["respondent", "repeat", "weight", "raking_weight"];

const CHOSEN = [
  { code: 1, label: "chosen" },
  { code: 0, label: "not chosen" },
];

/** @param traits of the people that a run's target wants, which come last */
export function listVariables(model: SurveyModel, traits: readonly string[] = []): Variable[] {
  const unique = numberRepeats();
  return [
    ...(Object.keys(RESPONDENT_LABELS) as RespondentPart[]).map((part) => ({
      ...plain(part, RESPONDENT_LABELS[part], NUMBERS.includes(part) ? "scale" : "text"),
      holds: { of: "respondent" as const, part },
    })),
    ...readQuestions(model).flatMap(variablesOf),
    ...readConditions(model).map(({ name, arms }) => ({
      ...plain(`condition_${name}`, `Condition – ${name}`, "nominal"),
      values: arms.map((arm) => ({ code: arm.name, label: arm.text })),
      holds: { of: "condition" as const, name },
    })),
    ...traits.map((id) => ({ ...plain(`trait_${id}`, `Wanted – ${id}`, "text"), holds: { of: "trait" as const, id } })),
  ].map((variable) => ({ ...variable, name: unique(toName(variable.name)) }));
}

const plain = (name: string, label: string, level: Variable["level"]) => ({ name, label, values: [], level });

function variablesOf(question: SurveyQuestion): Variable[] {
  const { name, kind, title, options, rows, isOrdinal } = question;
  const holds = (probe: string, option: OptionValue | null): AnswerPart => ({ of: "answer", question, probe, option });
  const values = options.map(({ value, text }) => ({
    code: typeof value === "boolean" ? Number(value) : value,
    label: text,
  }));
  const level = isOrdinal ? ("ordinal" as const) : ("nominal" as const);
  switch (kind) {
    case "numeric":
    case "open":
      return [{ ...plain(name, title, kind === "open" ? "text" : "scale"), holds: holds(name, null) }];
    case "multiple":
      return options.map(({ value, text }) => ({
        ...plain(probeId(name, value), `${title} – ${text}`, "nominal"),
        values: CHOSEN,
        holds: holds(name, value),
      }));
    case "ranking":
      return options.map(({ value, text }) => ({
        ...plain(probeId(name, value), `${title} – ${text} (rank, 1 is first)`, "ordinal"),
        holds: holds(name, value),
      }));
    case "matrix":
      return rows.map((row) => ({
        ...plain(probeId(name, row.value), `${title} – ${row.text}`, level),
        values,
        holds: holds(probeId(name, row.value), null),
      }));
    default:
      return [{ ...plain(name, title, level), values, holds: holds(name, null) }];
  }
}

/** SPSS's own limit. */
const MAX_NAME_BYTES = 64;
/** Of what makes a name unique: `_99999`. */
const MAX_NUMBER_BYTES = 6;
const RESERVED = ["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"];

/** SPSS's names: letters, digits, _ and others, not one of its words. */
function toName(text: string): string {
  const tidy = text.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/_+$/, "");
  const begun = /^\p{L}/u.test(tidy) && !RESERVED.includes(tidy.toUpperCase()) ? tidy : `v_${tidy}`;
  return cutBytes(begun, MAX_NAME_BYTES - MAX_NUMBER_BYTES);
}
