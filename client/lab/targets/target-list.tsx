import Plus from "lucide-react/icons/plus";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { goToLab, linkToLab } from "../lab-link.ts";
import { useTargets } from "./targets-api.ts";
import style from "./targets.module.css";

export function TargetList() {
  const { t } = useTranslation("lab");
  const targets = useTargets();
  const found = targets.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className={style.tools}>
        <Button look="primary" onClick={() => goToLab("targets", "new")}>
          <Plus aria-hidden /> {t("targets.new")}
        </Button>
      </div>
      {targets.isPending && <Loading lines={6} />}
      {targets.isError && <Problem error={targets.error} onRetry={() => void targets.refetch()} />}
      {targets.data && found.length === 0 && <Empty title={t("targets.none")}>{t("targets.noneText")}</Empty>}
      {found.length > 0 && (
        <ul className={style.list} aria-label={t("targets.label")}>
          {found.map(({ id, name, kind, owner, updatedAt }) => (
            <li key={id} className={style.row}>
              <a href={linkToLab("targets", id)}>
                <strong dir="auto">{name}</strong>
                <span>
                  {t(`targets.kinds.${kind}`)} · {owner.name} · <TimeAgo at={updatedAt} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {targets.hasNextPage && (
        <Button disabled={targets.isFetchingNextPage} onClick={() => void targets.fetchNextPage()}>
          {t("targets.more")}
        </Button>
      )}
    </>
  );
}
