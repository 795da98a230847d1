import Download from "lucide-react/icons/download";
import Printer from "lucide-react/icons/printer";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { Saving } from "../../panels/parts/saving.tsx";
import { callText } from "../../state/call-api.ts";
import { openHtml } from "../../state/open-html.ts";
import { pageLanguage } from "../../words/page-language.ts";
import { problemText } from "../../words/problem-text.ts";
import { sessionPath } from "../sessions-api.ts";
import style from "../studio.module.css";
import { useSaveFile } from "../after/after-api.ts";

/** The comparison as a page to hand on, and as data. */
export function SaveGroups({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const save = useSaveFile();
  const report = sessionPath(id, `/groups/report?language=${pageLanguage()}`);
  const isPrinting = save.isPending && save.variables.name === "groups.pdf";
  return (
    <>
      <div className={style.tools}>
        <Button onClick={() => void openHtml("groups.html", () => callText(report))}>
          <Printer aria-hidden /> {t("after.open")}
        </Button>
        <Button
          disabled={save.isPending}
          onClick={() => save.mutate({ path: `${report}&format=pdf`, name: "groups.pdf" })}
        >
          <Download aria-hidden /> {t("after.pdf")}
        </Button>
        {(["csv", "json"] as const).map((format) => (
          <Button
            key={format}
            disabled={save.isPending}
            onClick={() =>
              save.mutate({ path: sessionPath(id, `/groups/export?format=${format}`), name: `groups.${format}` })
            }
          >
            <Download aria-hidden /> {t(`after.files.${format}`)}
          </Button>
        ))}
        {isPrinting && <Saving>{t("after.printing")}</Saving>}
      </div>
      {save.isError && (
        <p role="alert" className={style.problem}>
          {problemText(save.error, common)}
        </p>
      )}
    </>
  );
}
