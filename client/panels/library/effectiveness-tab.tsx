import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EffectivenessList, type Effectiveness } from "../../../schema/messages/effectiveness.ts";
import { formatMoney } from "../../../schema/rules/format-money.ts";
import { callApi } from "../../state/call-api.ts";
import { openDialog } from "../../state/screen.ts";
import { ChoiceField } from "../parts/field.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import style from "./library.module.css";

const PERIODS = ["7", "30", "90", "365"] as const;
/** Twice the fair share fills the bar; the fair one is its middle. */
const FULL_PARTICIPATION = 2;

/** How personas did in the conversations that this person may read (SPEC M8). */
export function EffectivenessTab() {
  const { t } = useTranslation();
  const [days, setDays] = useState<(typeof PERIODS)[number]>("30");
  const list = useQuery({
    queryKey: ["effectiveness", days],
    queryFn: ({ signal }) =>
      callApi(`effectiveness?days=${days}`, { signal, read: (answer) => EffectivenessList.parse(answer).items }),
  });
  return (
    <>
      <p className={style.notes}>{t("library.effectiveText")}</p>
      <div className={style.importActions}>
        <ChoiceField
          label={t("library.period")}
          value={days}
          options={PERIODS.map((value) => ({ value, label: t("library.days", { count: Number(value) }) }))}
          onChoose={setDays}
        />
      </div>
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <Empty title={t("library.noTalk")}>{t("library.noTalkText")}</Empty>}
      <ul className={style.list}>
        {list.data?.map((one) => (
          <PersonaFigures key={one.personaId} one={one} />
        ))}
      </ul>
    </>
  );
}

function PersonaFigures({ one }: { one: Effectiveness }) {
  const { t, i18n } = useTranslation();
  const percent = (share: number) => share.toLocaleString(i18n.language, { style: "percent" });
  const decimal = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 2 });
  const { personaId, name, look, turns, conversations, participation, answered, topicsMoved } = one;
  return (
    <li className={style.entry} aria-label={name}>
      <button type="button" className={style.open} onClick={() => openDialog({ kind: "persona", personaId })}>
        <MaskChip look={look} name={name} size={48} />
        <span>
          <strong dir="auto">{name}</strong>
          <span className={style.notes}>
            {t("library.turns", { count: turns })} · {t("library.talks", { count: conversations })}
          </span>
        </span>
      </button>
      <dl className={style.figures}>
        <Bar
          name={t("library.participation")}
          value={t("library.timesFair", { times: decimal(participation) })}
          share={participation / FULL_PARTICIPATION}
        />
        <Bar name={t("library.answered")} value={percent(answered)} share={answered} />
        <Bar name={t("library.topicsMoved")} value={percent(topicsMoved)} share={topicsMoved} />
      </dl>
      <p className={style.notes}>
        {[
          one.stars === null ? null : t("library.starsMean", { mean: decimal(one.stars) }),
          t("library.reactions", { count: one.reactions }),
          t("library.costPerTurn", { money: formatMoney(one.costNanoPerTurn, i18n.language) }),
          t("library.drift", { drift: decimal(one.drift) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  );
}

function Bar({ name, value, share }: { name: string; value: string; share: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={style.bar} aria-hidden>
          <span style={{ width: `${Math.min(1, share) * 100}%` }} />
        </span>
        {value}
      </dd>
    </div>
  );
}
