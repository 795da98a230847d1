import { useTranslation } from "react-i18next";
import { describePanel } from "../../../schema/rules/session/describe-panel.ts";
import { usePersonas } from "../../panels/personas/personas-api.ts";
import style from "../studio.module.css";

/** Who was chosen, at a glance: ages, genders, occupations, and what the panel lacks. */
export function PanelFacts({ personaIds }: { personaIds: string[] }) {
  const { t, i18n } = useTranslation("studio");
  const personas = usePersonas(personaIds);
  const { ages, genders, occupations, gaps } = describePanel(personas);
  const list = new Intl.ListFormat(i18n.language, { style: "short", type: "unit" });
  const counted = (groups: typeof genders) =>
    list.format(groups.map(({ name, count }) => (count > 1 ? `${count} × ${name}` : name)));
  return (
    <div className={style.form} aria-label={t("plan.panel")} role="group">
      {personas.length > 0 && (
        <p>
          {t("plan.panelSize", { count: personas.length })}
          {ages && ` · ${t(ages.youngest === ages.oldest ? "plan.panelAge" : "plan.panelAges", ages)}`}
        </p>
      )}
      {[genders, occupations].map(
        (groups, index) =>
          groups.length > 0 && (
            <p key={index} className={style.soft} dir="auto">
              {counted(groups)}
            </p>
          ),
      )}
      <p role="status" className={style.gaps}>
        {gaps.map((gap) => t(`plan.panelGaps.${gap}`)).join(" ")}
      </p>
    </div>
  );
}
