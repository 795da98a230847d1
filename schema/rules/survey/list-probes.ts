import type { SurveyModel } from "../../messages/survey.ts";
import { readQuestions } from "./read-questions.ts";
import { probeId, type Option, type ProbeKind } from "./survey-question.ts";

/** As the survey has it, before texts are piped. */
export type AskedProbe = {
  id: string;
  question: string;
  /** A row of a matrix is a probe of its own. */
  kind: ProbeKind;
  title: string;
  options: Option[];
  isOrdinal: boolean;
};

/** Every probe of a survey, in its order. */
export const listProbes = (model: SurveyModel): AskedProbe[] =>
  readQuestions(model).flatMap(({ name, kind, title, options, isOrdinal, rows }) => {
    const probe = { question: name, kind, title, options, isOrdinal };
    return kind === "matrix"
      ? rows.map((row) => ({ ...probe, id: probeId(name, row.value), title: `${title} – ${row.text}` }))
      : [{ ...probe, id: name }];
  });
