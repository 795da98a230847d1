import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Session, SessionPlan } from "../../../schema/messages/session.ts";
import { usePeopleOf } from "../sessions-api.ts";
import style from "../studio.module.css";
import { listSteps, type Step, type StepName } from "./list-steps.ts";

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
            <button type="button" data-done={step.isDone || undefined} onClick={() => show(step.name)}>
              {step.isDone ? <CircleCheck aria-hidden /> : <CircleDashed aria-hidden />}
              <span>
                <strong>{t(`plan.steps.${step.name}`)}</strong> <StepState step={step} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepState({ step }: { step: Step }) {
  const { t } = useTranslation("studio");
  if (!step.isDone) return <span>{t(step.name === "budget" ? "money.noLimit" : "plan.steps.missing")}</span>;
  if (step.count === null) return <span>{t("plan.steps.done")}</span>;
  return <span>{t(`plan.steps.count.${step.name}`, { count: step.count })}</span>;
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
