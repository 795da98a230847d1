/** The question of a survey as it is put in a session (SPEC C9). */
import { ProbeQuestion } from "../../messages/session-probe.ts";
import type { SurveyModel } from "../../messages/survey.ts";
import { toPlainText } from "../survey/plain-text.ts";
import { readQuestions } from "../survey/read-questions.ts";
import { probeId, type SurveyQuestion } from "../survey/survey-question.ts";

export type SurveyProbe = { id: string; title: string; question: ProbeQuestion };

/** Earlier answers are piped in by braces, and here are none. */
const PIPED = /\{[^{}]+\}/;

/** Those that can be put alone: no rankings, and none that refer to other answers. */
export const listSurveyProbes = (model: SurveyModel): SurveyProbe[] =>
  readQuestions(model).flatMap((question) =>
    question.kind === "matrix"
      ? question.rows.flatMap(({ value, text }) =>
          toProbe(question, probeId(question.name, value), `${question.title} – ${text}`),
        )
      : toProbe(question, question.name, question.title),
  );

function toProbe(written: SurveyQuestion, id: string, asWritten: string): SurveyProbe[] {
  const title = toPlainText(asWritten);
  const { isOrdinal, min, max } = written;
  const options = written.options.map((option) => ({ ...option, text: toPlainText(option.text) }));
  if ([title, ...options.map(({ text }) => text)].some((text) => PIPED.test(text))) return [];
  const kind = written.kind === "matrix" ? (isOrdinal ? "scale" : "single") : written.kind;
  const read = ProbeQuestion.safeParse({ kind, title, options, isOrdinal, min, max });
  return read.success ? [{ id, title, question: read.data }] : [];
}
