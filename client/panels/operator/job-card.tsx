import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { JobAction, JobStatus, JobView } from "../../../schema/messages/job.ts";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { jobName } from "./job-name.ts";
import { useJobAction } from "./jobs-api.ts";
import style from "./jobs.module.css";

const ACTIONS: Record<JobStatus, JobAction[]> = {
  queued: ["pause", "cancel"],
  running: ["pause", "cancel"],
  paused: ["resume", "cancel"],
  dead: ["retry"],
  completed: [],
  cancelled: [],
};

/** A job: its progress, why it failed, and the available actions. */
export function JobCard({ job }: { job: JobView }) {
  const { t } = useTranslation();
  const act = useJobAction(job.id);
  const id = useId();
  const card = useRef<HTMLLIElement>(null);
  const { status, wish, askedBy, createdAt, endedAt, attempts } = job;
  const name = jobName(job.name, t);
  const problem = job.problem && messageText(job.problemMessage, job.problem);
  return (
    <li ref={card} className={style.job} data-status={status} aria-labelledby={id} tabIndex={-1}>
      <div className={style.head}>
        <h3 id={id}>{name}</h3>
        <span className={style.status}>{wish ? t(`operator.jobWish.${wish}`) : t(`operator.jobStatus.${status}`)}</span>
      </div>
      <Progress job={job} name={name} />
      <p className={style.notes}>
        {askedBy === null ? t("operator.jobBySchedule") : t("operator.jobAskedBy", { name: askedBy })}{" "}
        <TimeAgo at={createdAt} />
        {endedAt !== null && (
          <>
            , {t("operator.jobEnded")} <TimeAgo at={endedAt} />
          </>
        )}
        {attempts > 1 && `, ${t("operator.jobAttempts", { count: attempts })}`}
      </p>
      {problem && <p className={style.problem}>{problem}</p>}
      {ACTIONS[status].length > 0 && (
        <div className={style.actions}>
          {ACTIONS[status].map((action, place) => (
            <Button
              // Keyed by position: the button that paused becomes the one that resumes, and keeps the focus.
              key={place}
              aria-label={t(`operator.jobActionOf.${action}`, { name })}
              aria-disabled={act.isPending || wish !== null}
              onClick={() => {
                if (act.isPending || wish !== null) return;
                act.mutate(action);
                // Its buttons disappear.
                if (action === "cancel" || action === "retry") card.current?.focus();
              }}
            >
              {t(`operator.jobAction.${action}`)}
            </Button>
          ))}
        </div>
      )}
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, t)}
        </p>
      )}
    </li>
  );
}

function Progress({ job: { progress, status }, name }: { job: JobView; name: string }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const { done, total } = progress;
  if (total === null)
    return done > 0 ? <p className={style.notes}>{t("operator.jobDone", { done: number.format(done) })}</p> : null;
  return (
    <div className={style.progress}>
      {status !== "completed" && (
        <progress aria-label={t("operator.jobProgressOf", { name })} value={done} max={total} />
      )}
      <span>{t("operator.jobDoneOf", { done: number.format(done), total: number.format(total) })}</span>
    </div>
  );
}
