import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { DataTable } from "./data-table.tsx";
import { useModels } from "./operator-api.ts";
import style from "./operator.module.css";

/** What each model costs today, since when, and the source of the price. */
export function PricesTab() {
  const { t, i18n } = useTranslation();
  const [wanted, setWanted] = useState("");
  const models = useModels();
  if (models.isError) return <Problem error={models.error} onRetry={() => void models.refetch()} />;
  if (!models.data) return <Loading />;
  const dollars = new Intl.NumberFormat(i18n.language, {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: 4,
  });
  const rows = models.data.providers
    .flatMap(({ provider, priced }) => priced.map((price) => ({ route: `${provider}/${price.model}`, ...price })))
    .filter(({ route }) => route.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <>
      <div className={style.tools}>
        <TextField label={t("operator.find")} value={wanted} type="search" onText={setWanted} />
      </div>
      <p className={style.lead}>{t("operator.pricesLead")}</p>
      {rows.length === 0 && <Empty title={t("operator.noPrices")}>{t("operator.noPricesText")}</Empty>}
      {rows.length > 0 && (
        <DataTable
          label={t("operator.tabs.prices")}
          rows={rows}
          keyOf={({ route }) => route}
          columns={[
            { head: t("usage.model"), cell: ({ route }) => <code>{route}</code> },
            { head: t("operator.input"), isNumber: true, cell: ({ input }) => dollars.format(input) },
            { head: t("usage.kinds.output"), isNumber: true, cell: ({ output }) => dollars.format(output) },
            { head: t("operator.since"), cell: ({ from }) => from },
            { head: t("operator.source"), cell: ({ source }) => source },
          ]}
        />
      )}
    </>
  );
}
