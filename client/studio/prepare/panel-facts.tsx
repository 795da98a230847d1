import { useTranslation } from "react-i18next";
import { describePanel } from "../../../schema/rules/session/describe-panel.ts";
import { usePersonas } from "../../panels/personas/personas-api.ts";
import studio from "../studio.module.css";
import style from "./panel.module.css";

const SHOWN_GROUPS = 8;

/** Who was chosen, at a glance: ages, genders, occupations, stances and expertise, and what the panel lacks. */
export function PanelFacts({ personaIds }: { personaIds: string[] }) {
  const { t, i18n } = useTranslation("studio");
  const { t: common } = useTranslation();
  const personas = usePersonas(personaIds);
  const { ages, genders, occupations, stances, expertise, gaps } = describePanel(personas);
  const list = new Intl.ListFormat(i18n.language, { style: "short", type: "unit" });
  const counted = (groups: typeof genders) => {
    const shown = groups.slice(0, SHOWN_GROUPS).map(({ name, count }) => (count > 1 ? `${count} × ${name}` : name));
    const left = groups.length - shown.length;
    return list.format(left > 0 ? [...shown, t("plan.panelMore", { count: left })] : shown);
  };
  const rows = {
    genders,
    occupations,
    stances: stances.map(({ attitude, count }) => ({ name: common(`attitudes.${attitude}`), count })),
    expertise,
  };
  return (
    <div className={studio.form} aria-label={t("plan.panel")} role="group">
      {personas.length > 0 && (
        <p>
          {t("plan.panelSize", { count: personas.length })}
          {ages && ` · ${t(ages.youngest === ages.oldest ? "plan.panelAge" : "plan.panelAges", ages)}`}
        </p>
      )}
      <dl className={style.facts}>
        {(Object.keys(rows) as (keyof typeof rows)[])
          .filter((row) => rows[row].length > 0)
          .map((row) => (
            <Row key={row} term={t(`plan.panelRows.${row}`)} text={counted(rows[row])} />
          ))}
      </dl>
      <div role="status">
        {gaps.length > 0 && (
          <ul className={style.gaps}>
            {gaps.map((gap) => (
              <li key={gap}>{t(`plan.panelGaps.${gap}`)}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

const Row = ({ term, text }: { term: string; text: string }) => (
  <>
    <dt>{term}</dt>
    <dd dir="auto">{text}</dd>
  </>
);
