import { useTranslation } from "react-i18next";
import type { CommonQuestion } from "../../../schema/messages/session-groups.ts";
import { ProbeBars } from "../probe/probe-bars.tsx";
import studio from "../studio.module.css";
import type { BegunGroup } from "./begun-group.ts";
import style from "./groups.module.css";

type CommonQuestionsProps = { questions: readonly CommonQuestion[]; groups: readonly BegunGroup[] };

/** What was asked of all, group beside group, each time that it was. */
export function CommonQuestions({ questions, groups }: CommonQuestionsProps) {
  const { t } = useTranslation("studio");
  return (
    <>
      <h4>{t("groups.questions")}</h4>
      {questions.map(({ question, groups: asked }) => (
        <section
          key={JSON.stringify(question)}
          className={`${studio.card} ${style.question}`}
          aria-label={question.title}
        >
          <h5 dir="auto">{question.title}</h5>
          <div className={style.multiples}>
            {asked.map(({ groupId, rounds }) => {
              const title = groups.find(({ id }) => id === groupId)?.title ?? "";
              return (
                <section key={groupId}>
                  <h6 dir="auto">{title}</h6>
                  {rounds.map(({ round, people, personas }) => (
                    <div key={round}>
                      {rounds.length > 1 && <p className={studio.soft}>{t("probe.round", { round })}</p>}
                      <ProbeBars title={`${question.title} – ${title}`} people={people} personas={personas} />
                    </div>
                  ))}
                </section>
              );
            })}
          </div>
        </section>
      ))}
    </>
  );
}
