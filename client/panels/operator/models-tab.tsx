import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ComplianceTier, type ConfiguredModels, type ConfiguredProvider } from "../../../schema/messages/models.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { ChoiceField, TextField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { useChangeTier, useCheckModels, useModels } from "./operator-api.ts";
import style from "./operator.module.css";
import { ProviderCard } from "./provider-card.tsx";

/** Every provider: configured or not, health, speed, what may be sent to it, and a test call. */
export function ModelsTab() {
  const models = useModels();
  if (models.isError) return <Problem error={models.error} onRetry={() => void models.refetch()} />;
  return models.data ? <Models models={models.data} /> : <Loading />;
}

function Models({ models }: { models: ConfiguredModels }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const check = useCheckModels();
  const changeTier = useChangeTier();
  const found = models.providers.filter(({ provider, label, defaultModel, health }) =>
    `${provider} ${label} ${defaultModel} ${t(`operator.health.${health}`)}`
      .toLowerCase()
      .includes(wanted.toLowerCase()),
  );
  const problem = check.error ?? changeTier.error;
  return (
    <>
      <div className={style.tools}>
        <TextField label={t("operator.find")} value={wanted} type="search" onText={setWanted} />
        <ChoiceField
          label={t("operator.workspaceTier")}
          value={models.tier}
          options={ComplianceTier.options.map((value) => ({ value, label: t(`operator.tiers.${value}`) }))}
          onChoose={(tier) => changeTier.mutate(tier)}
        />
        <Button disabled={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? t("operator.checking") : t("operator.checkAll")}
        </Button>
      </div>
      {problem !== null && <p role="alert">{problemText(problem, t)}</p>}
      {models.providers.length === 0 && <Empty title={t("operator.noProvider")}>{t("operator.noProviderText")}</Empty>}
      <ul className={style.providers}>
        {found.map((provider) => (
          <ProviderCard key={provider.provider} provider={provider} route={routeOf(provider, models)} />
        ))}
      </ul>
    </>
  );
}

/** The route of its default model, else one of its routes that routing would take. */
function routeOf({ provider, defaultModel }: ConfiguredProvider, { chains }: ConfiguredModels): string | null {
  if (defaultModel !== null) return `${provider}/${defaultModel}`;
  const routes = chains.flatMap((chain) => chain.routes.map(({ route }) => route));
  return routes.find((route) => route.startsWith(`${provider}/`)) ?? null;
}
