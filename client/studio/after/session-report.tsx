import Download from "lucide-react/icons/download";
import Printer from "lucide-react/icons/printer";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { Saving } from "../../panels/parts/saving.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { openHtml } from "../../state/open-html.ts";
import { pageLanguage } from "../../words/page-language.ts";
import { problemText } from "../../words/problem-text.ts";
import { sessionPath } from "../sessions-api.ts";
import style from "../studio.module.css";
import { ReportView } from "./report-view.tsx";
import { useReport, useSaveFile } from "./after-api.ts";

/** The report of a session, as its facilitators read it. */
export function SessionReport({ id, circleId }: { id: string; circleId: string | null }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const report = useReport(id);
  const save = useSaveFile();
  if (report.isPending) return <Loading lines={12} />;
  if (report.isError) return <Problem error={report.error} onRetry={() => void report.refetch()} />;
  const html = report.data;
  const path = sessionPath(id, `/report?format=pdf&language=${pageLanguage()}`);
  return (
    <>
      <div className={style.tools}>
        <Button onClick={() => void openHtml("report.html", async () => html)}>
          <Printer aria-hidden /> {t("after.open")}
        </Button>
        <Button disabled={save.isPending} onClick={() => save.mutate({ path, name: "report.pdf" })}>
          <Download aria-hidden /> {t("after.pdf")}
        </Button>
        {save.isPending && <Saving>{t("after.printing")}</Saving>}
      </div>
      {save.isError && (
        <p role="alert" className={style.problem}>
          {problemText(save.error, common)}
        </p>
      )}
      <ReportView html={html} circleId={circleId} />
    </>
  );
}
