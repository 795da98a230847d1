import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProbeResult, ResultWarning } from "../../../schema/messages/run-results.ts";
import { probeDistribution } from "../../../schema/rules/survey/charts/probe-distribution.ts";
import { formatFigure } from "../../../schema/rules/survey/figures/format-figure.ts";
import { goToLab } from "../lab-link.ts";
import { Distances } from "./distances.tsx";
import { DistributionFigure } from "./distribution-figure.tsx";
import { FigureLine } from "./figure-value.tsx";
import { PlanMark } from "./plan-mark.tsx";
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
  const { t, i18n } = useTranslation("lab");
  const names = {
    run: t("results.simulated"),
    weighted: t("results.raked"),
    people: probe.baseline ? t("results.people", { name: probe.baseline.name, count: probe.baseline.people }) : "",
  };
  const distribution = useMemo(
    () => probeDistribution(probe, names),
    // Words follow the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [probe, i18n.language],
  );
  return (
    <DistributionFigure
      title={probe.title}
      summary={useDistanceInWords(probe)}
      distribution={distribution}
      note={note}
      onPick={(option) => goToLab("runs", runId, "people", probe.id, String(option))}
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
    </DistributionFigure>
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

/** The distance that suits the probe, beside that of a random sample of people as large as the run. */
function useDistanceInWords({ baseline, distances, isOrdinal, options, answered }: ProbeResult): string {
  const { t, i18n } = useTranslation("lab");
  const id = isOrdinal ? "wasserstein-normalised" : "total-variation";
  const toPeople = (of: string) =>
    distances.find((row) => row.of === of && row.to === "baseline")?.figures.find((figure) => figure.id === id);
  const [run, floor] = [toPeople("run"), toPeople("sample")];
  if (baseline && run && floor && run.value !== null && floor.value !== null)
    return t(run.value > floor.value ? "results.apart" : "results.notApart", {
      distance: formatFigure({ ...run, low: null, high: null }, i18n.language),
      floor: formatFigure({ ...floor, low: null, high: null }, i18n.language),
      scale: t(`results.scales.${id}`),
    });
  if (answered === 0) return t("results.noAnswers");
  const most = options.reduce((best, one) => ((one.share.value ?? 0) > (best.share.value ?? 0) ? one : best));
  return t("results.mostSaid", { answer: most.text, share: formatFigure(most.share, i18n.language) });
}
