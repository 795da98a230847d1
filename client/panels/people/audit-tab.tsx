import { useTranslation } from "react-i18next";
import { Role } from "../../../schema/messages/account.ts";
import type { AuditEntry } from "../../../schema/messages/people.ts";
import { formatMoney } from "../../../schema/rules/format-money.ts";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { MoreButton } from "./more-button.tsx";
import { useAudit } from "./people-api.ts";
import style from "./people.module.css";

/** The audit log: what admins and operators did, and how links were used, newest first (SPEC A4). */
export function AuditTab() {
  const { t } = useTranslation();
  const list = useAudit();
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && entries.length === 0 && (
        <Empty title={t("admin.nothingDone")}>{t("admin.nothingDoneText")}</Empty>
      )}
      <ul className={style.audit}>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}

function AuditRow({ entry: { action, actorName, subjectName, role, details, at } }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  // A link is named by the role it gives.
  const given = role ?? Role.safeParse(subjectName).data;
  const { budget, amountNano, plan, tier, retention } = details;
  const names = {
    actor: actorName,
    subject: subjectName,
    role: given ? t(`roles.${given}`) : "",
    money: amountNano === undefined ? "" : formatMoney(amountNano, i18n.language),
    budget: budget ? t(`budgets.${budget.subjectId === null ? "each" : "one"}.${budget.scope}`) : "",
    period: budget ? t(`budgets.periods.${budget.period}`) : "",
    plan: plan ?? "",
    kept: retention ? t(`operator.storageKinds.${retention.kind}`) : "",
    days: retention?.keepDays ? t("admin.days", { count: retention.keepDays }) : t("admin.forEver"),
    tier: tier ? t(`operator.tiers.${tier}`) : "",
  };
  return (
    <li>
      <span dir="auto">{t(`admin.acts.${action}`, names)}</span> <TimeAgo className={style.when} at={at} />
    </li>
  );
}
