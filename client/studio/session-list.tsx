import Copy from "lucide-react/icons/copy";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionSummary } from "../../schema/messages/session.ts";
import { Button, IconButton } from "../panels/parts/button.tsx";
import { ChoiceField } from "../panels/parts/field.tsx";
import { Empty, Loading, Problem } from "../panels/parts/states.tsx";
import { useIsFacilitator } from "../state/rights.ts";
import { problemText } from "../words/problem-text.ts";
import { goToSession, linkToOneSession } from "./session-link.ts";
import { useMakeSession, useSessions, useTemplates } from "./sessions-api.ts";
import style from "./studio.module.css";

const MAX_TITLE = 160;

/** Sessions that this person has a role in, newest first; facilitators plan new ones. */
export function SessionList() {
  const { t } = useTranslation("studio");
  const isFacilitator = useIsFacilitator();
  const list = useSessions();
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={style.page}>
      {isFacilitator && <NewSession />}
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && found.length === 0 && (
        <Empty title={t("list.none")}>{t(isFacilitator ? "list.noneText" : "list.noneForGuests")}</Empty>
      )}
      {found.length > 0 && (
        <ul className={style.list} aria-label={t("list.title")}>
          {found.map((session) => (
            <Row key={session.id} session={session} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}

function NewSession() {
  const { t, i18n } = useTranslation("studio");
  const { t: common } = useTranslation();
  const language = i18n.language === "de" ? "de" : "en";
  const templates = useTemplates(language, true).data?.items ?? [];
  const [template, setTemplate] = useState("focus-group");
  const make = useMakeSession(({ id }) => goToSession(id));
  return (
    <div className={style.tools}>
      <ChoiceField
        label={t("list.from")}
        value={template}
        options={templates.map(({ id, plan }) => ({ value: id, label: plan.title }))}
        onChoose={setTemplate}
      />
      <Button
        look="primary"
        disabled={make.isPending || templates.length === 0}
        onClick={() => make.mutate({ template, language })}
      >
        {t("list.make")}
      </Button>
      {make.isError && (
        <p className={style.problem} role="alert">
          {problemText(make.error, common)}
        </p>
      )}
    </div>
  );
}

function Row({ session: { id, title, topic, status, startsAt, myRole } }: { session: SessionSummary }) {
  const { t, i18n } = useTranslation("studio");
  const { t: common } = useTranslation();
  const mayPlan = useIsFacilitator() && myRole === "facilitator";
  const copy = useMakeSession(({ id: copied }) => goToSession(copied));
  const at = startsAt && new Date(startsAt).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className={style.row}>
      <a href={linkToOneSession(id)}>
        <strong dir="auto">{title}</strong>
        <span dir="auto">{topic}</span>
        <span>
          {t(`status.${status}`)} · {t("list.mine", { role: t(`roles.${myRole}`) })}
          {at && status === "planned" && ` · ${t("list.starts", { at })}`}
        </span>
      </a>
      {mayPlan && (
        <IconButton
          label={t("list.copy", { title })}
          disabled={copy.isPending}
          onClick={() => copy.mutate({ copyOf: id, title: t("list.copyOf", { title }).slice(0, MAX_TITLE) })}
        >
          <Copy />
        </IconButton>
      )}
      {copy.isError && (
        <p className={style.problem} role="alert">
          {problemText(copy.error, common)}
        </p>
      )}
    </li>
  );
}
