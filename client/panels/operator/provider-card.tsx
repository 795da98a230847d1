import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConfiguredProvider } from "../../../schema/messages/models.ts";
import { problemText } from "../../words/problem-text.ts";
import { messageText } from "../../words/message-text.ts";
import { Money } from "../money/money.tsx";
import { Button } from "../parts/button.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { useTryModel } from "./operator-api.ts";
import style from "./operator.module.css";

type ProviderCardProps = {
  provider: ConfiguredProvider;
  /** The route of the test call; null while there is no model. */
  route: string | null;
};

export function ProviderCard({ provider, route }: ProviderCardProps) {
  const { t } = useTranslation();
  const id = useId();
  const { checkedAt, health } = provider;
  const problem = provider.problem && messageText(provider.problemMessage, provider.problem);
  return (
    <li className={style.provider} data-health={health} aria-labelledby={id}>
      <div className={style.head}>
        <h3 id={id}>{provider.label}</h3>
        <span className={style.health}>{t(`operator.health.${health}`)}</span>
      </div>
      <p className={style.model}>
        <code>{route ?? provider.provider}</code>
        {checkedAt && (
          <>
            {" "}
            {t("operator.asked")} <TimeAgo at={checkedAt} />
          </>
        )}
      </p>
      {problem && <p className={style.problem}>{problem}</p>}
      <Figures provider={provider} />
      {route && <TryIt route={route} />}
    </li>
  );
}

function Figures({ provider }: { provider: ConfiguredProvider }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const { firstTokenMs, tokensPerSecond, errorShare, cachedShare, quota } = provider;
  return (
    <dl className={style.figures}>
      <Figure name={t("operator.firstToken")}>{firstTokenMs !== null && `${number.format(firstTokenMs)} ms`}</Figure>
      <Figure name={t("operator.pace")}>
        {tokensPerSecond !== null && t("operator.perSecond", { tokens: number.format(tokensPerSecond) })}
      </Figure>
      <Figure name={t("operator.errors")}>{errorShare !== null && percent.format(errorShare)}</Figure>
      <Figure name={t("operator.cached")}>{cachedShare !== null && percent.format(cachedShare)}</Figure>
      <Figure name={t("operator.underWay")}>
        {provider.running + provider.waiting === 0
          ? t("operator.nothingUnderWay")
          : t("operator.underWayValue", { running: provider.running, waiting: provider.waiting })}
      </Figure>
      <Figure name={t("operator.quota")}>
        {quota && (
          <>
            {t(`operator.quotaOf.${quota.of}`, {
              remaining: number.format(quota.remaining),
              limit: number.format(quota.limit),
            })}
          </>
        )}
      </Figure>
      <Figure name={t("operator.tier")}>{t(`operator.tiers.${provider.tier}`)}</Figure>
      <Figure name={t("operator.key")}>{t(`operator.keySources.${provider.keySource}`)}</Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation();
  const isKnown = children !== null && children !== false;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{isKnown ? children : <span className={style.unknown}>{t("operator.notKnown")}</span>}</dd>
    </div>
  );
}

/** A test call for one short line: whether it answers, how fast, at what cost. */
function TryIt({ route }: { route: string }) {
  const { t, i18n } = useTranslation();
  const attempt = useTryModel();
  const answer = attempt.data;
  return (
    <div className={style.attempt}>
      <Button
        disabled={attempt.isPending}
        aria-label={t("operator.tryOf", { route })}
        onClick={() => attempt.mutate(route)}
      >
        {attempt.isPending ? t("operator.trying") : t("operator.try")}
      </Button>
      <div role="status">
        {attempt.isError && <p className={style.problem}>{problemText(attempt.error, t)}</p>}
        {answer?.problem && <p className={style.problem}>{messageText(answer.problemMessage, answer.problem)}</p>}
        {answer?.ok && (
          <p>
            <q>{answer.text}</q>{" "}
            {answer.firstTokenMs !== null &&
              `${new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 }).format(answer.firstTokenMs)} ms · `}
            {answer.costNano === 0 ? t("meter.free") : <Money nano={answer.costNano} />}
          </p>
        )}
      </div>
    </div>
  );
}
