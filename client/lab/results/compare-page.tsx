import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../schema/messages/run.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { alignProbes, type AlignedProbe } from "../../../schema/rules/survey/charts/align-probes.ts";
import { runsDistribution } from "../../../schema/rules/survey/charts/probe-distribution.ts";
import { NO_BASELINE } from "../../../schema/messages/human-baseline.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { useBaselinesOfRuns } from "../baselines/baselines-api.ts";
import { linkToLab } from "../lab-link.ts";
import { Changes } from "./changes.tsx";
import { DistancesOfRuns } from "./distances-of-runs.tsx";
import { DistributionFigure } from "./distribution-figure.tsx";
import { useEndedRuns, useSeveralResults } from "./results-api.ts";
import style from "./results.module.css";

const MOST = 4;
/** Of each run, whichever it is. */
const FIRST_THAT_FITS = "";

/** Several runs side by side: methods, models, dates (SPEC S7). */
export function ComparePage({ id }: { id: string }) {
  const { t } = useTranslation("lab");
  const [wanted, setWanted] = useState([id]);
  const runs = useEndedRuns();
  // The run that this page was opened from may not have ended.
  const chosen = wanted.flatMap((one) => runs.data?.find((run) => run.id === one) ?? []);
  const press = (run: RunSummary) => {
    const others = chosen.filter((one) => one !== run);
    setWanted([...others, ...(chosen.includes(run) ? [] : [run])].map((one) => one.id));
  };
  return (
    <div className={style.page}>
      <a className={style.back} href={linkToLab("runs", id, "results")}>
        ← {t("results.back")}
      </a>
      <h2>{t("results.compare")}</h2>
      <p className={style.notes}>{t("results.compareText", { most: MOST })}</p>
      {runs.isPending && <Loading />}
      {runs.isError && <Problem error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data && (
        <>
          <div className={style.chips} role="group" aria-label={t("results.runs")}>
            {runs.data.map((run) => (
              <Button
                key={run.id}
                aria-pressed={chosen.includes(run)}
                disabled={!chosen.includes(run) && chosen.length >= MOST}
                onClick={() => press(run)}
              >
                <RunName run={run} />
              </Button>
            ))}
          </div>
          {runs.data.length === 0 ? (
            <Empty title={t("results.noneEnded")} />
          ) : chosen.length === 0 ? (
            <Empty title={t("results.noneChosen")} />
          ) : (
            <SideBySide runs={chosen} />
          )}
        </>
      )}
    </div>
  );
}

function useRunName() {
  const { t, i18n } = useTranslation("lab");
  return ({ name, settings, createdAt }: RunSummary) =>
    [
      name,
      t(`results.methods.${settings.method}`),
      settings.model ?? "",
      new Date(createdAt).toLocaleString(i18n.language, { dateStyle: "short", timeStyle: "short" }),
    ]
      .filter(Boolean)
      .join(" · ");
}

const RunName = ({ run }: { run: RunSummary }) => <span dir="auto">{useRunName()(run)}</span>;

type NamedResults = { id: string; name: string; results: RunResults };

function SideBySide({ runs }: { runs: RunSummary[] }) {
  const { t } = useTranslation("lab");
  const nameOf = useRunName();
  const [baseline, setBaseline] = useState(FIRST_THAT_FITS);
  const { isPending: areBaselinesPending, items: baselines, fits } = useBaselinesOfRuns(runs.map(({ id }) => id));
  // One that fits none of them was of a run that is no longer chosen.
  const people = baseline === NO_BASELINE || baselines.some(({ id }) => id === baseline) ? baseline : FIRST_THAT_FITS;
  const found = useSeveralResults(runs, (id) =>
    people === FIRST_THAT_FITS ? undefined : fits(id, people) ? people : NO_BASELINE,
  );
  const failed = found.find(({ isError }) => isError);
  const compared = runs.flatMap((run, place): NamedResults[] => {
    const results = found[place]?.data;
    return results ? [{ id: run.id, name: nameOf(run), results }] : [];
  });
  if (areBaselinesPending) return <Loading lines={8} />;
  return (
    <>
      {baselines.length > 0 && (
        <ChoiceField
          label={t("baselines.beside")}
          value={people}
          options={[
            { value: FIRST_THAT_FITS, label: t("baselines.firstThatFits") },
            ...baselines.map(({ id, name, people: count }) => ({
              value: id,
              label: t("results.people", { name, count }),
            })),
            { value: NO_BASELINE, label: t("baselines.nobody") },
          ]}
          onChoose={setBaseline}
        />
      )}
      {failed ? (
        <Problem error={failed.error} onRetry={() => void failed.refetch()} />
      ) : compared.length < runs.length ? (
        <Loading lines={8} />
      ) : (
        <div className={style.cards}>
          {alignProbes(compared.map(({ results }) => results.probes)).map((question) => (
            <ProbeOfRuns key={question.key} question={question} compared={compared} baseline={people} />
          ))}
        </div>
      )}
      {runs.length === 2 && <Changes runs={[runs[0]!, runs[1]!]} nameOf={nameOf} />}
    </>
  );
}

type ProbeOfRunsProps = { question: AlignedProbe; compared: NamedResults[]; baseline: string };

function ProbeOfRuns({ question, compared, baseline }: ProbeOfRunsProps) {
  const { t, i18n } = useTranslation("lab");
  const { key, title, probes } = question;
  const runs = compared.map(({ id, name }, place) => ({ id, name, probe: probes[place] }));
  const asked = runs.filter(({ probe }) => probe);
  const people = probes.find((probe) => probe?.baseline)?.baseline?.name ?? "";
  const distribution = useMemo(
    () => runsDistribution(runs, t("results.peopleOf", { name: people })),
    // Results of a run beside the same people do not change; words follow the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [runs.map(({ id }) => id).join(" "), key, baseline, i18n.language],
  );
  return (
    <DistributionFigure
      title={title}
      summary={t("results.runsCompared", { count: asked.length })}
      distribution={distribution}
      note={t("results.runsNote", { names: asked.map(({ name }) => name).join("; ") })}
    >
      <DistancesOfRuns title={title} runs={runs} />
    </DistributionFigure>
  );
}
