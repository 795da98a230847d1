import { useTranslation } from "react-i18next";
import type { SurveyProblem } from "../../../../schema/messages/survey.ts";
import { ProblemLines } from "../problem-lines.tsx";
import style from "../surveys.module.css";

/** What is missing before the survey is asked, and what virtual respondents do not get. */
export function ProblemList({ problems }: { problems: readonly SurveyProblem[] }) {
  const { t } = useTranslation("lab");
  const errors = problems.filter(({ level }) => level === "error");
  const notes = problems.filter(({ level }) => level === "note");
  return (
    <section className={style.problems}>
      <h3>{t("surveys.problems")}</h3>
      {errors.length === 0 ? <p>{t("surveys.noProblems")}</p> : <ProblemLines problems={errors} />}
      {notes.length > 0 && (
        <>
          <h3>{t("surveys.notes")}</h3>
          <ProblemLines problems={notes} />
        </>
      )}
    </section>
  );
}
