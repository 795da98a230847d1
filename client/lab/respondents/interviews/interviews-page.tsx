import { useTranslation } from "react-i18next";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { linkToLab } from "../../lab-link.ts";
import { InterviewForm } from "./interview-form.tsx";
import { useMissingPeople } from "./interviews-api.ts";
import { PlanForm } from "./plan-form.tsx";
import { QualityFigures } from "./quality-figures.tsx";
import { RoundList } from "./round-list.tsx";
import { SetAsideList } from "./set-aside-list.tsx";
import style from "./interviews.module.css";

/** New people for the pool: interviewed, watched, and what became of them (SPEC S2). */
export function InterviewsPage({ targetId, matchId }: { targetId: string | undefined; matchId: string | undefined }) {
  const { t } = useTranslation("lab");
  return (
    <>
      <a className={style.back} href={linkToLab("respondents")}>
        ← {t("respondents.back")}
      </a>
      <h2>{t("interviews.title")}</h2>
      <p className={style.notes}>{t("interviews.text")}</p>
      {targetId !== undefined && matchId !== undefined ? (
        <ForPanel targetId={targetId} matchId={matchId} />
      ) : (
        <InterviewForm people={null} />
      )}
      <RoundList />
      <SetAsideList />
      <QualityFigures />
      <PlanForm />
    </>
  );
}

/** Those whom the pool lacks for a panel. */
function ForPanel({ targetId, matchId }: { targetId: string; matchId: string }) {
  const { t } = useTranslation("lab");
  const missing = useMissingPeople(targetId, matchId);
  if (missing.isPending) return <Loading />;
  if (missing.isError) return <Problem error={missing.error} onRetry={() => void missing.refetch()} />;
  const { people, withoutSeed } = missing.data;
  return (
    <>
      <p>
        <a href={linkToLab("targets", targetId)}>{t("interviews.forPanel")}</a>
      </p>
      {withoutSeed.length > 0 && (
        <p className={style.notes}>{t("interviews.withoutSeed", { traits: withoutSeed.join(", ") })}</p>
      )}
      {people.length === 0 ? <p>{t("interviews.nobodyMissing")}</p> : <InterviewForm people={people} />}
    </>
  );
}
