import { useTranslation } from "react-i18next";
import type { OwnProbes } from "../../../schema/messages/session-probe.ts";
import { problemText } from "../../words/problem-text.ts";
import { useAct } from "../sessions-api.ts";
import { ProbeBars } from "./probe-bars.tsx";
import { ProbeForm } from "./probe-form.tsx";
import { useOwnProbes } from "./probes-api.ts";
import style from "./probe.module.css";

/** What people of a session see of its probes: the question that is put to them, the result that is shown, or both. */
export function OwnProbe({ id }: { id: string }) {
  const { open, shown } = useOwnProbes(id).data ?? { open: null, shown: null };
  const asked = open?.mayAnswer ? open : null;
  // A result would sway who has not answered yet.
  const mayRead = asked === null || asked.mine !== null;
  return (
    <>
      {asked && <Asked key={asked.id} id={id} asked={asked} />}
      {shown && mayRead && <Result key={`result of ${shown.id}`} shown={shown} />}
    </>
  );
}

function Asked({ id, asked }: { id: string; asked: NonNullable<OwnProbes["open"]> }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const act = useAct(id);
  return (
    <section className={style.own} aria-label={t("probe.toAll")}>
      <ProbeForm
        question={asked.question}
        mine={asked.mine?.answer}
        isSending={act.isPending}
        onAnswer={(answer) => act.mutate({ method: "PUT", path: `/probes/${asked.id}/answer`, body: { answer } })}
      />
      {act.isError && (
        <p role="alert" className={style.problem}>
          {problemText(act.error, common)}
        </p>
      )}
    </section>
  );
}

/** It can be put away: on a phone it would leave little room for the talk below it. */
function Result({ shown: { question, people, personas } }: { shown: NonNullable<OwnProbes["shown"]> }) {
  const { t } = useTranslation("studio");
  return (
    <section className={style.own} aria-label={t("probe.result")}>
      <details open>
        <summary className={style.title} dir="auto">
          {question.title}
        </summary>
        <ProbeBars title={question.title} people={people} personas={personas} />
      </details>
    </section>
  );
}
