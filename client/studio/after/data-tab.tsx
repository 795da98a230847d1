import Download from "lucide-react/icons/download";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import { sessionPath } from "../sessions-api.ts";
import style from "../studio.module.css";
import { useSaveFile } from "./after-api.ts";

/** The session's data as files. */
export function DataTab({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const save = useSaveFile();
  return (
    <div className={style.form}>
      <p className={style.soft}>{t("after.dataHint")}</p>
      <div className={style.tools}>
        {(["csv", "json"] as const).map((format) => (
          <Button
            key={format}
            disabled={save.isPending}
            onClick={() =>
              save.mutate({ path: sessionPath(id, `/export?format=${format}`), name: `session.${format}` })
            }
          >
            <Download aria-hidden /> {t(`after.files.${format}`)}
          </Button>
        ))}
      </div>
      {save.isError && (
        <p className={style.problem} role="alert">
          {problemText(save.error, common)}
        </p>
      )}
    </div>
  );
}
