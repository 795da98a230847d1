import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UsageRow } from "../../../schema/messages/usage.ts";
import { Money } from "../money/money.tsx";
import { countTokens, TOKEN_KINDS } from "../money/usage/count-tokens.ts";
import { Button } from "../parts/button.tsx";
import { ChoiceField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { DataTable, type Column } from "./data-table.tsx";
import { useCalls, useModels, type CallFilter } from "./operator-api.ts";
import { messageText } from "../../words/message-text.ts";
import style from "./operator.module.css";

const ANY = "";
/** As named in the ledger. */
const TASKS = [
  "speak",
  "decide",
  "extract-traits",
  "reflect",
  "outcome",
  "try-line",
  "propose",
  "interview",
  "check-answer",
  "check",
  "embed",
  "keep-prompt",
] as const;
const OUTCOMES = ["finished", "aborted", "failed", "lost"] as const;

/** The ledger's rows: each call, the reason for its route, its tokens and cost. */
export function CallsTab() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<CallFilter>({ provider: ANY, task: ANY, outcome: ANY });
  const models = useModels();
  const calls = useCalls(filter);
  const rows = calls.data?.pages.flatMap((page) => page.rows) ?? [];
  const any = { value: ANY, label: t("operator.any") };
  return (
    <>
      <div className={style.tools}>
        <ChoiceField
          label={t("usage.provider")}
          value={filter.provider}
          options={[any, ...(models.data?.providers ?? []).map(({ provider, label }) => ({ value: provider, label }))]}
          onChoose={(provider) => setFilter({ ...filter, provider })}
        />
        <ChoiceField
          label={t("operator.task")}
          value={filter.task}
          options={[any, ...TASKS.map((value) => ({ value, label: t(`operator.tasks.${value}`) }))]}
          onChoose={(task) => setFilter({ ...filter, task })}
        />
        <ChoiceField
          label={t("operator.outcome")}
          value={filter.outcome}
          options={[any, ...OUTCOMES.map((value) => ({ value, label: t(`operator.outcomes.${value}`) }))]}
          onChoose={(outcome) => setFilter({ ...filter, outcome })}
        />
      </div>
      {calls.isPending && <Loading />}
      {calls.isError && <Problem error={calls.error} onRetry={() => void calls.refetch()} />}
      {calls.isSuccess && rows.length === 0 && <Empty title={t("operator.noCalls")}>{t("usage.noneText")}</Empty>}
      {rows.length > 0 && <CallTable rows={rows} />}
      {calls.hasNextPage && (
        <Button disabled={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
          {calls.isFetchingNextPage ? t("loading") : t("operator.more")}
        </Button>
      )}
    </>
  );
}

function CallTable({ rows }: { rows: UsageRow[] }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const nameOf = (names: readonly string[], group: "tasks" | "outcomes", key: string | null) =>
    key !== null && names.includes(key) ? t(`operator.${group}.${key}` as "operator.tasks.speak") : key;
  const columns: Column<UsageRow>[] = [
    { head: t("operator.when"), cell: ({ at }) => <TimeAgo at={at} /> },
    { head: t("operator.task"), cell: ({ task }) => nameOf(TASKS, "tasks", task) },
    {
      head: t("usage.cost"),
      isNumber: true,
      cell: ({ costNano, exact }) => (
        <>
          {!exact && <abbr title={t("usage.estimated")}>≈</abbr>} <Money nano={costNano} />
        </>
      ),
    },
    {
      head: t("operator.route"),
      cell: ({ provider, model, why, whyMessage }) => (
        <>
          <code>
            {provider}/{model}
          </code>
          <span className={style.why}>{why && messageText(whyMessage, why)}</span>
        </>
      ),
    },
    {
      head: t("operator.outcome"),
      cell: ({ outcome }) => (
        <span className={style.outcome} data-outcome={outcome}>
          {nameOf(OUTCOMES, "outcomes", outcome)}
        </span>
      ),
    },
    ...TOKEN_KINDS.map((kind) => ({
      head: t(`usage.kinds.${kind}`),
      isNumber: true,
      cell: (row: UsageRow) => number.format(countTokens(row)[kind]),
    })),
  ];
  return (
    <DataTable
      label={t("operator.tabs.calls")}
      columns={columns}
      rows={rows}
      keyOf={(row, index) => `${row.at} ${index}`}
    />
  );
}
