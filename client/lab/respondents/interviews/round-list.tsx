import { useTranslation } from "react-i18next";
import type { InterviewRound } from "../../../../schema/messages/interview.ts";
import { Money } from "../../../panels/money/money.tsx";
import { Button } from "../../../panels/parts/button.tsx";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { TimeAgo } from "../../../panels/parts/time-ago.tsx";
import { messageText } from "../../../words/message-text.ts";
import { problemText } from "../../../words/problem-text.ts";
import { isOpen, useAct, useRounds } from "./interviews-api.ts";
import style from "./interviews.module.css";

/** Rounds of interviews, newest first, with what can be done with each. */
export function RoundList() {
  const { t } = useTranslation("lab");
  const rounds = useRounds();
  return (
    <section aria-labelledby="interview-rounds">
      <h3 id="interview-rounds">{t("interviews.rounds")}</h3>
      {rounds.isPending && <Loading />}
      {rounds.isError && <Problem error={rounds.error} onRetry={() => void rounds.refetch()} />}
      {rounds.data?.length === 0 && <p className={style.notes}>{t("interviews.noRounds")}</p>}
      <ul className={style.rounds}>
        {rounds.data?.map((round) => (
          <Round key={round.id} round={round} />
        ))}
      </ul>
    </section>
  );
}

function Round({ round }: { round: InterviewRound }) {
  const { t } = useTranslation("lab");
  const { interviews, answers, status, problem, problemMessage, wish, interviewee, critic, costNano } = round;
  return (
    <li>
      <p>
        <strong>{t("interviews.roundOf", { count: interviews.wanted, setIn: wish.setIn })}</strong>{" "}
        <span className={style.notes}>
          {round.isByPlan ? t("interviews.byPlan") : round.owner.name} · <TimeAgo at={round.createdAt} />
        </span>
      </p>
      <p className={style.notes}>{t("interviews.by", { interviewee, critic })}</p>
      {isOpen(round) ? (
        <label>
          {t(`interviews.statuses.${status}`)}: {t("interviews.progress", { ...answers })}
          <progress max={Math.max(1, answers.total)} value={answers.accepted} />
        </label>
      ) : (
        <p>
          {t(`interviews.statuses.${status}`)} · {t("interviews.answers", { ...answers })}
        </p>
      )}
      <p>
        {t("interviews.outcome", { told: interviews.told, setAside: interviews.setAside })}
        {costNano > 0 && (
          <>
            {" · "}
            <Money nano={costNano} />
          </>
        )}
      </p>
      {problem !== null && (
        <p className={style.warning} role="status">
          {messageText(problemMessage, problem)}
        </p>
      )}
      <Actions round={round} />
    </li>
  );
}

const ACTIONS = {
  queued: ["pause", "cancel"],
  running: ["pause", "cancel"],
  paused: ["resume", "cancel"],
  dead: ["retry"],
  completed: [],
  cancelled: [],
} as const;

function Actions({ round }: { round: InterviewRound }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const act = useAct();
  if (!isOpen(round) && round.status !== "dead") return null;
  return (
    <div className={style.actions}>
      {ACTIONS[round.status].map((action) => (
        <Button key={action} disabled={act.isPending} onClick={() => act.mutate({ id: round.id, action })}>
          {t(`interviews.actions.${action}`)}
        </Button>
      ))}
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
    </div>
  );
}
