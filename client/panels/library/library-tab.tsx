import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { MoreButton } from "../people/more-button.tsx";
import { EntryCard } from "./entry-card.tsx";
import { useLibrary } from "./library-api.ts";
import style from "./library.module.css";

/** Personas that people of this workspace published (SPEC M2). */
export function LibraryTab() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const list = useLibrary(wanted.trim());
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const ranking = list.data?.pages[0]?.ranking;
  return (
    <>
      <TextField label={t("library.find")} value={wanted} type="search" maxLength={200} onText={setWanted} />
      <p className={style.notes} role="status">
        {list.isSuccess && ranking !== "newest" && t(`library.ranking.${ranking ?? "words"}`)}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess &&
        entries.length === 0 &&
        (wanted.trim() === "" ? (
          <Empty title={t("library.empty")}>{t("library.emptyText")}</Empty>
        ) : (
          <Empty title={t("library.notFound")}>{t("library.notFoundText")}</Empty>
        ))}
      <ul className={style.list}>
        {entries.map((entry) => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}
