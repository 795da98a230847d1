import { useTranslation } from "react-i18next";
import type { ProbeResult } from "../../../schema/messages/run-results.ts";
import { linkToLab } from "../lab-link.ts";
import { FigureValue } from "./figure-value.tsx";
import style from "./results.module.css";

/** Open answers by a word that they share, each quoted as it was given. */
export function Themes({ runId, probe: { id, themes } }: { runId: string; probe: ProbeResult }) {
  const { t } = useTranslation("lab");
  if (themes.length === 0) return <p className={style.notes}>{t("results.noAnswers")}</p>;
  return (
    <>
      <ul className={style.themes}>
        {themes.map(({ word, share, quotations }) => (
          <li key={word}>
            <p>
              <strong dir="auto">{word}</strong> <FigureValue figure={share} />
            </p>
            {quotations.map(({ respondent, text }) => (
              <blockquote key={`${respondent} ${text}`} dir="auto">
                {text} <cite>{t("results.respondent", { number: respondent + 1 })}</cite>
              </blockquote>
            ))}
          </li>
        ))}
      </ul>
      <a className={style.link} href={linkToLab("runs", runId, "people", id)}>
        {t("results.allAnswers")}
      </a>
    </>
  );
}
