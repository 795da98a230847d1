import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../money/money.tsx";
import { ChoiceField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { DataTable } from "./data-table.tsx";
import { useReconciliation } from "./operator-api.ts";
import { messageText } from "../../words/message-text.ts";
import style from "./operator.module.css";

const SHOWN = ["all", "off"] as const;

/** Providers' bills compared with the ledger, by day. */
export function BillsTab() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const bills = useReconciliation();
  if (bills.isError) return <Problem error={bills.error} onRetry={() => void bills.refetch()} />;
  if (!bills.data) return <Loading />;
  const { checks, rows } = bills.data;
  if (checks.length === 0) return <Empty title={t("operator.noBills")}>{t("operator.noBillsText")}</Empty>;
  return (
    <>
      <p className={style.lead}>{t("operator.billsLead")}</p>
      <ul>
        {checks.map(({ provider, checkedAt, problem, problemMessage }) => (
          <li key={provider}>
            <code>{provider}</code> {t("operator.asked")} <TimeAgo at={checkedAt} />
            {problem && <p className={style.problem}>{messageText(problemMessage, problem)}</p>}
          </li>
        ))}
      </ul>
      <div className={style.tools}>
        <ChoiceField
          label={t("operator.billsShown")}
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`operator.billsOf.${value}`) }))}
          onChoose={setShown}
        />
      </div>
      <DataTable
        label={t("operator.tabs.bills")}
        rows={rows.filter(({ isOff }) => isOff || shown === "all")}
        keyOf={({ day, provider, model }) => `${day} ${provider} ${model}`}
        columns={[
          { head: t("usage.day"), cell: ({ day }) => day },
          {
            head: t("usage.model"),
            cell: ({ provider, model }) => (
              <code>
                {provider}/{model}
              </code>
            ),
          },
          { head: t("operator.billed"), isNumber: true, cell: ({ billedNano }) => <Money nano={billedNano} /> },
          { head: t("operator.inLedger"), isNumber: true, cell: ({ ledgerNano }) => <Money nano={ledgerNano} /> },
          {
            head: t("operator.difference"),
            isNumber: true,
            cell: ({ billedNano, ledgerNano, isOff }) => (
              <span className={isOff ? style.problem : undefined}>
                <Money nano={billedNano - ledgerNano} /> {isOff && t("operator.isOff")}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
