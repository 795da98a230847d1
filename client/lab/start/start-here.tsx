import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaselineView } from "../../../schema/messages/baseline.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { problemText } from "../../words/problem-text.ts";
import { HumanAnswers } from "./human-answers.tsx";
import { useBaseline, usePrepareStart } from "./start-api.ts";
import { StartLaunch } from "./start-launch.tsx";
import style from "./start.module.css";

/** The lab's first step: a small run beside what people answered in 1996, with what that baseline lacks. */
export function StartHere() {
  const { t } = useTranslation("lab");
  const baseline = useBaseline();
  if (baseline.isPending) return <Loading lines={2} />;
  if (baseline.isError) return <Problem error={baseline.error} onRetry={() => void baseline.refetch()} />;
  return (
    <section className={style.start} aria-label={t("start.title")}>
      <h2>{t("start.title")}</h2>
      {baseline.data && <Start baseline={baseline.data} />}
    </section>
  );
}

function Start({ baseline }: { baseline: BaselineView }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [areShown, setShown] = useState(false);
  const prepare = usePrepareStart(baseline.id);
  return (
    <>
      <p>{t("start.text", { people: baseline.people })}</p>
      <p className={style.limits}>{t("start.limits")}</p>
      <div className={style.tools}>
        <Button look="primary" disabled={prepare.isPending} onClick={() => prepare.mutate()}>
          {t("start.prepare")}
        </Button>
        <Button aria-expanded={areShown} onClick={() => setShown(!areShown)}>
          {t(areShown ? "start.hide" : "start.show")}
        </Button>
      </div>
      {prepare.isError && (
        <p className={style.problem} role="alert">
          {problemText(prepare.error, common)}
        </p>
      )}
      {prepare.data && <StartLaunch {...prepare.data} />}
      {areShown && <HumanAnswers baseline={baseline} />}
    </>
  );
}
