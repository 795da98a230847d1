import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BackstorySummary } from "../../../schema/messages/backstory.ts";
import { UNKNOWN } from "../../../schema/rules/survey/labels.ts";
import { TextField } from "../../panels/parts/field.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { MoreButton } from "../../panels/people/more-button.tsx";
import { linkToLab, useTabPath } from "../lab-link.ts";
import { LabelsPanel } from "../labels/labels-panel.tsx";
import { InterviewsPage } from "./interviews/interviews-page.tsx";
import { PoolDemographics } from "./pool-demographics.tsx";
import { RespondentPage } from "./respondent-page.tsx";
import { useBackstories } from "./respondents-api.ts";
import { inOrder, useTraitWords } from "../trait-words.ts";
import style from "./respondents.module.css";

/** The pool of backstories: found, read one by one, and who they are together (SPEC S2). */
export function RespondentsTab() {
  const [id, targetId, matchId] = useTabPath("respondents");
  if (id === "interviews") return <InterviewsPage targetId={targetId} matchId={matchId} />;
  return id === undefined ? <RespondentList /> : <RespondentPage id={id} />;
}

function RespondentList() {
  const { t } = useTranslation("lab");
  const [wanted, setWanted] = useState("");
  const q = wanted.trim();
  const list = useBackstories(q);
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const ranking = list.data?.pages[0]?.ranking;
  return (
    <>
      <p className={style.notes}>{t("respondents.simulated")}</p>
      <a className={style.back} href={linkToLab("respondents", "interviews")}>
        {t("interviews.open")} →
      </a>
      <TextField
        label={t("respondents.find")}
        hint={t("respondents.findHint")}
        value={wanted}
        type="search"
        maxLength={200}
        onText={setWanted}
      />
      <p className={style.notes} role="status">
        {ranking && ranking !== "newest" && t(`respondents.ranking.${ranking}`)}
      </p>
      {list.isPending && <Loading lines={6} />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && found.length === 0 && <NobodyFound isSearch={q !== ""} />}
      <ul className={style.list}>
        {found.map((one) => (
          <RespondentCard key={one.id} one={one} />
        ))}
      </ul>
      <MoreButton list={list} />
      {q === "" && found.length > 0 && <PoolDemographics />}
      {q === "" && found.length > 0 && <LabelsPanel />}
    </>
  );
}

function NobodyFound({ isSearch }: { isSearch: boolean }) {
  const { t } = useTranslation("lab");
  return isSearch ? (
    <Empty title={t("respondents.notFound")}>{t("respondents.notFoundText")}</Empty>
  ) : (
    <Empty title={t("respondents.none")}>{t("respondents.noneText")}</Empty>
  );
}

function RespondentCard({ one }: { one: BackstorySummary }) {
  const { t } = useTranslation("lab");
  const { valueOf } = useTraitWords();
  const known = inOrder(one.labels).flatMap(([traitId, { distribution }]) => {
    const [value] = Object.entries(distribution).find(([, share]) => share === 1) ?? [];
    return value === undefined || value === UNKNOWN ? [] : [{ traitId, value }];
  });
  return (
    <li>
      <a className={style.card} href={linkToLab("respondents", one.id)}>
        <strong dir="auto">{one.title}</strong>
        <span className={style.excerpt} dir="auto">
          {one.excerpt}
        </span>
        <span className={style.notes}>
          {[
            t("respondents.words", { count: one.words }),
            ...known.map(({ traitId, value }) => valueOf(traitId, value)),
          ].join(" · ")}
        </span>
      </a>
    </li>
  );
}
