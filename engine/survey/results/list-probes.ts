import type { SurveyModel } from "../../../schema/messages/survey.ts";
import { readQuestions } from "../../../schema/rules/survey/read-questions.ts";
import { probeId } from "../../../schema/rules/survey/survey-question.ts";
import type { AskedProbe } from "./results-input.ts";

/** Every probe of a survey, in its order. */
export const listProbes = (model: SurveyModel): AskedProbe[] =>
  readQuestions(model).flatMap(({ name, kind, title, options, isOrdinal, rows }) => {
    const probe = { question: name, kind, title, options, isOrdinal };
    return kind === "matrix"
      ? rows.map((row) => ({ ...probe, id: probeId(name, row.value), title: `${title} – ${row.text}` }))
      : [{ ...probe, id: name }];
  });
