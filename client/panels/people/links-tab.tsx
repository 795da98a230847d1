import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { JoinLinkView } from "../../../schema/messages/people.ts";
import { formatWhen } from "../../words/format-ago.ts";
import { problemText } from "../../words/problem-text.ts";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { AskFirst } from "./ask-first.tsx";
import { LinkForm } from "./link-form.tsx";
import { useJoinLinks, useWithdrawJoinLink } from "./people-api.ts";
import style from "./people.module.css";

/** Links that give a role: a form for a new one, and the valid ones. */
export function LinksTab() {
  const { t } = useTranslation();
  const list = useJoinLinks();
  return (
    <>
      <p className={style.notes}>
        {t("admin.linksText")} {t("admin.rolesText")}
      </p>
      <LinkForm />
      <h3>{t("admin.openLinks")}</h3>
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.links.length === 0 && <Empty title={t("admin.noLinks")}>{t("admin.noLinksText")}</Empty>}
      <ul className={style.list}>
        {list.data?.links.map((link) => (
          <LinkCard key={link.id} link={link} />
        ))}
      </ul>
    </>
  );
}

function LinkCard({ link }: { link: JoinLinkView }) {
  const { t, i18n } = useTranslation();
  const withdraw = useWithdrawJoinLink();
  const id = useId();
  const name = t("admin.linkFor", { role: t(`roles.${link.role}`) });
  const until = formatWhen(Date.parse(link.expiresAt), i18n.language);
  return (
    <li className={style.card} aria-labelledby={id}>
      <h4 id={id}>{name}</h4>
      <p className={style.notes}>
        {t("admin.usesLeft", { count: link.usesLeft })}, {t("admin.worksUntil", { when: until })},{" "}
        {t("admin.madeBy", { name: link.createdBy })} <TimeAgo at={link.createdAt} />
      </p>
      <div className={style.actions}>
        <AskFirst
          action={t("admin.withdraw")}
          name={name}
          question={{ text: t("admin.withdrawText"), really: t("admin.withdrawNow") }}
          isDisabled={withdraw.isPending}
          onConfirm={() => withdraw.mutate(link.id)}
        />
      </div>
      {withdraw.isError && (
        <p className={style.problem} role="alert">
          {problemText(withdraw.error, t)}
        </p>
      )}
    </li>
  );
}
