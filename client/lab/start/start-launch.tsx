import { useTranslation } from "react-i18next";
import type { BaselineStart } from "../../../schema/messages/baseline.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { Money } from "../../panels/money/money.tsx";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { goToLab, linkToLab } from "../lab-link.ts";
import { ConnectModel } from "../runs/connect-model.tsx";
import { useEstimate, useLaunch } from "../runs/runs-api.ts";
import style from "./start.module.css";

/** As prompts say it. */
const SET_IN = "October 1996";

/** What the prepared run would take, and its launch. */
export function StartLaunch({ surveyId, surveyVersion, targetId, size, seed }: BaselineStart) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  // The labels that ship are enough.
  const question = {
    surveyVersion,
    targetId,
    method: "alterity",
    size,
    seed,
    setIn: SET_IN,
    labelFirst: false,
  } as const;
  const estimate = useEstimate(surveyId, question);
  const launch = useLaunch(surveyId);
  if (estimate.isPending) return <Loading lines={2} />;
  if (estimate.isError) return <Problem error={estimate.error} onRetry={() => void estimate.refetch()} />;
  const { answers, respondents, model, isFree, lowNano, highNano, notes } = estimate.data;
  return (
    <div className={style.estimate}>
      {model !== null && (
        <p>
          {t("start.estimate", { answers, count: respondents, model })}{" "}
          {isFree ? (
            t("start.free")
          ) : (
            <>
              <Money nano={lowNano} /> – <Money nano={highNano} />
            </>
          )}
        </p>
      )}
      <ul className={style.notes}>
        {notes.map(({ text, message }) => (
          <li key={text}>{messageText(message, text)}</li>
        ))}
      </ul>
      <p className={style.limits}>
        <a href={linkToLab("surveys", surveyId)}>{t("start.survey")}</a> ·{" "}
        <a href={linkToLab("targets", targetId)}>{t("start.target")}</a>
      </p>
      {model === null ? (
        <ConnectModel />
      ) : (
        <Button
          look="primary"
          disabled={launch.isPending}
          onClick={() =>
            launch.mutate({ ...question, name: t("start.runName") }, { onSuccess: ({ id }) => goToLab("runs", id) })
          }
        >
          {t("start.launch")}
        </Button>
      )}
      {launch.isError && (
        <p className={style.problem} role="alert">
          {problemText(launch.error, common)}
        </p>
      )}
    </div>
  );
}
