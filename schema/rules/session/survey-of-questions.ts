import type { SurveyModel } from "../../messages/survey.ts";
import type { ProbeQuestion } from "../../messages/session-probe.ts";

/** A survey of questions that were proposed one by one, on one page, as SurveyJS has it. */
export const surveyOfQuestions = (questions: readonly ProbeQuestion[]): SurveyModel => ({
  pages: [
    {
      name: "page1",
      elements: questions.map(({ kind, title, options }, index) => ({
        name: `question${index + 1}`,
        title,
        ...(kind === "open"
          ? { type: "comment" }
          : { type: "radiogroup", choices: options.map(({ value, text }) => ({ value, text })) }),
      })),
    },
  ],
});
