import { useTranslation } from "react-i18next";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { PlanView } from "../plan/plan-view.tsx";
import { Comparisons } from "./comparisons.tsx";
import { CrossedQuestions } from "./crossed-questions.tsx";
import { FigureLine } from "./figure-value.tsx";
import { HasPlan } from "./plan-mark.tsx";
import { ProbeCard } from "./probe-card.tsx";
import { Scales } from "./scales.tsx";
import { WarningList } from "./warning-list.tsx";
import style from "./results.module.css";

/** @param note what every saved chart says of where its answers come from */
export function ResultsView({ results, note }: { results: RunResults; note: string }) {
  const { t } = useTranslation("lab");
  const { runId, warnings, probes, figures, comparisons, scales, respondents, answering, plan } = results;
  return (
    <HasPlan value={plan !== null}>
      <WarningList warnings={warnings.filter(({ probe }) => probe === null)} label={t("results.warnings")} />
      <p className={style.notes}>{t("results.answering", { answering, count: respondents })}</p>
      <PlanView plan={plan} probes={probes} />
      <FigureLine figures={figures} />
      <section className={style.section} aria-label={t("results.questions")}>
        <h2>{t("results.questions")}</h2>
        <div className={style.cards}>
          {probes.map((probe) => (
            <ProbeCard
              key={probe.id}
              runId={runId}
              probe={probe}
              warnings={warnings.filter((warning) => warning.probe === probe.id)}
              note={note}
            />
          ))}
        </div>
      </section>
      <CrossedQuestions results={results} />
      <Comparisons comparisons={comparisons} probes={probes} />
      <Scales scales={scales} probes={probes} />
    </HasPlan>
  );
}
