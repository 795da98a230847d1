/** A run's answers as rows for other programs: who answered what to which prompt, and what the model wrote. */
import { CSV_START, writeCsvRows } from "../../../schema/rules/write-csv.ts";
import type { AnswerColumns, AnswerRow } from "./run-export.store.ts";

type Cell = string | number | null;

/** In the order of the columns; traits and conditions get a column each. */
const COLUMNS: Record<string, (row: AnswerRow) => Cell> = {
  simulated: () => "simulated",
  respondent: ({ respondent }) => respondent + 1,
  backstory: ({ backstoryId }) => backstoryId,
  backstory_title: ({ title }) => title,
  weight: ({ weight }) => weight,
  raking_weight: ({ rakingWeight }) => rakingWeight,
  probe: ({ probeId }) => probeId,
  repeat: ({ repeat }) => repeat + 1,
  position: ({ position }) => position + 1,
  verdict: ({ verdict }) => verdict,
  answer: ({ answer }) => toCell(answer),
  text: ({ texts }) => texts.at(-1) ?? "",
  tries: ({ texts }) => texts.length,
  shown: ({ shown }) => shown.join(SEPARATOR),
  shares: ({ shares }) => shares?.join(SEPARATOR) ?? null,
  model: ({ model }) => model,
  prompt_sha256: ({ promptHash }) => promptHash,
  seed: ({ seed }) => seed,
  input_tokens: ({ tokens }) => tokens.input,
  output_tokens: ({ tokens }) => tokens.output,
  cost_nano: ({ costNano }) => costNano,
  at: ({ at }) => new Date(at).toISOString(),
};
const SEPARATOR = "|";

/** @param columns traits and conditions, which get a column each */
export async function* answersAsCsv(
  pages: AsyncIterable<readonly AnswerRow[]>,
  { traits, conditions }: AnswerColumns,
): AsyncGenerator<string> {
  const head = [
    ...Object.keys(COLUMNS),
    ...traits.map((trait) => `trait ${trait}`),
    ...conditions.map((name) => `condition ${name}`),
  ];
  yield CSV_START + writeCsvRows([head]);
  for await (const rows of pages)
    yield writeCsvRows(
      rows.map((row) => [
        ...Object.values(COLUMNS).map((read) => read(row)),
        ...traits.map((trait) => row.traits[trait]?.join(SEPARATOR) ?? null),
        ...conditions.map((name) => row.arms[name] ?? null),
      ]),
    );
}

/** The same rows with their values as they are. */
export async function* answersAsJson(pages: AsyncIterable<readonly AnswerRow[]>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const rows of pages)
    for (const { at, ...row } of rows) {
      yield before + JSON.stringify({ isSimulated: true, ...row, at: new Date(at).toISOString() }, null, 1);
      before = ",\n";
    }
  yield before === ",\n" ? "\n]\n" : "[]\n";
}

const toCell = (answer: AnswerRow["answer"]): Cell =>
  answer === null || typeof answer === "number"
    ? answer
    : Array.isArray(answer)
      ? answer.join(SEPARATOR)
      : String(answer);
