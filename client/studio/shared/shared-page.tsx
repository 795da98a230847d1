import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import Printer from "lucide-react/icons/printer";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { queryClient } from "../../panels/edges/query-client.ts";
import { readAnswer, sendRequest } from "../../state/send-request.ts";
import { pageLanguage } from "../../words/page-language.ts";
import { ReportView } from "../after/report-view.tsx";
import style from "../studio.module.css";

/** What a session left, for anybody who has the link: no account, no world, nothing to change (SPEC C9). */
export function SharedPage({ token }: { token: string }) {
  useEffect(() => {
    const leave = () => location.reload();
    addEventListener("hashchange", leave);
    return () => removeEventListener("hashchange", leave);
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <main className={style.shared}>
        <SharedReport token={token} />
      </main>
    </QueryClientProvider>
  );
}

function SharedReport({ token }: { token: string }) {
  const { t } = useTranslation("studio");
  const language = pageLanguage();
  const report = useQuery({
    queryKey: ["shared-session", token, language],
    retry: false,
    queryFn: async ({ signal }) => {
      const call = { method: "POST" as const, body: { token, language }, signal };
      const answer = await sendRequest("shared-sessions", call, null);
      return answer.ok ? answer.text() : readAnswer(answer, () => "");
    },
  });
  if (report.isPending) return <Loading lines={12} />;
  if (report.isError) return <Problem error={report.error} onRetry={() => void report.refetch()} />;
  return (
    <>
      <div className={style.sharedTools}>
        <Button onClick={() => print()}>
          <Printer aria-hidden /> {t("after.print")}
        </Button>
      </div>
      <ReportView html={report.data} />
    </>
  );
}
