import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchView } from "../../../schema/messages/batch.ts";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { Money } from "../money/money.tsx";
import { Button } from "../parts/button.tsx";
import { ChoiceField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { DataTable, type Column } from "./data-table.tsx";
import { useBatches, useCancelBatch } from "./operator-api.ts";
import style from "./operator.module.css";

const SHOWN = ["all", "open"] as const;

/** Calls that can wait, sent to a provider as one batch at its lower price. */
export function BatchesTab() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const batches = useBatches(shown === "open");
  const rows = batches.data?.pages.flatMap((page) => page.batches) ?? [];
  return (
    <>
      <div className={style.tools}>
        <ChoiceField
          label={t("operator.batchesShown")}
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`operator.batchesOf.${value}`) }))}
          onChoose={setShown}
        />
      </div>
      {batches.isPending && <Loading />}
      {batches.isError && <Problem error={batches.error} onRetry={() => void batches.refetch()} />}
      {batches.isSuccess && rows.length === 0 && (
        <Empty title={t("operator.noBatches")}>{t("operator.noBatchesText")}</Empty>
      )}
      {rows.length > 0 && <BatchTable rows={rows} />}
      {batches.hasNextPage && (
        <Button disabled={batches.isFetchingNextPage} onClick={() => void batches.fetchNextPage()}>
          {batches.isFetchingNextPage ? t("loading") : t("operator.more")}
        </Button>
      )}
    </>
  );
}

function BatchTable({ rows }: { rows: BatchView[] }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const columns: Column<BatchView>[] = [
    { head: t("operator.when"), cell: ({ createdAt }) => <TimeAgo at={createdAt} /> },
    {
      head: t("usage.model"),
      cell: ({ provider, model, live }) => (
        <>
          <code>
            {provider}/{model}
          </code>
          {live && <span className={style.why}>{t("operator.oneByOne")}</span>}
        </>
      ),
    },
    {
      head: t("operator.outcome"),
      cell: ({ status, problem, problemMessage }) => (
        <>
          {t(`operator.batchStatus.${status}`)}
          {problem && <span className={style.problem}> {messageText(problemMessage, problem)}</span>}
        </>
      ),
    },
    ...(["total", "waiting", "answered", "failed", "cancelled", "retried"] as const).map((kind) => ({
      head: t(`operator.batchCounts.${kind}`),
      isNumber: true,
      cell: ({ counts }: BatchView) => number.format(counts[kind]),
    })),
    { head: t("usage.cost"), isNumber: true, cell: ({ costNano }) => <Money nano={costNano} /> },
    { head: t("operator.callOff"), cell: (batch) => <CallOff batch={batch} /> },
  ];
  return <DataTable label={t("operator.tabs.batches")} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

function CallOff({ batch: { id, model, endedAt, cancelAskedAt } }: { batch: BatchView }) {
  const { t } = useTranslation();
  const cancel = useCancelBatch();
  if (endedAt !== null) return null;
  if (cancelAskedAt !== null) return t("operator.callingOff");
  return (
    <>
      <Button
        aria-label={t("operator.callOffOf", { model })}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate(id)}
      >
        {t("operator.callOff")}
      </Button>
      {cancel.isError && <span className={style.problem}>{problemText(cancel.error, t)}</span>}
    </>
  );
}
