import { useTranslation } from "react-i18next";
import type { Run } from "../../../schema/messages/run.ts";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { messageText } from "../../words/message-text.ts";
import { nameRoute } from "../../words/name-route.ts";
import { linkToLab } from "../lab-link.ts";
import { useTraitWords } from "../trait-words.ts";
import { FirstAnswers } from "./first-answers.tsx";
import { FirstBars } from "./first-bars.tsx";
import { RunControls } from "./run-controls.tsx";
import { RunMeters } from "./run-meters.tsx";
import { RunRound } from "./run-round.tsx";
import { RunSteps } from "./run-steps.tsx";
import { isUnderWay, useRun } from "./runs-api.ts";
import style from "./runs.module.css";

/** How far a run is; its results once there are answers. */
export function RunPage({ id }: { id: string }) {
  const { t } = useTranslation("lab");
  const run = useRun(id);
  return (
    <>
      <a className={style.back} href={linkToLab("runs")}>
        ← {t("runs.all")}
      </a>
      {run.isPending && <Loading lines={6} />}
      {run.isError && <Problem error={run.error} onRetry={() => void run.refetch()} />}
      {run.data && <Progress run={run.data} />}
    </>
  );
}

function Progress({ run }: { run: Run }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const { id, name, status, progress, labelling, problem, problemMessage, survey, target, settings } = run;
  const { done } = progress;
  const mayGrow = run.endedAt === null && progress.total !== null;
  return (
    <section className={style.run} aria-label={name}>
      <h2 dir="auto">{name}</h2>
      <p className={style.notes} dir="auto">
        {survey.name} ({survey.version}) · {target.name} · {t(`results.methods.${settings.method}`)} ·{" "}
        {settings.model && nameRoute(settings.model, common)}
      </p>
      <RunSteps run={run} />
      <p>
        <span role="status">{t(`runs.statuses.${status}`)}</span> ·{" "}
        {mayGrow ? t("runs.answersOf", { count: progress.total, done }) : t("runs.answers", { count: done })}
      </p>
      {labelling && <Labels labelling={labelling} isMoving={status === "LABELLING"} />}
      <Bar label={t("runs.progress")} isMoving={isUnderWay(run) && status !== "LABELLING"} {...progress} />
      {run.round && <RunRound round={run.round} />}
      {problem !== null && (
        <p className={style.problem} role="alert">
          {messageText(problemMessage, problem)}
        </p>
      )}
      <RunControls run={run} />
      <RunMeters run={run} />
      {done > 0 && (
        <a className={style.back} href={linkToLab("runs", id, "results")}>
          {t(status === "COMPLETED" ? "runs.results" : "runs.resultsSoFar")}
        </a>
      )}
      {done > 0 && (
        <>
          <FirstBars run={run} />
          <FirstAnswers id={id} done={done} />
        </>
      )}
    </section>
  );
}

type LabelsProps = { labelling: NonNullable<Run["labelling"]>; isMoving: boolean };

/** Of what is labelled first: as long as that takes, with how far it is. */
function Labels({ labelling: { model, traitIds, progress }, isMoving }: LabelsProps) {
  const { t } = useTranslation("lab");
  const { nameOf } = useTraitWords();
  const { done, total } = progress;
  return (
    <>
      <p className={style.notes}>
        {t("runs.labels", { traits: traitIds.map(nameOf).join(", "), model })}
        {total !== null && `: ${t("runs.labelCounts", { done, total })}`}
      </p>
      {done !== total && <Bar label={t("runs.labelProgress")} isMoving={isMoving} {...progress} />}
    </>
  );
}

/** Nothing while nothing moves and how much there is to do is not known. */
const Bar = ({ label, isMoving, done, total }: Run["progress"] & { label: string; isMoving: boolean }) =>
  (total !== null || isMoving) && (
    <progress aria-label={label} max={total ?? 1} value={total === null ? undefined : done} />
  );
