/** Syntax that gives the answers of a survey their names, labels and levels in SPSS (also read by PSPP). */
import type { Survey } from "../../../messages/survey.ts";
import { readQuestions } from "../read-questions.ts";
import { numberRepeats } from "../number-repeats.ts";
import { listVariables, type Variable } from "./list-variables.ts";

/** SPSS's own limits, in bytes. */
const MAX_NAME_BYTES = 64;
/** Of what makes a name unique: `_99999`. */
const MAX_NUMBER_BYTES = 6;
const MAX_LABEL_BYTES = 255;
const MAX_VALUE_LABEL_BYTES = 120;
const TEXT_BYTES = 2000;
const RESERVED = ["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"];

type Named = Variable & { spss: string };

export function writeSpss({ name, version, model }: Pick<Survey, "name" | "version" | "model">): string {
  const variables = nameVariables(listVariables(readQuestions(model)));
  const lines = [
    `* ${comment(`${name}, version ${version}`)}.`,
    "* Set the path of the answers, as CSV, in the next line.",
    "GET DATA /TYPE=TXT /FILE='answers.csv' /ENCODING='UTF8' /DELIMITERS=',' /QUALIFIER='\"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2",
    `  /VARIABLES=\n${variables.map((each) => `    ${each.spss} ${formatOf(each)}`).join("\n")}.`,
    `VARIABLE LABELS\n${variables.map(({ spss, label }) => `  ${spss} ${quote(label, MAX_LABEL_BYTES)}`).join("\n")}.`,
    ...variables.filter(({ values }) => values.length > 0).map(writeValueLabels),
    ...(["nominal", "ordinal", "scale"] as const).flatMap((level) => {
      const named = variables.filter((each) => each.level === level).map(({ spss }) => spss);
      return named.length === 0 ? [] : [`VARIABLE LEVEL ${named.join(" ")} (${level.toUpperCase()}).`];
    }),
    "EXECUTE.",
  ];
  return `\uFEFF${lines.join("\n")}\n`;
}

/** A comment ends at a full stop before a line's end. */
const comment = (text: string): string => text.replace(/[\r\n]+/g, " ").replace(/[.\s]+$/, "");

/** SPSS's names: letters, digits, _ and others, not one of its words, none twice. */
function nameVariables(variables: readonly Variable[]): Named[] {
  const unique = numberRepeats();
  return variables.map((variable) => {
    const tidy = variable.name.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/_+$/, "");
    const begun = /^\p{L}/u.test(tidy) && !RESERVED.includes(tidy.toUpperCase()) ? tidy : `v_${tidy}`;
    return { ...variable, spss: unique(cut(begun, MAX_NAME_BYTES - MAX_NUMBER_BYTES)) };
  });
}

const isText = ({ level, values }: Variable): boolean =>
  level === "text" || values.some(({ code }) => typeof code === "string" && Number.isNaN(Number(code)));

const formatOf = (variable: Variable): string => (isText(variable) ? `A${TEXT_BYTES}` : "F12.6");

const writeValueLabels = (variable: Named): string =>
  `VALUE LABELS ${variable.spss}\n${variable.values
    .map(
      ({ code, label }) =>
        `  ${isText(variable) ? quote(String(code), MAX_VALUE_LABEL_BYTES) : code} ${quote(label, MAX_VALUE_LABEL_BYTES)}`,
    )
    .join("\n")}.`;

/** A quotation mark is doubled; a line break would end the literal. */
const quote = (text: string, bytes: number): string =>
  `'${cut(text.replace(/\s+/g, " ").trim(), bytes).replaceAll("'", "''")}'`;

/** As many whole characters as fit. */
function cut(text: string, bytes: number): string {
  let used = 0;
  let kept = "";
  for (const character of text) {
    used += new TextEncoder().encode(character).length;
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
