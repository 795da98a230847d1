/** Syntax that gives a file with a row per respondent its names, labels and levels in SPSS (also read by PSPP). */
import type { Survey } from "../../../messages/survey.ts";
import { withoutFormula } from "../../write-csv.ts";
import { cutBytes } from "./cut-bytes.ts";
import { listVariables, type Variable } from "./list-variables.ts";

/** SPSS's own limits, in bytes. */
const MAX_LABEL_BYTES = 255;
const MAX_VALUE_LABEL_BYTES = 120;
const TEXT_BYTES = 2000;

/** @param file the data of a run, whose people are wanted by `traits` */
export function writeSpss(
  { name, version, model }: Pick<Survey, "name" | "version" | "model">,
  { file = "respondents.csv", traits = [] }: { file?: string; traits?: readonly string[] } = {},
): string {
  const variables = listVariables(model, traits);
  const lines = [
    `* ${comment(`${name}, version ${version}`)}.`,
    "* Set the path of the file with a row per respondent, as a run exports it, in the next line.",
    `GET DATA /TYPE=TXT /FILE=${quote(file, MAX_LABEL_BYTES)} /ENCODING='UTF8' /DELIMITERS=',' /QUALIFIER='"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2`,
    `  /VARIABLES=\n${variables.map((each) => `    ${each.name} ${formatOf(each)}`).join("\n")}.`,
    `VARIABLE LABELS\n${variables.map((each) => `  ${each.name} ${quote(each.label, MAX_LABEL_BYTES)}`).join("\n")}.`,
    ...variables.filter(({ values }) => values.length > 0).map(writeValueLabels),
    ...(["nominal", "ordinal", "scale"] as const).flatMap((level) => {
      const named = variables.filter((each) => each.level === level).map((each) => each.name);
      return named.length === 0 ? [] : [`VARIABLE LEVEL ${named.join(" ")} (${level.toUpperCase()}).`];
    }),
    "EXECUTE.",
  ];
  return `\uFEFF${lines.join("\n")}\n`;
}

/** A comment ends at a full stop before a line's end. */
const comment = (text: string): string => text.replace(/[\r\n]+/g, " ").replace(/[.\s]+$/, "");

const isText = ({ level, values }: Variable): boolean =>
  level === "text" || values.some(({ code }) => typeof code === "string" && Number.isNaN(Number(code)));

const formatOf = (variable: Variable): string => (isText(variable) ? `A${TEXT_BYTES}` : "F12.6");

/** A code is written as the file has it. */
const writeValueLabels = (variable: Variable): string =>
  `VALUE LABELS ${variable.name}\n${variable.values
    .map(
      ({ code, label }) =>
        `  ${isText(variable) ? quote(withoutFormula(String(code)), MAX_VALUE_LABEL_BYTES) : code} ${quote(label, MAX_VALUE_LABEL_BYTES)}`,
    )
    .join("\n")}.`;

/** A quotation mark is doubled; a line break would end the literal. */
const quote = (text: string, bytes: number): string =>
  `'${cutBytes(text.replace(/\s+/g, " ").trim(), bytes).replaceAll("'", "''")}'`;
