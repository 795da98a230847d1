/** Reads a survey from a file of SurveyJS, Qualtrics or CSV. What is not understood is listed, not dropped in silence. */
import { message, type Message } from "../../../messages/message.ts";
import {
  MAX_SURVEY_CHARACTERS,
  SurveyDraft,
  type ImportedSurvey,
  type SurveyProblem,
} from "../../../messages/survey.ts";
import { isJson, readElements, textOf } from "../read-questions.ts";
import { isQsf, readQsf, type ReadSurvey } from "./read-qsf.ts";
import { readSurveyCsv } from "./read-survey-csv.ts";

export const MAX_FILE_MEBIBYTES = 8;
const MAX_NAME_CHARACTERS = 120;

export type ImportOutcome = { imported: ImportedSurvey; problem: null } | { imported: null; problem: Message };

export function importSurvey(fileName: string, text: string): ImportOutcome {
  if (text.length > MAX_FILE_MEBIBYTES * 1024 * 1024)
    return refused(message("survey-file-too-large", { mebibytes: MAX_FILE_MEBIBYTES }));
  const read = readText(text);
  if ("code" in read) return refused(read);
  if (readElements(read.model).length === 0) return unread(message("survey-file-empty"));
  if (JSON.stringify(read.model).length > MAX_SURVEY_CHARACTERS)
    return unread(message("survey-too-long", { most: MAX_SURVEY_CHARACTERS }));
  const name = (read.name || fileName.replace(/\.\w+$/, "")).slice(0, MAX_NAME_CHARACTERS);
  const draft = SurveyDraft.safeParse({ name: name || "?", description: "", model: read.model });
  if (!draft.success) return refused(BROKEN);
  const notes = read.notes.map(({ question, said }): SurveyProblem => ({ ...said, level: "note", question }));
  return { imported: { draft: draft.data, notes }, problem: null };
}

const refused = (problem: Message): ImportOutcome => ({ imported: null, problem });
const unread = (problem: Message): ImportOutcome => refused(message("survey-file-unread", { problem }));
const BROKEN = message("survey-file-unread", { problem: message("survey-file-broken") });

/** @returns why it is not read, if it is not */
function readText(text: string): ReadSurvey | Message {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (!start.startsWith("{")) return readSurveyCsv(text) ?? BROKEN;
  try {
    const json: unknown = JSON.parse(start);
    if (!isJson(json)) return BROKEN;
    return isQsf(json) ? readQsf(json) : readSurveyJson(json);
  } catch {
    return BROKEN;
  }
}

/** Stored as it is: what virtual respondents do not get of it, the survey's own notes say. */
const readSurveyJson = (json: Record<string, unknown>): ReadSurvey => ({
  name: textOf(json["title"]),
  model: json,
  notes: [],
});
