import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProbeQuestion } from "../../../schema/messages/session-probe.ts";
import { surveyOfQuestions } from "../../../schema/rules/session/survey-of-questions.ts";
import { useCreateSurvey } from "../../lab/surveys/surveys-api.ts";
import { Button } from "../../panels/parts/button.tsx";
import { TextAreaField, TextField } from "../../panels/parts/field.tsx";
import { problemText } from "../../words/problem-text.ts";
import style from "../studio.module.css";

type ProposedQuestionsProps = { questions: ProbeQuestion[]; name: string };

/** Edited here, then kept as a survey, from which they are put to all. */
export function ProposedQuestions({ questions: proposed, name }: ProposedQuestionsProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const [questions, setQuestions] = useState(() =>
    proposed.map(({ title, options }) => ({ title, options: options.map(({ text }) => text).join("\n") })),
  );
  const create = useCreateSurvey();
  const set = (index: number, part: Partial<(typeof questions)[number]>) =>
    setQuestions(questions.map((question, at) => (at === index ? { ...question, ...part } : question)));
  const drafts = questions.map(toQuestion).map((question) => ProbeQuestion.safeParse(question));
  const whole = drafts.flatMap(({ data }) => data ?? []);
  return (
    <>
      <h5>{t("plan.proposedQuestions")}</h5>
      {questions.map(({ title, options }, index) => (
        <div key={index} className={style.card}>
          <TextField
            label={t("probe.question")}
            value={title}
            maxLength={500}
            onText={(text) => set(index, { title: text })}
          />
          <TextAreaField
            label={t("plan.options")}
            rows={3}
            value={options}
            onText={(text) => set(index, { options: text })}
          />
        </div>
      ))}
      <div className={style.tools}>
        <Button
          disabled={whole.length === 0 || whole.length < drafts.length || create.isPending || create.isSuccess}
          onClick={() => create.mutate({ name: name.slice(0, 120), description: "", model: surveyOfQuestions(whole) })}
        >
          {t("plan.keepSurvey")}
        </Button>
        <span role="status">{create.isSuccess && t("plan.keptSurvey", { name: create.data.name })}</span>
      </div>
      {create.isError && (
        <p className={style.problem} role="alert">
          {problemText(create.error, common)}
        </p>
      )}
    </>
  );
}

function toQuestion({ title, options }: { title: string; options: string }) {
  const texts = options.split("\n").flatMap((line) => line.trim() || []);
  return { kind: texts.length > 0 ? "single" : "open", title, options: texts.map((text) => ({ value: text, text })) };
}
