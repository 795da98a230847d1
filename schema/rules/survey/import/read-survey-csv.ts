/** Reads a survey from CSV: one question on each line, under the names of columns in `survey-csv.ts`. */
import Papa from "papaparse";
import { message, type Message } from "../../../messages/message.ts";
import { ownValue } from "../../own-value.ts";
import { CSV_COLUMNS, CSV_TYPES, unescapeText, type CsvColumn } from "../survey-csv.ts";
import type { ProbeKind } from "../survey-question.ts";
import { createNamer } from "./name-questions.ts";
import type { ReadSurvey } from "./read-qsf.ts";

type Json = Record<string, unknown>;
type Note = (said: Message) => void;
type Row = Partial<Record<CsvColumn, string>>;

/** @returns null if the first line does not name the columns */
export function readSurveyCsv(text: string): ReadSurvey | null {
  const { data, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: "greedy",
    transformHeader: (header) => header.trim().toLowerCase(),
  });
  const columns = meta.fields ?? [];
  if (!columns.includes("question")) return null;
  const notes: ReadSurvey["notes"] = [];
  for (const column of columns)
    if (!CSV_COLUMNS.includes(column as CsvColumn) && column !== "")
      notes.push({ question: null, said: message("survey-import-skipped", { what: column }) });
  const nameOf = createNamer();
  const elements = data.map((cells, index) => {
    const row = Object.fromEntries(CSV_COLUMNS.map((column) => [column, unescapeFormula(cells[column] ?? "")])) as Row;
    const name = nameOf(row.id || `q${index + 1}`);
    return readRow(row, name, (said) => void notes.push({ question: name, said }));
  });
  return { name: "", model: { pages: [{ name: "page1", elements }] }, notes };
}

/** As `writeCsv` protects what a spreadsheet would run. */
const unescapeFormula = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, "");

function readRow(row: Row, name: string, note: Note): Json {
  const kind = ownValue(CSV_TYPES, (row.type ?? "").toLowerCase());
  if (kind === undefined && row.type) note(message("survey-import-type", { type: row.type }));
  return {
    ...ELEMENTS[kind ?? "open"](row, readOptions(row.options)),
    name,
    title: row.question,
    ...(saysYes(row.required) && { isRequired: true }),
    ...(row["show if"] && { visibleIf: row["show if"] }),
  };
}

const saysYes = (cell = ""): boolean => /^(yes|true|1|ja)$/i.test(cell);

type CsvOption = { value: string; text: string };

const ELEMENTS: Record<ProbeKind, (row: Row, options: CsvOption[]) => Json> = {
  single: (row, choices) => ({ type: "radiogroup", choices, ...(saysYes(row.ordinal) && { isOrdinal: true }) }),
  multiple: (_, choices) => ({ type: "checkbox", choices }),
  ranking: (_, choices) => ({ type: "ranking", choices }),
  matrix: (row, columns) => ({ type: "matrix", columns, rows: readOptions(row.rows) }),
  scale: (row, options) =>
    options.length > 0
      ? { type: "rating", rateValues: toNumbers(options) }
      : { type: "rating", ...readRange(row, "rateMin", "rateMax") },
  numeric: (row) => ({ type: "text", inputType: "number", ...readRange(row, "min", "max") }),
  "yes-no": (row) => readYesNo(readOptions(row.options, (index) => ["true", "false"][index] ?? "")),
  open: () => ({ type: "comment" }),
};

/** `value=text|value=text` (`escapeValue`, `escapeText`), or texts alone, which are numbered. */
const readOptions = (cell = "", valueAt = (index: number) => String(index + 1)): CsvOption[] =>
  (cell.match(/(?:\\[\s\S]|[^|])+/g) ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part, index) => {
      const [, value, text] = /^((?:[\p{L}\p{N}_.-]|\\.)+)=(.+)$/su.exec(part) ?? [];
      return value && text
        ? { value: value.replace(/\\(.)/gsu, "$1"), text: unescapeText(text.trim()) }
        : { value: valueAt(index), text: unescapeText(part) };
    });

/** Its values are true and false, unless others are given. */
function readYesNo([yes, no]: readonly CsvOption[]): Json {
  if (!yes || !no) return { type: "boolean" };
  const values = {
    ...(yes.value !== "true" && { valueTrue: yes.value }),
    ...(no.value !== "false" && { valueFalse: no.value }),
  };
  return { type: "boolean", labelTrue: yes.text, labelFalse: no.text, ...values };
}

const toNumbers = (options: readonly CsvOption[]): Json[] =>
  options.map(({ value, text }) => ({ value: Number.isNaN(Number(value)) ? value : Number(value), text }));

function readRange(row: Row, least: string, most: string): Json {
  const [min, max] = [row.min, row.max].map((cell) => (cell === undefined || cell === "" ? NaN : Number(cell)));
  return { ...(!Number.isNaN(min) && { [least]: min }), ...(!Number.isNaN(max) && { [most]: max }) };
}
