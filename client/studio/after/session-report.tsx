import Printer from "lucide-react/icons/printer";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { openHtml } from "../../state/open-html.ts";
import style from "../studio.module.css";
import { ReportView } from "./report-view.tsx";
import { useReport } from "./after-api.ts";

/** The report of a session, as its facilitators read it. */
export function SessionReport({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const report = useReport(id);
  if (report.isPending) return <Loading lines={12} />;
  if (report.isError) return <Problem error={report.error} onRetry={() => void report.refetch()} />;
  const html = report.data;
  return (
    <>
      <div className={style.tools}>
        <Button onClick={() => void openHtml("report.html", async () => html)}>
          <Printer aria-hidden /> {t("after.open")}
        </Button>
      </div>
      <ReportView html={html} />
    </>
  );
}
