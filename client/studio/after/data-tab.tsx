import Download from "lucide-react/icons/download";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import { sessionPath, useSession } from "../sessions-api.ts";
import style from "../studio.module.css";
import { useSaveFile, useSavePicture } from "./after-api.ts";

/** The session's data as files. */
export function DataTab({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const save = useSaveFile();
  const picture = useSavePicture();
  const problem = save.error ?? picture.error;
  const guide = useSession(id).data?.plan.guide ?? [];
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
      <div className={style.tools}>
        {guide.map(
          ({ title, material }, index) =>
            material?.kind === "picture" && (
              <Button
                key={index}
                disabled={picture.isPending}
                onClick={() =>
                  picture.mutate({
                    path: sessionPath(id, `/pictures/${material.pictureId}`),
                    name: `section-${index + 1}`,
                  })
                }
              >
                <Download aria-hidden /> {t("after.picture", { title })}
              </Button>
            ),
        )}
      </div>
      {problem && (
        <p className={style.problem} role="alert">
          {problemText(problem, common)}
        </p>
      )}
    </div>
  );
}
