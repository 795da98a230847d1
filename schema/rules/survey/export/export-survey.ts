/** A survey as a file: SurveyJS's JSON, CSV, a codebook, or syntax for SPSS. */
import type { Survey, SurveyExportFormat } from "../../../messages/survey.ts";
import { writeCsv } from "../../write-csv.ts";
import { readQuestions } from "../read-questions.ts";
import { CSV_COLUMNS, escapeText, escapeValue } from "../survey-csv.ts";
import type { Option, SurveyQuestion } from "../survey-question.ts";
import { listVariables, type Variable } from "./list-variables.ts";
import { writeSpss } from "./write-spss.ts";

export type SurveyFile = { name: string; contentType: string; content: string };
type Exported = Pick<Survey, "name" | "version" | "model">;

const CSV = "text/csv; charset=utf-8";
const WRITERS: Record<SurveyExportFormat, { ending: string; contentType: string; write(survey: Exported): string }> = {
  json: {
    ending: "json",
    contentType: "application/json",
    write: ({ name, model }) => JSON.stringify({ title: name, ...model }, null, 2),
  },
  csv: {
    ending: "csv",
    contentType: CSV,
    write: ({ model }) => writeCsv([[...CSV_COLUMNS], ...readQuestions(model).map(toRow)]),
  },
  codebook: { ending: "codebook.csv", contentType: CSV, write: ({ model }) => writeCodebook(listVariables(model)) },
  spss: { ending: "sps", contentType: "text/plain; charset=utf-8", write: (survey) => writeSpss(survey) },
};

export function exportSurvey(survey: Exported, format: SurveyExportFormat): SurveyFile {
  const { ending, contentType, write } = WRITERS[format];
  const base = survey.name.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "survey";
  return { name: `${base}-v${survey.version}.${ending}`, contentType, content: write(survey) };
}

type Cell = string | number | null;

const writeOptions = (options: readonly Option[]): string =>
  options.map(({ value, text }) => `${escapeValue(String(value))}=${escapeText(text)}`).join("|");

/** Without its own labels a yes/no question has those of the form's language. */
const hasOwnLabels = ({ kind, options }: SurveyQuestion): boolean =>
  kind !== "yes-no" ||
  options.some(({ value, text }) => text !== (value === true ? "Yes" : value === false ? "No" : null));

function toRow(question: SurveyQuestion): Cell[] {
  const { name, kind, title, options, rows, min, max, isOrdinal, isRequired, visibleIf } = question;
  return [
    name,
    kind,
    title,
    hasOwnLabels(question) ? writeOptions(options) : "",
    writeOptions(rows),
    min,
    max,
    isOrdinal && kind === "single" ? "yes" : "",
    isRequired ? "yes" : "",
    visibleIf,
  ];
}

/** One line for each value that a variable may have. */
function writeCodebook(variables: readonly Variable[]): string {
  const head = ["variable", "question id", "type", "text", "value", "label", "shown if"];
  const lines = variables.flatMap(({ name, label, values, level, holds }): Cell[][] => {
    const question = holds.of === "answer" ? holds.question : null;
    const common = [name, question?.name ?? "", question?.kind ?? level, label];
    const shownIf = question?.visibleIf ?? "";
    if (values.length === 0) return [[...common, question ? rangeOf(question) : "", "", shownIf]];
    return values.map(({ code, label: valueLabel }) => [...common, code, valueLabel, shownIf]);
  });
  return writeCsv([head, ...lines]);
}

const rangeOf = ({ kind, min, max }: SurveyQuestion): string =>
  kind === "numeric" ? `${min ?? "…"} – ${max ?? "…"}` : "";
