import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProbeResult, ResultWarning } from "../../../schema/messages/run-results.ts";
import { Distances } from "./distances.tsx";
import { FigureLine } from "./figure-value.tsx";
import { PlanMark } from "./plan-mark.tsx";
import { ProbeFigure } from "./probe-figure.tsx";
import { Subgroups } from "./subgroups.tsx";
import { Themes } from "./themes.tsx";
import { WarningList } from "./warning-list.tsx";
import style from "./results.module.css";

type ProbeCardProps = { runId: string; probe: ProbeResult; warnings: readonly ResultWarning[]; note: string };

/** All that is known of the answers to one question. */
export function ProbeCard({ runId, probe, warnings, note }: ProbeCardProps) {
  const { t } = useTranslation("lab");
  const alerts = <WarningList warnings={warnings} label={t("results.warningsOf", { title: probe.title })} />;
  if (probe.options.length === 0)
    return (
      <section className={style.card} aria-label={probe.title}>
        <h3 dir="auto">{probe.title}</h3>
        <Counts probe={probe} />
        {alerts}
        <Themes runId={runId} probe={probe} />
      </section>
    );
  return <ChoiceCard runId={runId} probe={probe} note={note} alerts={alerts} />;
}

type ChoiceCardProps = Omit<ProbeCardProps, "warnings"> & { alerts: ReactNode };

function ChoiceCard({ runId, probe, note, alerts }: ChoiceCardProps) {
  const { t } = useTranslation("lab");
  return (
    <ProbeFigure
      runId={runId}
      probe={probe}
      note={note}
      before={
        <>
          <Counts probe={probe} />
          {alerts}
        </>
      }
    >
      <FigureLine figures={probe.figures} />
      {probe.weightedFigures.length > 0 && (
        <details className={style.more}>
          <summary>{t("results.raked")}</summary>
          <FigureLine figures={probe.weightedFigures} />
        </details>
      )}
      <Distances probe={probe} />
      {probe.variance.some(({ value }) => value !== null) && (
        <details className={style.more}>
          <summary>{t("results.variance")}</summary>
          <FigureLine figures={probe.variance} />
        </details>
      )}
      <Subgroups probe={probe} note={note} />
    </ProbeFigure>
  );
}

function Counts({ probe }: { probe: ProbeResult }) {
  const { t } = useTranslation("lab");
  const { respondents, asked, answered, refused, unclear, failed } = probe;
  return (
    <>
      <p className={style.notes}>
        {t("results.counts", { count: respondents, asked, answered, refused, unusable: unclear + failed })}
      </p>
      <PlanMark isPlanned={probe.isPlanned} />
    </>
  );
}
