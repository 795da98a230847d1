import { useTranslation } from "react-i18next";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { linkToLab } from "../lab-link.ts";
import { useSurveys } from "../surveys/surveys-api.ts";
import { useTargets } from "../targets/targets-api.ts";
import { LaunchForm } from "./launch-form.tsx";
import style from "./runs.module.css";

/** A new run. @param surveyId of the survey that is chosen first */
export function LaunchPage({ surveyId }: { surveyId: string | undefined }) {
  const { t } = useTranslation("lab");
  const surveys = useSurveys(null);
  const targets = useTargets();
  const found = {
    surveys: surveys.data?.pages.flatMap(({ items }) => items) ?? [],
    targets: targets.data?.pages.flatMap(({ items }) => items) ?? [],
  };
  const failed = [surveys, targets].find(({ isError }) => isError);
  const isComplete = found.surveys.length > 0 && found.targets.length > 0;
  return (
    <>
      <a className={style.back} href={linkToLab("runs")}>
        ← {t("runs.all")}
      </a>
      <h2>{t("runs.new")}</h2>
      <p className={style.notes}>{t("runs.newText")}</p>
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (surveys.isPending || targets.isPending) && <Loading lines={8} />}
      {surveys.isSuccess && targets.isSuccess && !isComplete && (
        <Empty title={t("runs.incomplete")}>{t("runs.incompleteText")}</Empty>
      )}
      {isComplete && <LaunchForm {...found} surveyId={surveyId} />}
    </>
  );
}
