import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CircleDollarSign from "lucide-react/icons/circle-dollar-sign";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Session, SessionPlan } from "../../../schema/messages/session.ts";
import { formatMoney } from "../../../schema/rules/format-money.ts";
import { useRestEstimate } from "../money/use-rest-estimate.ts";
import { usePeopleOf } from "../sessions-api.ts";
import style from "../studio.module.css";
import { listSteps, type Step, type StepName, type StepState } from "./list-steps.ts";

const idOf = (name: StepName): string => `plan-step-${name}`;

/** What is prepared and what is not; each step leads to its part of the plan. */
export function PlanSteps({ session, plan }: { session: Session; plan: SessionPlan }) {
  const { t } = useTranslation("studio");
  const people = usePeopleOf(session.id).data?.items ?? [];
  const steps = listSteps({ plan, people, budgetNano: session.budgetNano });
  return (
    <nav aria-label={t("plan.steps.title")}>
      <ol className={style.steps}>
        {steps.map((step) => (
          <li key={step.name}>
            <button type="button" data-state={step.state} onClick={() => show(step.name)}>
              <strong>{t(`plan.steps.${step.name}`)}</strong>
              <span>
                <StateIcon state={step.state} />{" "}
                {step.name === "budget" ? <Cost session={session} plan={plan} /> : <Prepared step={step} />}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StateIcon({ state }: { state: StepState }) {
  if (state === "optional") return <CircleDollarSign aria-hidden />;
  return state === "done" ? <CircleCheck aria-hidden /> : <CircleDashed aria-hidden />;
}

function Prepared({ step }: { step: Step }) {
  const { t } = useTranslation("studio");
  if (step.state === "missing") return t("plan.steps.missing");
  if (step.count === null) return t("plan.steps.done");
  return t(`plan.steps.count.${step.name}`, { count: step.count });
}

/** The estimate with its band, and the limit if there is one. */
function Cost({ session, plan }: { session: Session; plan: SessionPlan }) {
  const { t, i18n } = useTranslation("studio");
  const { estimate } = useRestEstimate({ ...session, plan });
  const { budgetNano } = session;
  const money = (nano: number) => formatMoney(nano, i18n.language);
  const limit = budgetNano === null ? [] : [t("plan.steps.limit", { limit: money(budgetNano) })];
  if (!estimate) return limit[0] ?? t("money.noLimit");
  const { lowNano, highNano } = estimate;
  return [highNano === 0 ? t("plan.steps.free") : `${money(lowNano)}–${money(highNano)}`, ...limit].join(", ");
}

/** A part of the plan that a step leads to. */
export const StepPart = ({ name, children }: { name: StepName; children: ReactNode }) => (
  <div id={idOf(name)} tabIndex={-1} className={style.column}>
    {children}
  </div>
);

function show(name: StepName): void {
  const part = document.getElementById(idOf(name));
  part?.scrollIntoView({ block: "start" });
  part?.focus({ preventScroll: true });
}
