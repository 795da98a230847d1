import { useTranslation } from "react-i18next";
import type { Run, RunStatus } from "../../../schema/messages/run.ts";
import style from "./runs.module.css";

const STEPS = ["QUEUED", "LABELLING", "MATCHING", "INFERENCE", "COMPLETED"] as const;
type Step = (typeof STEPS)[number];

/** How far it is, as a line of steps. One that is paused or has ended early is where its answers show it to be. */
export function RunSteps({ run }: { run: Run }) {
  const { t } = useTranslation("lab");
  const steps = STEPS.filter((step) => step !== "LABELLING" || run.labelling !== null);
  const current = steps.indexOf(stepOf(run));
  return (
    <ol className={style.steps} aria-label={t("runs.steps")}>
      {steps.map((step, place) => (
        <li
          key={step}
          className={place < current ? style.done : undefined}
          aria-current={place === current ? "step" : undefined}
        >
          {t(`runs.stepNames.${step}`)}
        </li>
      ))}
    </ol>
  );
}

const IS_STEP = (status: RunStatus): status is Step => (STEPS as readonly RunStatus[]).includes(status);

function stepOf({ status, progress, startedAt, labelling }: Run): Step {
  if (IS_STEP(status)) return status;
  if (progress.total !== null) return "INFERENCE";
  if (startedAt === null) return "QUEUED";
  return labelling && labelling.progress.done !== labelling.progress.total ? "LABELLING" : "MATCHING";
}
