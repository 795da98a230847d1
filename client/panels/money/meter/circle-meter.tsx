import Coins from "lucide-react/icons/coins";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { Money } from "../money.tsx";
import style from "../money.module.css";
import { BudgetBar } from "./budget-bar.tsx";
import { BudgetStop } from "./budget-stop.tsx";
import { Forecast } from "./forecast.tsx";
import { useMeter } from "./use-meter.ts";

/** The cost in the circle's panel, once any is spent: unobtrusive while all is well, prominent when it is not. */
export function CircleMeter({ circle, isMember }: { circle: CircleSnapshot; isMember: boolean }) {
  const { t } = useTranslation();
  const meter = useMeter(circle, isMember);
  const level = meter.binding?.level ?? "calm";
  // The stop notice says it all, and space is limited.
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
