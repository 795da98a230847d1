import { useTranslation } from "react-i18next";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { usePlanText } from "./plan-text.ts";
import style from "./plan.module.css";

/** The plan as it was fixed at the launch, which nobody can change (SPEC S7). */
export function PlanView({ plan: frozen, probes }: Pick<RunResults, "plan" | "probes">) {
  const { t } = useTranslation("lab");
  const titleOf = (probe: string) => probes.find(({ id }) => id === probe)?.title ?? probe;
  const { comparisonText } = usePlanText(titleOf);
  if (!frozen) return <p className={style.notes}>{t("plan.none")}</p>;
  const { outcomes, comparisons, scales } = frozen.plan;
  const parts = {
    outcomes: outcomes.map(titleOf),
    comparisons: comparisons.map(comparisonText),
    scales: scales.map(({ name, probes: together }) => `${name}: ${together.map(titleOf).join(" · ")}`),
  };
  return (
    <details className={style.plan}>
      <summary>{t("plan.frozen")}</summary>
      <p className={style.notes}>{t("plan.frozenText")}</p>
      {(["outcomes", "comparisons", "scales"] as const).map(
        (name) =>
          parts[name].length > 0 && (
            <div key={name}>
              <h3>{t(`plan.${name}`)}</h3>
              <ul className={style.list}>
                {parts[name].map((text) => (
                  <li key={text} dir="auto">
                    {text}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
      <p className={style.notes}>SHA-256: {frozen.hash}</p>
    </details>
  );
}
