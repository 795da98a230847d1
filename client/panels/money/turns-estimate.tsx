import Coins from "lucide-react/icons/coins";
import { useTranslation } from "react-i18next";
import { Money } from "./money.tsx";
import { useEstimate, type EstimateQuestion } from "./money-api.ts";
import style from "./money.module.css";

const TURNS = 10;

/** Before a talk: what ten turns would cost, and what that is reckoned from. Nothing where it is free or unknown. */
export function TurnsEstimate(about: Omit<EstimateQuestion, "turns">) {
  const { t } = useTranslation();
  const { data } = useEstimate({ ...about, turns: TURNS });
  if (!data || data.highNano === 0) return null;
  return (
    <p className={style.estimate}>
      <Coins aria-hidden />
      <span>
        <strong>
          {t("estimate.turns", { count: TURNS })} <Money nano={data.lowNano} />–<Money nano={data.highNano} />
        </strong>{" "}
        {data.basis}
      </span>
    </p>
  );
}
