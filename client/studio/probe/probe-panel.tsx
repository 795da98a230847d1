import { useState } from "react";
import { useTranslation } from "react-i18next";
import { inEnglish } from "../../../schema/messages/message.ts";
import type { ProbeAnswer, SessionProbe } from "../../../schema/messages/session-probe.ts";
import { countChanged } from "../../../schema/rules/session/count-changed.ts";
import { tallyProbe } from "../../../schema/rules/session/tally-probe.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Problem } from "../../panels/parts/states.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { messageText } from "../../words/message-text.ts";
import { nameRoute } from "../../words/name-route.ts";
import { problemText } from "../../words/problem-text.ts";
import { useAct } from "../sessions-api.ts";
import { NewProbe } from "./new-probe.tsx";
import { ProbeBars } from "./probe-bars.tsx";
import { useProbes } from "./probes-api.ts";
import style from "./probe.module.css";

type ProbePanelProps = { id: string; isOver: boolean };

/** Questions put to everybody, for facilitators: the open one with live bars, then a new one, then earlier ones. */
export function ProbePanel({ id, isOver }: ProbePanelProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const probes = useProbes(id);
  const act = useAct(id);
  const items = probes.data?.items ?? [];
  const open = items.find(({ closedAt }) => closedAt === null);
  const ask = (body: object, onSuccess?: () => void) =>
    act.mutate({ method: "POST", path: "/probes", body }, { ...(onSuccess && { onSuccess }) });
  const [putCount, setPutCount] = useState(0);
  return (
    <section className={style.panel} aria-label={t("probe.toAll")}>
      <h4>{t("probe.toAll")}</h4>
      {probes.isError && <Problem error={probes.error} onRetry={() => void probes.refetch()} />}
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
      {!isOver && (
        // What is being written stays when somebody else puts a question; what was put goes.
        <div key={putCount} className={style.new} data-waits={open !== undefined || undefined}>
          <NewProbe
            isOff={act.isPending || open !== undefined}
            onPut={(draft) => ask(draft, () => setPutCount((before) => before + 1))}
          />
        </div>
      )}
      {items.map((probe) => (
        <Probe
          key={probe.id}
          probe={probe}
          before={items.find(({ seriesId, round }) => seriesId === probe.seriesId && round === probe.round - 1)}
          mayAsk={!isOver && !open}
          onAct={act.mutate}
          onAgain={() => ask({ again: probe.id, round: latestOf(items, probe) })}
        />
      ))}
    </section>
  );
}

const latestOf = (items: readonly SessionProbe[], { seriesId }: SessionProbe): number =>
  Math.max(...items.filter((one) => one.seriesId === seriesId).map(({ round }) => round));

type ProbeProps = {
  probe: SessionProbe;
  before: SessionProbe | undefined;
  mayAsk: boolean;
  onAct: ReturnType<typeof useAct>["mutate"];
  onAgain: () => void;
};

function Probe({ probe, before, mayAsk, onAct, onAgain }: ProbeProps) {
  const { t } = useTranslation("studio");
  const { id, question, round, closedAt, openedAt, isShown, answers } = probe;
  const of = (wanted: ProbeAnswer["kind"]) => answers.filter(({ kind }) => kind === wanted);
  const set = (body: object) => onAct({ method: "PUT", path: `/probes/${id}`, body });
  const isOpen = closedAt === null;
  const changed = before && countChanged(before.answers, answers);
  return (
    <article className={style.probe} data-open={isOpen || undefined} aria-label={question.title}>
      <p className={style.title} dir="auto">
        {question.title}
      </p>
      <p className={style.soft} role={isOpen ? "status" : undefined}>
        <TimeAgo at={openedAt} />
        {round > 1 && ` · ${t("probe.round", { round })}`}
        {isOpen && ` · ${t("probe.soFar", counts(probe))}`}
        {changed && changed.both > 0 && ` · ${t("probe.changed", { count: changed.changed, both: changed.both })}`}
      </p>
      <ProbeBars
        title={question.title}
        people={tallyProbe(question, of("person"))}
        personas={tallyProbe(question, of("persona"))}
      />
      <Simulated answers={of("persona")} />
      <div className={style.tools}>
        {isOpen && (
          <Button shortcut="C" onClick={() => set({ closed: true })}>
            {t("probe.close")}
          </Button>
        )}
        <Button onClick={() => set({ shown: !isShown })}>
          {t(isShown ? "probe.hide" : isOpen ? "probe.showOpen" : "probe.show")}
        </Button>
        {isOpen && answers.some(({ verdict }) => verdict === "failed") && (
          <Button onClick={() => onAct({ method: "POST", path: `/probes/${id}/personas` })}>{t("probe.retry")}</Button>
        )}
        {mayAsk && <Button onClick={onAgain}>{t("probe.again")}</Button>}
      </div>
    </article>
  );
}

const counts = ({ asked, answers }: SessionProbe) => ({
  people: answers.filter(({ kind }) => kind === "person").length,
  ofPeople: asked.people,
  personas: answers.filter(({ kind }) => kind === "persona").length,
  ofPersonas: asked.personas,
});

/** By which voices, and why calls failed. */
function Simulated({ answers }: { answers: ProbeAnswer[] }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const voices = [...new Set(answers.flatMap(({ model }) => (model === null ? [] : nameRoute(model, common))))];
  const problems = answers.flatMap(({ problem }) => (problem ? [messageText(problem, inEnglish(problem))] : []));
  return (
    <>
      {voices.length > 0 && <p className={style.soft}>{t("probe.simulatedBy", { voices: voices.join(", ") })}</p>}
      {[...new Set(problems)].map((problem) => (
        <p key={problem} className={style.problem} role="alert">
          {problem}
        </p>
      ))}
    </>
  );
}
