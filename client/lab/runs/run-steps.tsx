import { useTranslation } from "react-i18next";
import type { Run, RunStatus } from "../../../schema/messages/run.ts";
import style from "./runs.module.css";

const STEPS = ["QUEUED", "MATCHING", "INFERENCE", "COMPLETED"] as const;

/** How far it is, as a line of steps. One that is paused or has ended early is where its answers show it to be. */
export function RunSteps({ run }: { run: Run }) {
  const { t } = useTranslation("lab");
  const current = STEPS.indexOf(stepOf(run));
  return (
    <ol className={style.steps} aria-label={t("runs.steps")}>
      {STEPS.map((step, place) => (
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

const IS_STEP = (status: RunStatus): status is (typeof STEPS)[number] =>
  (STEPS as readonly RunStatus[]).includes(status);

function stepOf({ status, progress, startedAt }: Run): (typeof STEPS)[number] {
  if (IS_STEP(status)) return status;
  if (progress.total !== null) return "INFERENCE";
  return startedAt === null ? "QUEUED" : "MATCHING";
}
