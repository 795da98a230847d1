import Download from "lucide-react/icons/download";
import { useTranslation } from "react-i18next";
import { EXPORT_FORMATS } from "../../../schema/messages/conversation.ts";
import { Button } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import { sessionPath } from "../sessions-api.ts";
import style from "../studio.module.css";
import { useSaveFile } from "./after-api.ts";

/** The session as files: its data, and its transcript in every format. */
export function DataTab({ id, circleId }: { id: string; circleId: string | null }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const save = useSaveFile();
  const button = (label: string, path: string, name: string) => (
    <Button key={name} disabled={save.isPending} onClick={() => save.mutate({ path, name })}>
      <Download aria-hidden /> {label}
    </Button>
  );
  const transcriptPath = `conversations/${encodeURIComponent(circleId ?? "")}/export`;
  return (
    <div className={style.form}>
      <h4>{t("after.dataFiles")}</h4>
      <p className={style.soft}>{t("after.dataHint")}</p>
      <div className={style.tools} role="group" aria-label={t("after.dataFiles")}>
        {(["csv", "json"] as const).map((format) =>
          button(t(`after.files.${format}`), sessionPath(id, `/export?format=${format}`), `session.${format}`),
        )}
      </div>
      <h4>{t("after.transcriptFiles")}</h4>
      <div className={style.tools} role="group" aria-label={t("after.transcriptFiles")}>
        {circleId !== null &&
          EXPORT_FORMATS.map((format) =>
            button(t(`after.files.${format}`), `${transcriptPath}?format=${format}`, `transcript.${format}`),
          )}
      </div>
      {save.isError && (
        <p className={style.problem} role="alert">
          {problemText(save.error, common)}
        </p>
      )}
    </div>
  );
}
