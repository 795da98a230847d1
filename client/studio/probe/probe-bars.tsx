import { useTranslation } from "react-i18next";
import type { ProbeTally } from "../../../schema/messages/session-probe.ts";
import style from "./probe.module.css";

type ProbeBarsProps = { title: string; people: ProbeTally; personas: ProbeTally };

/** The answers as bars, those of people and of personas apart; also a table to read. */
export function ProbeBars({ title, people, personas }: ProbeBarsProps) {
  const { t } = useTranslation("studio");
  const values = [...people.bars, ...personas.bars].filter(
    (bar, index, all) => all.findIndex(({ value }) => value === bar.value) === index,
  );
  return (
    <>
      {values.length > 0 && (
        <table className={style.bars}>
          <caption className="only-for-screen-readers">{title}</caption>
          <thead>
            <tr>
              <th scope="col" className="only-for-screen-readers">
                {t("probe.option")}
              </th>
              <th scope="col">{t("probe.people", { count: people.answered })}</th>
              <th scope="col">{t("probe.personas", { count: personas.answered })}</th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ value, text }) => (
              <tr key={String(value)}>
                <th scope="row" dir="auto">
                  {text}
                </th>
                <Bar tally={people} value={value} />
                <Bar tally={personas} value={value} isSimulated />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Texts title={t("probe.people", { count: people.answered })} texts={people.texts} />
      <Texts title={t("probe.personas", { count: personas.answered })} texts={personas.texts} />
      <Rest people={people} personas={personas} />
    </>
  );
}

type BarProps = { tally: ProbeTally; value: ProbeTally["bars"][number]["value"]; isSimulated?: boolean };

function Bar({ tally, value, isSimulated = false }: BarProps) {
  const count = tally.bars.find((bar) => bar.value === value)?.count ?? 0;
  const share = tally.answered === 0 ? 0 : count / tally.answered;
  return (
    <td>
      <span className={style.bar} data-simulated={isSimulated || undefined} style={{ inlineSize: `${share * 70}%` }} />
      {count}
    </td>
  );
}

function Texts({ title, texts }: { title: string; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <h6>{title}</h6>
      <ul className={style.texts}>
        {texts.map((text, index) => (
          <li key={index} dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}

function Rest({ people, personas }: Omit<ProbeBarsProps, "title">) {
  const { t } = useTranslation("studio");
  const refused = people.refused + personas.refused;
  const said = [
    refused > 0 && t("probe.refused", { count: refused }),
    personas.missing > 0 && t("probe.missing", { count: personas.missing }),
  ].filter(Boolean);
  return said.length > 0 && <p className={style.soft}>{said.join(" · ")}</p>;
}
