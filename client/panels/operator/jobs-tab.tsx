import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobListQuery, JobsState } from "../../../schema/messages/job.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { ChoiceField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { JobCard } from "./job-card.tsx";
import { jobName } from "./job-name.ts";
import { useRequestJob, useJobs, useJobsState } from "./jobs-api.ts";
import style from "./jobs.module.css";

const SHOWN = ["all", "open", "dead"] as const satisfies JobListQuery["shown"][];

/** Durable jobs: the queue, the progress of each, and failures. */
export function JobsTab() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<JobListQuery["shown"]>("all");
  const state = useJobsState();
  const jobs = useJobs(shown);
  const rows = jobs.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <>
      {state.data && <State state={state.data} />}
      <div className={style.tools}>
        <ChoiceField
          label={t("operator.jobsShown")}
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`operator.jobsOf.${value}`) }))}
          onChoose={setShown}
        />
      </div>
      {jobs.isPending && <Loading />}
      {jobs.isError && <Problem error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.isSuccess && rows.length === 0 && <Empty title={t("operator.noJobs")}>{t("operator.noJobsText")}</Empty>}
      <ul className={style.jobs}>
        {rows.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      </ul>
      {jobs.hasNextPage && (
        <Button disabled={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
          {jobs.isFetchingNextPage ? t("loading") : t("operator.more")}
        </Button>
      )}
    </>
  );
}

function State({ state }: { state: JobsState }) {
  const { t } = useTranslation();
  const ask = useRequestJob();
  const { isWorkerAlive, workerSeenAt, queued, running, paused, dead, oldestQueuedAt, onDemand } = state;
  return (
    <>
      <p className={style.worker} data-alive={isWorkerAlive} role="status">
        {isWorkerAlive ? t("operator.workerAlive") : t("operator.workerAway")}
        {!isWorkerAlive && workerSeenAt !== null && (
          <>
            {" "}
            {t("operator.workerSeen")} <TimeAgo at={workerSeenAt} />.
          </>
        )}{" "}
        {t("operator.jobCounts", { queued, running, paused, dead })}
        {oldestQueuedAt !== null && (
          <>
            {" "}
            {t("operator.oldestWaits")} <TimeAgo at={oldestQueuedAt} />.
          </>
        )}
      </p>
      <div className={style.actions}>
        {onDemand.map((name) => (
          <Button key={name} disabled={ask.isPending} onClick={() => ask.mutate(name)}>
            {t("operator.askNow", { name: jobName(name, t) })}
          </Button>
        ))}
      </div>
      {ask.isError && (
        <p className={style.problem} role="alert">
          {problemText(ask.error, t)}
        </p>
      )}
    </>
  );
}
