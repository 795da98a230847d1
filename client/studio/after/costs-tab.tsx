import { useTranslation } from "react-i18next";
import { useUsageGroups } from "../../panels/money/money-api.ts";
import { nameGroup } from "../../panels/money/usage/name-group.ts";
import { UsageTable } from "../../panels/money/usage/usage-table.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import style from "../studio.module.css";

const GROUPS = ["persona", "task", "model"] as const;

/** What the session cost: who it was spent on, for what, by which model, in tokens and money. */
export function CostsTab({ circleId }: { circleId: string }) {
  return (
    <div className={style.form}>
      {GROUPS.map((by) => (
        <Costs key={by} circleId={circleId} by={by} />
      ))}
    </div>
  );
}

function Costs({ circleId, by }: { circleId: string; by: (typeof GROUPS)[number] }) {
  const { t } = useTranslation();
  const { t: studio } = useTranslation("studio");
  const usage = useUsageGroups({ groupBy: by, circleId });
  if (usage.isPending) return <Loading />;
  if (usage.isError) return <Problem error={usage.error} onRetry={() => void usage.refetch()} />;
  const { rows } = usage.data;
  if (rows.length === 0) return by === GROUPS[0] && <Empty title={studio("after.noCosts")} />;
  const title = t(`usage.by.${by}`);
  return (
    <section aria-label={title} className={style.form}>
      <h4>{title}</h4>
      <UsageTable
        title={title}
        heads={[t(`usage.${by}`)]}
        rows={rows
          .toSorted((one, other) => other.costNano - one.costNano)
          .map((row) => ({ names: [nameGroup(row, by, t)], row }))}
      />
    </section>
  );
}
