import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ReportView } from "../../../schema/messages/people.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { MoreButton } from "./more-button.tsx";
import { useReports, useSettleReport } from "./people-api.ts";
import style from "./people.module.css";

/** What people reported and no admin has settled, newest first (SPEC A6). */
export function ReportsTab() {
  const { t } = useTranslation();
  const list = useReports();
  const reports = list.data?.pages.flatMap((page) => page.reports) ?? [];
  return (
    <>
      <p className={style.notes}>{t("admin.reportsText")}</p>
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && reports.length === 0 && <Empty title={t("admin.noReports")}>{t("admin.noReportsText")}</Empty>}
      <ul className={style.list}>
        {reports.map((report) => (
          <ReportCard key={report.id} report={report} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}

function ReportCard({ report: { id, subjectName, reporterName, quote, reason, createdAt } }: { report: ReportView }) {
  const { t } = useTranslation();
  const settle = useSettleReport();
  const headingId = useId();
  return (
    <li className={style.card} aria-labelledby={headingId}>
      <h3 id={headingId} dir="auto">
        {subjectName}
      </h3>
      {quote !== null && (
        <blockquote className={style.quote} dir="auto">
          {quote}
        </blockquote>
      )}
      {reason !== "" && <p dir="auto">{reason}</p>}
      <p className={style.notes}>
        {t("admin.reportedBy", { name: reporterName })} <TimeAgo at={createdAt} />
      </p>
      <div className={style.actions}>
        <Button
          disabled={settle.isPending}
          aria-label={t("admin.doTo", { action: t("admin.settle"), name: subjectName })}
          onClick={() => settle.mutate(id)}
        >
          {t("admin.settle")}
        </Button>
      </div>
      {settle.isError && (
        <p className={style.problem} role="alert">
          {problemText(settle.error, t)}
        </p>
      )}
    </li>
  );
}
