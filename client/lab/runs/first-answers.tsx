import { useTranslation } from "react-i18next";
import type { RunAnswer } from "../../../schema/messages/run.ts";
import { useRunResults } from "../results/results-api.ts";
import { useFirstAnswers } from "./runs-api.ts";
import style from "./runs.module.css";

/** The first answers as they were written, so that a bad prompt or model is seen before all is asked. */
export function FirstAnswers({ id, done }: { id: string; done: number }) {
  const { t } = useTranslation("lab");
  const answers = useFirstAnswers(id, done);
  const probes = useRunResults(id).results.data?.probes;
  const titleOf = (probeId: string) => probes?.find((probe) => probe.id === probeId)?.title ?? probeId;
  if (!answers.data?.length) return null;
  return (
    <section className={style.answers} aria-labelledby="first-answers">
      <h3 id="first-answers">{t("runs.firstAnswers")}</h3>
      <p className={style.notes}>{t("runs.simulated")}</p>
      <ul className={style.list}>
        {answers.data.map((answer) => (
          <li key={`${answer.respondent} ${answer.repeat} ${answer.probeId}`} className={style.answer}>
            <span>
              {t("runs.respondent", { number: answer.respondent + 1 })} · {titleOf(answer.probeId)} ·{" "}
              {t(`runs.verdicts.${answer.verdict}`)}
            </span>
            <q dir="auto">{wordsOf(answer)}</q>
          </li>
        ))}
      </ul>
    </section>
  );
}

const wordsOf = ({ texts, answer }: RunAnswer): string => texts.at(-1) || (answer === null ? "…" : String(answer));
