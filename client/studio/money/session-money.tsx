import { useTranslation } from "react-i18next";
import type { BudgetView } from "../../../schema/messages/budget.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { BudgetBar } from "../../panels/money/meter/budget-bar.tsx";
import { findBindingBudget } from "../../panels/money/meter/find-binding-budget.ts";
import { Money } from "../../panels/money/money.tsx";
import { useBudgets } from "../../panels/money/money-api.ts";
import style from "../studio.module.css";
import { SessionBudget } from "./session-budget.tsx";
import { useRestEstimate } from "./use-rest-estimate.ts";
import { useSpending } from "./use-spending.ts";

/** What the session has cost, what the rest may cost, and the budgets that limit it; read again with every paid call. */
export function SessionMoney({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const circleId = session.circleId ?? "";
  const isLive = session.status === "live";
  const { spentNano, version } = useSpending(session);
  const budgets = useBudgets(circleId || null, { version, isWanted: session.status !== "ended" });
  const isOwn = ({ scope, subjectId }: BudgetView) => scope === "session" && subjectId === circleId;
  const own = budgets.data?.find(isOwn);
  const others = budgets.data?.filter((budget) => !isOwn(budget)) ?? [];
  const binding = findBindingBudget(others, { userId: session.owner.userId, circleId });
  return (
    <section aria-label={t("money.title")} className={style.form}>
      <h4>{t("money.title")}</h4>
      <p>
        {t("money.spent")}{" "}
        <strong>
          <Money nano={spentNano} />
        </strong>
      </p>
      {session.status !== "ended" && <Rest session={session} isLive={isLive} />}
      <SessionBudget session={session} spentNano={spentNano} isSuspended={own?.state === "suspended"} />
      <Binding binding={binding} isNone={budgets.isSuccess && session.budgetNano === null} />
    </section>
  );
}

/** Of the other budgets, the one that would stop it first. */
function Binding({ binding, isNone }: { binding: ReturnType<typeof findBindingBudget>; isNone: boolean }) {
  const { t } = useTranslation("studio");
  if (!binding) return isNone && <p className={style.soft}>{t("money.noBudget")}</p>;
  return (
    <>
      <p>
        {t("money.budget")} <Money nano={binding.leftNano} /> {t("money.leftOf")}{" "}
        <Money nano={binding.budget.limitNano} />
      </p>
      <BudgetBar budget={binding.budget} />
    </>
  );
}

function Rest({ session, isLive }: { session: Session; isLive: boolean }) {
  const { t } = useTranslation("studio");
  const { turns, estimate } = useRestEstimate(session);
  if (!estimate) return null;
  const words = isLive ? t("money.rest", { count: turns }) : t("money.whole", { count: turns });
  return (
    <p>
      {words}{" "}
      {estimate.highNano === 0 ? (
        t("money.free")
      ) : (
        <>
          <Money nano={estimate.lowNano} />–<Money nano={estimate.highNano} />
        </>
      )}
    </p>
  );
}
