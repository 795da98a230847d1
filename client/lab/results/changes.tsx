import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunChange, RunChanges } from "../../../schema/messages/run-changes.ts";
import type { RunSummary } from "../../../schema/messages/run.ts";
import { optionLabels } from "../../../schema/rules/survey/figures/option-labels.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { Tests } from "./comparisons.tsx";
import { FigureLine } from "./figure-value.tsx";
import { useRunChanges } from "./results-api.ts";
import style from "./results.module.css";

type ChangesProps = { runs: readonly [RunSummary, RunSummary]; nameOf: (run: RunSummary) => string };

/** Two runs of the same respondents as before and after: how large each change is first, tests after it. */
export function Changes({ runs, nameOf }: ChangesProps) {
  const { t } = useTranslation("lab");
  const [isSwapped, setSwapped] = useState(false);
  const inTime = runs.toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
  const [before, after] = (isSwapped ? inTime.toReversed() : inTime) as [RunSummary, RunSummary];
  const changes = useRunChanges(before, after);
  return (
    <section className={style.section} aria-label={t("results.changes")}>
      <h2>{t("results.changes")}</h2>
      {changes.isPending && <Loading lines={4} />}
      {changes.isError && <Problem error={changes.error} onRetry={() => void changes.refetch()} />}
      {changes.data?.pairs === 0 && <p className={style.notes}>{t("results.noPairs")}</p>}
      {changes.data && changes.data.pairs > 0 && (
        <>
          <p dir="auto">{t("results.beforeAfter", { before: nameOf(before), after: nameOf(after) })}</p>
          <p className={style.notes}>
            {t("results.pairs", { count: changes.data.pairs, ...changes.data.respondents })}
          </p>
          <p className={style.notes}>{t("results.changesText")}</p>
          <div>
            <Button aria-pressed={isSwapped} onClick={() => setSwapped(!isSwapped)}>
              {t("results.swap")}
            </Button>
          </div>
          <Questions changes={changes.data} />
        </>
      )}
    </section>
  );
}

function Questions({ changes: { questions } }: { changes: RunChanges }) {
  const { t } = useTranslation("lab");
  if (questions.length === 0) return <p className={style.notes}>{t("results.nothingAlike")}</p>;
  return questions.map((question) => <Change key={question.probe} question={question} />);
}

function Change({ question }: { question: RunChange }) {
  const { t } = useTranslation("lab");
  const { title, both, options, effects, differences, groups, tests } = question;
  const changed = [...effects, ...differences];
  return (
    <article className={style.card}>
      <h3 dir="auto">{title}</h3>
      <p className={style.notes}>{t("results.bothAnswered", { count: both })}</p>
      <FigureLine figures={changed} labels={optionLabels(changed, options)} />
      {groups.map(({ figures }, place) => (
        <div key={place}>
          <h4>{t(place === 0 ? "results.before" : "results.after")}</h4>
          <FigureLine figures={figures} labels={optionLabels(figures, options)} />
        </div>
      ))}
      <Tests tests={tests} of={title} />
    </article>
  );
}
