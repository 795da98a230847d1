import { useTranslation } from "react-i18next";
import type { Labelling } from "../../../schema/messages/labelling.ts";
import { Money } from "../../panels/money/money.tsx";
import { Button } from "../../panels/parts/button.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { useTraitWords } from "../trait-words.ts";
import { useActOnLabelling } from "./labels-api.ts";
import style from "./labels.module.css";

const ACTIONS: Record<Labelling["status"], ("pause" | "resume" | "cancel" | "retry")[]> = {
  queued: ["pause", "cancel"],
  running: ["pause", "cancel"],
  paused: ["resume", "cancel"],
  dead: ["retry"],
  completed: [],
  cancelled: [],
};

/** A labelling: how far it is, what came of it, what it cost; it can be paused and cancelled. */
export function LabellingItem({ labelling }: { labelling: Labelling }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const { nameOf } = useTraitWords();
  const { id, wish, model, status, isStopping, done, total, tally, costNano, problem, problemMessage } = labelling;
  const act = useActOnLabelling(id);
  const refused = Object.values(tally.refused).reduce((sum, times) => sum + times, 0);
  const names = wish.traitIds.map(nameOf).join(", ");
  return (
    <li className={style.item} aria-label={names}>
      <p>
        <strong dir="auto">{names}</strong> <span className={style.notes}>{model}</span>{" "}
        <TimeAgo at={labelling.createdAt} className={style.notes} />
      </p>
      {total !== null && total > 0 && status !== "completed" && (
        <progress value={done} max={total} aria-label={t("labels.progress")} />
      )}
      <p>
        <span role="status">{isStopping ? t("labels.stopping") : t(`labels.statuses.${status}`)}</span>{" "}
        {t("labels.done", { done, total: total ?? "…" })}{" "}
        {t("labels.tally", { stated: tally.stated, estimated: tally.estimated })}{" "}
        {tally.unusable > 0 && t("labels.unusable", { count: tally.unusable })}{" "}
        {refused > 0 && t("labels.refused", { count: refused })} <Money nano={costNano} />
      </p>
      {problem !== null && <p className={style.warning}>{messageText(problemMessage, problem)}</p>}
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
      <div className={style.tools}>
        {ACTIONS[status].map((action) => (
          <Button key={action} disabled={act.isPending || isStopping} onClick={() => act.mutate(action)}>
            {t(`labels.actions.${action}`)}
          </Button>
        ))}
      </div>
    </li>
  );
}
