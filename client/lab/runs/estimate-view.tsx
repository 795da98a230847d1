import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { RunCalls, type BatchEstimate, type RunEstimateQuestion } from "../../../schema/messages/run.ts";
import { Money } from "../../panels/money/money.tsx";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Loading } from "../../panels/parts/states.tsx";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { LabellingCost } from "../labels/labelling-cost.tsx";
import { useEstimate, useSampleSize } from "./runs-api.ts";
import style from "./runs.module.css";

/** Of a band, on either side: what surveys of people usually aim at. */
const WANTED_HALF_WIDTH = 0.05;

type Props = {
  surveyId: string;
  question: z.input<typeof RunEstimateQuestion>;
  calls: RunCalls;
  onCalls: (calls: RunCalls) => void;
};

/** What a run would take, as the form is filled in now; nothing while that is incomplete. */
export function EstimateView({ question, ...rest }: Omit<Props, "question"> & { question: Props["question"] | null }) {
  return question && <Estimate question={question} {...rest} />;
}

function Estimate({ surveyId, question, calls, onCalls }: Props) {
  const { t, i18n } = useTranslation("lab");
  const { t: common } = useTranslation();
  const estimate = useEstimate(surveyId, question);
  const needed = useSampleSize(WANTED_HALF_WIDTH);
  if (estimate.isError)
    return (
      <p className={style.problem} role="alert">
        {problemText(estimate.error, common)}
      </p>
    );
  if (!estimate.data) return <Loading lines={2} />;
  const { respondents, answers, promptTokens, outputTokens, labelling } = estimate.data;
  const { batch, model, isFree, notes } = estimate.data;
  const count = (number: number) => new Intl.NumberFormat(i18n.language, { notation: "compact" }).format(number);
  return (
    <section className={style.estimate} aria-label={t("runs.estimate")}>
      <p>
        {t("runs.estimateText", {
          respondents: count(respondents),
          answers: count(answers),
          tokens: count(promptTokens + outputTokens),
        })}
      </p>
      {labelling && (
        <section aria-label={t("runs.labelsFirst")}>
          <p>{t("runs.labelsFirst")}</p>
          <LabellingCost estimate={labelling} />
        </section>
      )}
      {/* Advice, without which the price stands as well. */}
      {needed.data && <p>{t("runs.neededSize", { points: WANTED_HALF_WIDTH * 100, needed: needed.data })}</p>}
      {model !== null && (
        <p>
          <span dir="auto">{model}</span>
          {labelling && t("runs.withLabels")}: {isFree ? t("runs.free") : <Price {...estimate.data} />}
        </p>
      )}
      {batch && (
        <p>
          {t("runs.byBatch")}: <Price {...batch} />, {t("runs.longestWait", { count: batch.longestWaitHours / 24 })}
        </p>
      )}
      {(batch || question.calls === "batch") && (
        <ChoiceField
          label={t("runs.calls")}
          hint={t(`runs.callsHints.${calls}`)}
          value={calls}
          options={RunCalls.options.map((value) => ({ value, label: t(`runs.callsNames.${value}`) }))}
          onChoose={onCalls}
        />
      )}
      {notes.length > 0 && (
        <ul className={style.warnings}>
          {notes.map(({ text, message }) => (
            <li key={message.code}>{messageText(message, text)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Price({ lowNano, likelyNano, highNano }: Pick<BatchEstimate, "lowNano" | "likelyNano" | "highNano">) {
  const { t } = useTranslation("lab");
  return (
    <>
      <Money nano={lowNano} /> – <Money nano={highNano} />, {t("runs.likely")} <Money nano={likelyNano} />
    </>
  );
}
