import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SetAside } from "../../../../schema/messages/interview.ts";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { MoreButton } from "../../../panels/people/more-button.tsx";
import { linkToLab } from "../../lab-link.ts";
import { usePercent } from "../../use-percent.ts";
import { useSetAside } from "./interviews-api.ts";
import style from "./interviews.module.css";

/** Interviews that became no backstory: fetched when they are looked at. */
export function SetAsideList() {
  const { t } = useTranslation("lab");
  const [isShown, setIsShown] = useState(false);
  const list = useSetAside(isShown);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <details onToggle={({ currentTarget }) => setIsShown(currentTarget.open)}>
      <summary>{t("interviews.setAside")}</summary>
      <p className={style.notes}>{t("interviews.setAsideText")}</p>
      {isShown && list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p>{t("interviews.noneSetAside")}</p>}
      <ul className={style.rounds}>
        {items.map((one) => (
          <Item key={`${one.roundId} ${one.place}`} one={one} />
        ))}
      </ul>
      <MoreButton list={list} />
    </details>
  );
}

function Item({ one: { reasons, last, answers, nearest } }: { one: SetAside }) {
  const { t } = useTranslation("lab");
  const percent = usePercent();
  return (
    <li>
      <strong>{reasons.map((reason) => t(`interviews.reasons.${reason}`)).join("; ")}</strong>
      <p className={style.notes}>{t("interviews.answersBefore", { count: answers })}</p>
      {nearest && (
        <p>
          <a href={linkToLab("respondents", nearest.id)}>{nearest.title}</a>{" "}
          {t("respondents.nearestShare", { percent: percent(nearest.share) })}
        </p>
      )}
      {last?.named && (
        <p lang="en" dir="auto">
          {last.named}
        </p>
      )}
      {last?.answer && (
        <blockquote lang="en" dir="auto">
          {last.answer}
        </blockquote>
      )}
    </li>
  );
}
