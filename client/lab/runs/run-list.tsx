import Plus from "lucide-react/icons/plus";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { MoreButton } from "../../panels/people/more-button.tsx";
import { nameRoute } from "../../words/name-route.ts";
import { goToLab, linkToLab } from "../lab-link.ts";
import { useRuns } from "./runs-api.ts";
import style from "./runs.module.css";

/** In the address, instead of a run's id. */
export const NEW_RUN = "new";

export function RunList() {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const runs = useRuns();
  const found = runs.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className={style.tools}>
        <Button look="primary" onClick={() => goToLab("runs", NEW_RUN)}>
          <Plus aria-hidden /> {t("runs.new")}
        </Button>
      </div>
      {runs.isPending && <Loading lines={6} />}
      {runs.isError && <Problem error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isSuccess && found.length === 0 && <Empty title={t("runs.none")}>{t("runs.noneText")}</Empty>}
      <ul className={style.list} aria-label={t("runs.label")}>
        {found.map(({ id, name, status, survey, settings, progress, createdAt }) => (
          <li key={id} className={style.row}>
            <a href={status === "COMPLETED" ? linkToLab("runs", id, "results") : linkToLab("runs", id)}>
              <strong dir="auto">{name}</strong>
              <span dir="auto">
                {survey.name} · {t(`results.methods.${settings.method}`)} ·{" "}
                {settings.model && nameRoute(settings.model, common)}
              </span>
              <span>
                {t(`runs.statuses.${status}`)} · {t("runs.answers", { count: progress.done })} ·{" "}
                <TimeAgo at={createdAt} />
              </span>
            </a>
          </li>
        ))}
      </ul>
      <MoreButton list={runs} />
    </>
  );
}
