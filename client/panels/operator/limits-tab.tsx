import { useTranslation } from "react-i18next";
import { PolicyName } from "../../../schema/messages/call-policies.ts";
import { Loading, Problem } from "../parts/states.tsx";
import { DataTable } from "./data-table.tsx";
import { useModels } from "./operator-api.ts";
import style from "./operator.module.css";

/** How the model calls of each kind of work are limited. */
export function LimitsTab() {
  const { t, i18n } = useTranslation();
  const models = useModels();
  if (models.isError) return <Problem error={models.error} onRetry={() => void models.refetch()} />;
  if (!models.data) return <Loading />;
  const number = new Intl.NumberFormat(i18n.language);
  const seconds = (milliseconds: number) => t("operator.seconds", { seconds: number.format(milliseconds / 1000) });
  const { policies } = models.data;
  return (
    <>
      <p className={style.lead}>{t("operator.limitsLead")}</p>
      <DataTable
        label={t("operator.tabs.limits")}
        rows={PolicyName.options.map((name) => ({ name, ...policies[name] }))}
        keyOf={({ name }) => name}
        columns={[
          { head: t("operator.work"), cell: ({ name }) => t(`operator.policies.${name}`) },
          {
            head: t("operator.callsPerMinutePerson"),
            isNumber: true,
            cell: ({ callsPerMinute: { person } }) => (person === null ? "–" : number.format(person)),
          },
          {
            head: t("operator.callsPerMinuteWorkspace"),
            isNumber: true,
            cell: ({ callsPerMinute: { workspace } }) => number.format(workspace),
          },
          { head: t("operator.atOnceMachine"), isNumber: true, cell: ({ places }) => number.format(places.machine) },
          { head: t("operator.atOnceServer"), isNumber: true, cell: ({ places }) => number.format(places.server) },
          { head: t("operator.turn"), cell: ({ priority }) => t(`operator.priorities.${priority}`) },
          { head: t("operator.retries"), isNumber: true, cell: ({ retries }) => number.format(retries.attempts) },
          {
            head: t("operator.firstWordWithin"),
            isNumber: true,
            cell: ({ timeouts: { firstTokenMs } }) => seconds(firstTokenMs.remote),
          },
          { head: t("operator.personalData"), cell: ({ redaction }) => t(`operator.redactions.${redaction}`) },
        ]}
      />
    </>
  );
}
