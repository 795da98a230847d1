import Coins from "lucide-react/icons/coins";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { Money } from "../money.tsx";
import style from "../money.module.css";
import { BudgetBar } from "./budget-bar.tsx";
import { BudgetStop } from "./budget-stop.tsx";
import { Forecast } from "./forecast.tsx";
import { useMeter } from "./use-meter.ts";

/** In the circle's panel once money is spent: quiet while all is well, plain when it is not. */
export function CircleMeter({ circle, isMember }: { circle: CircleSnapshot; isMember: boolean }) {
  const { t } = useTranslation();
  const meter = useMeter(circle, isMember);
  const level = meter.binding?.level ?? "calm";
  // A stop says all there is to say, and room is scarce.
  const isStopped = isMember && level === "suspended";
  return (
    <>
      {meter.spending.totalNano > 0 && !isStopped && (
        <div className={style.circleMeter} data-level={level} role="group" aria-label={t("meter.title")}>
          <p>
            <Coins aria-hidden />
            <span>
              <Money nano={meter.spending.totalNano} /> {t("meter.inCircle")}
            </span>
            <Forecast meter={meter} />
          </p>
          {meter.binding && <BudgetBar budget={meter.binding.budget} />}
        </div>
      )}
      {isMember && <BudgetStop circle={circle} binding={meter.binding} />}
    </>
  );
}
