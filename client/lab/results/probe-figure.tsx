import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProbeResult } from "../../../schema/messages/run-results.ts";
import { probeDistribution } from "../../../schema/rules/survey/charts/probe-distribution.ts";
import { formatFigure } from "../../../schema/rules/survey/figures/format-figure.ts";
import { goToLab } from "../lab-link.ts";
import { DistributionFigure } from "./distribution-figure.tsx";

type ProbeFigureProps = { runId: string; probe: ProbeResult; note: string; before?: ReactNode; children?: ReactNode };

/** What was answered to a question with options, beside people's answers; a bar opens the people behind it. */
export function ProbeFigure({ runId, probe, note, before, children }: ProbeFigureProps) {
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
      before={before}
    >
      {children}
    </DistributionFigure>
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
