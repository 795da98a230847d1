import Download from "lucide-react/icons/download";
import FileText from "lucide-react/icons/file-text";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_BASELINE } from "../../../schema/messages/human-baseline.ts";
import type { Run } from "../../../schema/messages/run.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { problemText } from "../../words/problem-text.ts";
import { useRunBaselines } from "../baselines/baselines-api.ts";
import { linkToLab } from "../lab-link.ts";
import { answersIn, useRunResults, useSaveRun, type RunFile } from "./results-api.ts";
import { ResultsView } from "./results-view.tsx";
import { useOrigin } from "./use-origin.ts";
import style from "./results.module.css";

/** What a run's respondents answered, beside people's answers where there are some (SPEC S7). */
export function ResultsPage({ id }: { id: string }) {
  const { t } = useTranslation("lab");
  const [baseline, setBaseline] = useState<string>();
  const { run, results } = useRunResults(id, baseline);
  const failed = [run, results].find(({ isError }) => isError);
  return (
    <div className={style.page}>
      <a className={style.back} href={linkToLab("runs", id)}>
        ← {t("results.toRun")}
      </a>
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      {run.data && results.data && (
        <Results run={run.data} results={results.data} baseline={baseline} onBaseline={setBaseline} />
      )}
      {!failed && results.isPending && <Loading lines={10} />}
    </div>
  );
}

type BaselineProps = { baseline: string | undefined; onBaseline: (baseline: string) => void };

function Results({ run, results, baseline, onBaseline }: BaselineProps & { run: Run; results: RunResults }) {
  const origin = useOrigin(run, results);
  return (
    <>
      <h2 dir="auto">{run.name}</h2>
      {run.status !== "COMPLETED" && <SoFar run={run} answers={answersIn(results)} />}
      <SimulatedLabel run={run} origin={origin} />
      <Files run={run} baseline={baseline} />
      <PeopleBeside runId={run.id} baseline={baseline} onBaseline={onBaseline} />
      <ResultsView results={results} note={origin} />
    </>
  );
}

/** Whose answers stand beside the run's: the first of those that fit, unless chosen otherwise. */
function PeopleBeside({ runId, baseline, onBaseline }: BaselineProps & { runId: string }) {
  const { t } = useTranslation("lab");
  const { data: found = [] } = useRunBaselines(runId);
  if (found.length === 0) return null;
  return (
    <ChoiceField
      label={t("baselines.beside")}
      value={baseline ?? found[0]!.id}
      options={[
        ...found.map(({ id, name, people }) => ({ value: id, label: t("results.people", { name, count: people }) })),
        { value: NO_BASELINE, label: t("baselines.nobody") },
      ]}
      onChoose={onBaseline}
    />
  );
}

/** These results are not final: why, and how much is missing. */
function SoFar({ run: { status, progress }, answers }: { run: Run; answers: number }) {
  const { t } = useTranslation("lab");
  return (
    <p>
      <strong role="status">{t(`runs.statuses.${status}`)}</strong>{" "}
      {progress.total === null
        ? t("results.soFar", { count: answers })
        : t("results.soFarOf", { count: progress.total, answers })}
    </p>
  );
}

/** Nothing here is a person's, and how it was made (SPEC S9). */
function SimulatedLabel({ run, origin }: { run: Run; origin: string }) {
  const { t } = useTranslation("lab");
  const { settings, survey, target } = run;
  return (
    <section className={style.simulated} aria-label={t("results.simulated")}>
      <strong>{origin}</strong>
      <span>
        <a href={linkToLab("surveys", survey.id)}>{t("results.survey", { ...survey })}</a> ·{" "}
        <a href={linkToLab("targets", target.id)}>{t("results.target", { name: target.name })}</a>
      </span>
      <span>
        {t("results.settings", {
          temperature: settings.temperature,
          seed: settings.seed,
          order: t(`results.orders.${settings.order}`),
          readOut: t(`results.readOuts.${settings.readOut}`),
        })}
      </span>
    </section>
  );
}

const FILES = ["pdf", "csv", "wide", "spss", "json", "manifest"] as const satisfies RunFile[];

function Files({ run, baseline }: { run: Run; baseline: string | undefined }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const save = useSaveRun(run, baseline);
  return (
    <>
      <div className={style.tools}>
        <Button onClick={() => save.mutate("report")} disabled={save.isPending}>
          <FileText aria-hidden /> {t("results.report")}
        </Button>
        {FILES.map((file) => (
          <Button key={file} onClick={() => save.mutate(file)} disabled={save.isPending}>
            <Download aria-hidden /> {t(`results.files.${file}`)}
          </Button>
        ))}
        <a className={style.link} href={linkToLab("runs", run.id, "compare")}>
          {t("results.compare")}
        </a>
      </div>
      {save.isPending && <p role="status">{common("saving")}</p>}
      {save.isError && (
        <p className={style.problem} role="alert">
          {problemText(save.error, common)}
        </p>
      )}
    </>
  );
}
