import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { RunCalls, type RunEstimate, type RunEstimateQuestion } from "../../../schema/messages/run.ts";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Loading } from "../../panels/parts/states.tsx";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { LabellingCost } from "../labels/labelling-cost.tsx";
import { ConnectModel } from "./connect-model.tsx";
import { EstimateBands, Price } from "./estimate-bands.tsx";
import { sumEstimates } from "./sum-estimates.ts";
import { useEstimates, useSampleSize } from "./runs-api.ts";
import style from "./runs.module.css";

/** Of a band, on either side: what surveys of people usually aim at. */
const WANTED_HALF_WIDTH = 0.05;

type Question = z.input<typeof RunEstimateQuestion>;
type Props = {
  surveyId: string;
  /** A run each, which differ by their method. */
  questions: readonly Question[];
  calls: RunCalls;
  onCalls: (calls: RunCalls) => void;
};

/** What the runs would take, as the form is filled in now; nothing while that is incomplete. */
export function EstimateView({ surveyId, questions, calls, onCalls }: Props) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const estimates = useEstimates(surveyId, questions);
  const needed = useSampleSize(WANTED_HALF_WIDTH);
  if (questions.length === 0) return null;
  const failed = estimates.find(({ isError }) => isError);
  if (failed)
    return (
      <p className={style.problem} role="alert">
        {problemText(failed.error!, common)}
      </p>
    );
  const found = estimates.flatMap(({ data }, at) => (data ? { method: questions[at]!.method, estimate: data } : []));
  if (found.length < questions.length) return <Loading lines={2} />;
  const all = found.map(({ estimate }) => estimate);
  const isSeveral = found.length > 1;
  return (
    <section className={style.estimate} aria-label={t("runs.estimate")}>
      {found.map(({ method, estimate }) => (
        <section key={method} aria-label={t(`runs.methods.${method}`)}>
          {isSeveral && <strong>{t(`runs.methods.${method}`)}</strong>}
          <OfOneRun estimate={estimate} />
        </section>
      ))}
      {isSeveral && (
        <section aria-label={t("runs.together")}>
          <strong>{t("runs.together")}</strong>
          <EstimateBands estimate={sumEstimates(all)} />
        </section>
      )}
      {/* Advice, without which the price stands as well. */}
      {needed.data && <p>{t("runs.neededSize", { points: WANTED_HALF_WIDTH * 100, needed: needed.data })}</p>}
      {(all.some(({ batch }) => batch) || questions[0]!.calls === "batch") && (
        <ChoiceField
          label={t("runs.calls")}
          hint={t(`runs.callsHints.${calls}`)}
          value={calls}
          options={RunCalls.options.map((value) => ({ value, label: t(`runs.callsNames.${value}`) }))}
          onChoose={onCalls}
        />
      )}
      <Notes notes={all.flatMap(({ notes }) => notes)} />
      {all.some(({ model }) => model === null) && <ConnectModel />}
    </section>
  );
}

function OfOneRun({ estimate }: { estimate: RunEstimate }) {
  const { t } = useTranslation("lab");
  const { labelling, batch } = estimate;
  return (
    <>
      {labelling && (
        <section aria-label={t("runs.labelsFirst")}>
          <p>{t("runs.labelsFirst")}</p>
          <LabellingCost estimate={labelling} />
        </section>
      )}
      <EstimateBands estimate={estimate} />
      {batch && (
        <p>
          {t("runs.byBatch")}: <Price {...batch} />, {t("runs.longestWait", { count: batch.longestWaitHours / 24 })}
        </p>
      )}
    </>
  );
}

/** What several runs have in common is said once. */
function Notes({ notes }: Pick<RunEstimate, "notes">) {
  const different = [...new Map(notes.map((note) => [note.text, note])).values()];
  if (different.length === 0) return null;
  return (
    <ul className={style.warnings}>
      {different.map(({ text, message }) => (
        <li key={text}>{messageText(message, text)}</li>
      ))}
    </ul>
  );
}
