import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BaselineView } from "../../../schema/messages/baseline.ts";
import { ANES_1996_SURVEY } from "../../../schema/rules/survey/anes-1996-survey.ts";
import { readQuestions } from "../../../schema/rules/survey/read-questions.ts";
import type { SurveyQuestion } from "../../../schema/rules/survey/survey-question.ts";
import { DistributionFigure } from "../results/distribution-figure.tsx";
import { usePercent } from "../use-percent.ts";
import style from "./start.module.css";

const QUESTIONS = readQuestions(ANES_1996_SURVEY.model);

/** What the people of the baseline answered. */
export const HumanAnswers = ({ baseline }: { baseline: BaselineView }) => (
  <div className={style.charts}>
    {QUESTIONS.map((question) => (
      <Answers key={question.name} question={question} baseline={baseline} />
    ))}
  </div>
);

function Answers({ question, baseline }: { question: SurveyQuestion; baseline: BaselineView }) {
  const { t } = useTranslation("lab");
  const percent = usePercent();
  const name = t("start.people", { count: baseline.people });
  const shares = baseline.answers[question.name];
  const distribution = useMemo(
    () => ({
      options: question.options.map(({ text }) => text),
      series: [
        {
          name,
          colour: null,
          bars: question.options.map(({ value }) => ({ share: shares?.[String(value)] ?? 0, low: null, high: null })),
        },
      ],
    }),
    [question, shares, name],
  );
  const [{ bars }] = distribution.series as [(typeof distribution.series)[0]];
  const first = bars.reduce((best, { share }, place) => (share > bars[best]!.share ? place : best), 0);
  return (
    <DistributionFigure
      title={question.title}
      summary={t("start.mostSaid", {
        answer: distribution.options[first],
        percent: percent(bars[first]!.share),
      })}
      distribution={distribution}
      note={t("start.note")}
    />
  );
}
