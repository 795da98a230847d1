/** A run's answers with a row per respondent and repeat, as statistics programs expect them. */
import {
  listVariables,
  type AnswerPart,
  type RespondentPart,
  type Variable,
} from "../../../schema/rules/survey/export/list-variables.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import { CSV_START, writeCsvRows } from "../../../schema/rules/write-csv.ts";
import type { AnswerRow } from "./run-export.store.ts";

type Cell = string | number | null;
/** What was asked of one respondent in one repeat, in order; never empty. */
type Interview = readonly AnswerRow[];

const SEPARATOR = "|";

/** The columns are those of the syntax and of the codebook; what was not answered is empty. */
export async function* respondentsAsCsv(
  pages: AsyncIterable<readonly AnswerRow[]>,
  { survey, traits }: { survey: SurveyModel; traits: readonly string[] },
): AsyncGenerator<string> {
  const variables = listVariables(survey, traits);
  yield CSV_START + writeCsvRows([variables.map(({ name }) => name)]);
  for await (const interviews of groupByInterview(pages))
    yield writeCsvRows(interviews.map((interview) => readRow(variables, interview)));
}

/** An interview may go on in the next page. */
async function* groupByInterview(pages: AsyncIterable<readonly AnswerRow[]>): AsyncGenerator<Interview[]> {
  let open: AnswerRow[] = [];
  for await (const rows of pages) {
    const interviews: AnswerRow[][] = [open];
    for (const row of rows) {
      const current = interviews.at(-1)!;
      const [first = row] = current;
      if (first.respondent === row.respondent && first.repeat === row.repeat) current.push(row);
      else interviews.push([row]);
    }
    open = interviews.pop()!;
    yield interviews;
  }
  if (open.length > 0) yield [open];
}

const PARTS: Record<RespondentPart, (row: AnswerRow) => Cell> = {
  simulated: () => "simulated",
  respondent: ({ respondent }) => respondent + 1,
  repeat: ({ repeat }) => repeat + 1,
  backstory: ({ backstoryId }) => backstoryId,
  weight: ({ weight }) => weight,
  raking_weight: ({ rakingWeight }) => rakingWeight,
};

function readRow(variables: readonly Variable[], interview: Interview): Cell[] {
  const answers = new Map(interview.map(({ probeId, answer }) => [probeId, answer]));
  return variables.map(({ holds }) => readCell(holds, interview[0]!, answers));
}

function readCell(holds: Variable["holds"], about: AnswerRow, answers: ReadonlyMap<string, AnswerRow["answer"]>): Cell {
  switch (holds.of) {
    case "respondent":
      return PARTS[holds.part](about);
    case "condition":
      return about.arms[holds.name] ?? null;
    case "trait":
      return about.traits[holds.id]?.join(SEPARATOR) ?? null;
    case "answer":
      return readAnswer(holds, answers.get(holds.probe) ?? null);
  }
}

function readAnswer({ option, question: { kind } }: AnswerPart, answer: AnswerRow["answer"]): Cell {
  if (answer === null) return null;
  if (option !== null) {
    const place = (Array.isArray(answer) ? answer : [answer]).findIndex((value) => String(value) === String(option));
    if (kind === "ranking") return place < 0 ? null : place + 1;
    return Number(place >= 0);
  }
  if (Array.isArray(answer)) return answer.join(SEPARATOR);
  return typeof answer === "boolean" ? Number(answer) : answer;
}
