import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { MoreButton } from "./more-button.tsx";
import { usePeople } from "./people-api.ts";
import style from "./people.module.css";
import { PersonCard } from "./person-card.tsx";

/** Everybody who ever signed in, newest first. */
export function EverybodyTab() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const list = usePeople(wanted.trim());
  const people = list.data?.pages.flatMap((page) => page.people) ?? [];
  return (
    <>
      <p className={style.notes}>{t("admin.rolesText")}</p>
      <TextField label={t("admin.find")} value={wanted} type="search" onText={setWanted} />
      <p className={style.notes} role="status">
        {people.length > 0 && t("admin.shown", { count: people.length })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && people.length === 0 && <Empty title={t("admin.nobody")}>{t("admin.nobodyText")}</Empty>}
      <ul className={style.list}>
        {people.map((person) => (
          <PersonCard key={person.id} person={person} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}
