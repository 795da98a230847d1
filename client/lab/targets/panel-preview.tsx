import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MATCH_METHODS, MOST_RESPONDENTS, type MatchMethod } from "../../../schema/messages/target.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { linkToLab } from "../lab-link.ts";
import { readCount } from "../read-count.ts";
import { MatchReportView } from "./match-report.tsx";
import { isOpen, useCancelMatch, useMatch, useMatches, useStartMatch } from "./targets-api.ts";
import style from "./targets.module.css";

const MOST_SEED = 2_147_483_647;

/** Who of the pool would stand for the target, and how well: matched again with another method, size or seed. */
export function PanelPreview({ targetId }: { targetId: string }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const matches = useMatches(targetId);
  const start = useStartMatch(targetId);
  const [method, setMethod] = useState<MatchMethod>("max-weight");
  const [size, setSize] = useState("40");
  const [seed, setSeed] = useState("1");
  const counts = { size: readCount(size, 1, MOST_RESPONDENTS), seed: readCount(seed, 0, MOST_SEED) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (counts.size !== null && counts.seed !== null) start.mutate({ method, size: counts.size, seed: counts.seed });
  };
  const latest = matches.data?.[0]?.id;
  return (
    <section className={style.preview} aria-labelledby="panel-preview">
      <h3 id="panel-preview">{t("targets.panel")}</h3>
      <p className={style.notes}>{t("targets.panelText")}</p>
      <form className={style.wish} onSubmit={submit}>
        <ChoiceField
          label={t("targets.method")}
          hint={t(`targets.methodHints.${method}`)}
          value={method}
          options={MATCH_METHODS.map((value) => ({ value, label: t(`targets.methods.${value}`) }))}
          onChoose={setMethod}
        />
        <TextField
          label={t("targets.size")}
          value={size}
          inputMode="numeric"
          error={counts.size === null ? t("targets.sizeWrong", { most: MOST_RESPONDENTS }) : null}
          onText={setSize}
        />
        <TextField
          label={t("targets.seed")}
          hint={t("targets.seedHint")}
          value={seed}
          inputMode="numeric"
          error={counts.seed === null ? t("targets.seedWrong") : null}
          onText={setSeed}
        />
        <Button look="primary" type="submit" disabled={start.isPending || counts.size === null || counts.seed === null}>
          {t("targets.match")}
        </Button>
      </form>
      {start.isError && (
        <p className={style.problem} role="alert">
          {problemText(start.error, common)}
        </p>
      )}
      {matches.isPending && <Loading />}
      {matches.isError && <Problem error={matches.error} onRetry={() => void matches.refetch()} />}
      {latest && <Panel key={latest} targetId={targetId} id={latest} />}
    </section>
  );
}

const OPEN_WORDS = { queued: "targets.waiting", running: "targets.matching", paused: "targets.paused" } as const;

function Panel({ targetId, id }: { targetId: string; id: string }) {
  const { t } = useTranslation("lab");
  const match = useMatch(targetId, id);
  const cancel = useCancelMatch(targetId);
  if (match.isPending) return <Loading />;
  if (match.isError) return <Problem error={match.error} onRetry={() => void match.refetch()} />;
  const { status, done, wish, report, problem, problemMessage } = match.data;
  if (report)
    return (
      <>
        <MatchReportView report={report} wish={wish} />
        {report.insufficientShare > 0 && (
          <p>
            <a href={linkToLab("respondents", "interviews", targetId, id)}>{t("targets.interviewMissing")} →</a>
          </p>
        )}
      </>
    );
  if (!isOpen(match.data))
    return (
      <p className={style.warning} role="status">
        {problem
          ? messageText(problemMessage, problem)
          : t(`targets.ended.${status === "dead" ? "dead" : "cancelled"}`)}
      </p>
    );
  return (
    <div className={style.progress}>
      <label>
        {t(OPEN_WORDS[status as keyof typeof OPEN_WORDS], { done, total: wish.size })}
        <progress max={wish.size} {...(status !== "queued" && { value: done })} />
      </label>
      <Button disabled={cancel.isPending} onClick={() => cancel.mutate(id)}>
        {t("targets.stop")}
      </Button>
    </div>
  );
}
