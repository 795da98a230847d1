import { useTranslation } from "react-i18next";
import { usePlace } from "../../../state/place-store.ts";
import { MaskChip } from "../../parts/mask-chip.tsx";
import { Money } from "../money.tsx";
import style from "../money.module.css";
import type { Spending } from "./sum-by-speaker.ts";

/** Who cost what, the dearest first. */
export function SpendingList({ spending: { bySpeaker, totalNano } }: { spending: Spending }) {
  const { t } = useTranslation();
  const avatars = usePlace((view) => view.avatars);
  return (
    <ul className={style.spenders}>
      {bySpeaker.map(({ personaId, costNano }) => {
        const avatar = avatars[personaId ?? ""];
        const name = personaId === null ? t("meter.deciding") : (avatar?.name ?? t("meter.gone"));
        return (
          <li key={personaId}>
            {personaId === null ? <span /> : <MaskChip look={avatar?.look ?? null} name={name} size={24} />}
            <span dir="auto">{name}</span>
            <Money nano={costNano} />
            <span className={style.bar} aria-hidden>
              <span style={{ width: `${totalNano > 0 ? (costNano / totalNano) * 100 : 0}%` }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
