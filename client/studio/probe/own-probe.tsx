import { useTranslation } from "react-i18next";
import { problemText } from "../../words/problem-text.ts";
import { useAct } from "../sessions-api.ts";
import { ProbeBars } from "./probe-bars.tsx";
import { ProbeForm } from "./probe-form.tsx";
import { useOwnProbes } from "./probes-api.ts";
import style from "./probe.module.css";

/** What people of a session see of its probes: the question that is put to them, or the result that is shown. */
export function OwnProbe({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const { open, shown } = useOwnProbes(id).data ?? { open: null, shown: null };
  const act = useAct(id);
  if (open?.mayAnswer)
    return (
      <section className={style.own} aria-label={t("probe.toAll")}>
        <ProbeForm
          key={open.id}
          question={open.question}
          mine={open.mine?.answer}
          isSending={act.isPending}
          onAnswer={(answer) => act.mutate({ method: "PUT", path: `/probes/${open.id}/answer`, body: { answer } })}
        />
        {act.isError && (
          <p role="alert" className={style.problem}>
            {problemText(act.error, common)}
          </p>
        )}
      </section>
    );
  if (!shown) return null;
  return (
    <section className={style.own} aria-label={t("probe.result")}>
      <p className={style.title} dir="auto">
        {shown.question.title}
      </p>
      <ProbeBars title={shown.question.title} people={shown.people} personas={shown.personas} />
    </section>
  );
}
