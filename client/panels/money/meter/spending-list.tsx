import { useTranslation } from "react-i18next";
import { usePlace } from "../../../state/place-store.ts";
import { MaskChip } from "../../parts/mask-chip.tsx";
import { Money } from "../money.tsx";
import style from "../money.module.css";
import type { Spending } from "./sum-by-speaker.ts";

/** Cost by speaker, the most expensive first. */
export function SpendingList({ spending: { bySpeaker, totalNano } }: { spending: Spending }) {
  return (
    <ul className={style.spenders}>
      {bySpeaker.map((spender) => (
        <Spender key={spender.personaId} {...spender} share={totalNano > 0 ? spender.costNano / totalNano : 0} />
      ))}
    </ul>
  );
}

type SpenderProps = Spending["bySpeaker"][number] & { share: number };

function Spender({ personaId, costNano, share }: SpenderProps) {
  const { t } = useTranslation();
  const look = usePlace((view) => view.avatars[personaId ?? ""]?.look ?? null);
  const persona = usePlace((view) => view.avatars[personaId ?? ""]?.name);
  const name = personaId === null ? t("meter.deciding") : (persona ?? t("meter.gone"));
  return (
    <li>
      {personaId === null ? <span /> : <MaskChip look={look} name={name} size={24} />}
      <span dir="auto">{name}</span>
      <Money nano={costNano} />
      <span className={style.bar} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </li>
  );
}
