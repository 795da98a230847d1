import Copy from "lucide-react/icons/copy";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SurveySummary } from "../../../schema/messages/survey.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { problemText } from "../../words/problem-text.ts";
import { goToLab, linkToLab } from "../lab-link.ts";
import { BaselinesLink } from "../baselines/baselines-link.tsx";
import { StartHere } from "../start/start-here.tsx";
import { ImportSurvey } from "./import-survey.tsx";
import { useCopySurvey, useCreateSurvey, useSurveys } from "./surveys-api.ts";
import style from "./surveys.module.css";

const SHOWS = ["current", "archived"] as const;
type Shows = (typeof SHOWS)[number];

export function SurveyList() {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [shows, setShows] = useState<Shows>("current");
  const surveys = useSurveys(shows === "archived" ? "archived" : null);
  const create = useCreateSurvey();
  const found = surveys.data?.pages.flatMap(({ items }) => items) ?? [];
  const begin = () =>
    create.mutate(
      { name: t("surveys.newName"), description: "", model: { pages: [{ name: "page1", elements: [] }] } },
      { onSuccess: ({ id }) => goToLab("surveys", id) },
    );
  const isArchive = shows === "archived";
  return (
    <>
      <StartHere />
      <div className={style.tools}>
        <Button look="primary" disabled={create.isPending} onClick={begin}>
          <Plus aria-hidden /> {t("surveys.new")}
        </Button>
        <ImportSurvey />
        <BaselinesLink />
        <div className={style.shows}>
          <ChoiceField
            label={t("surveys.show")}
            value={shows}
            options={SHOWS.map((value) => ({ value, label: t(`surveys.shows.${value}`) }))}
            onChoose={setShows}
          />
        </div>
      </div>
      {create.isError && (
        <p className={style.problem} role="alert">
          {problemText(create.error, common)}
        </p>
      )}
      {surveys.isPending && <Loading lines={6} />}
      {surveys.isError && <Problem error={surveys.error} onRetry={() => void surveys.refetch()} />}
      {surveys.data && found.length === 0 && (
        <Empty title={t(isArchive ? "surveys.noneArchived" : "surveys.none")}>
          {!isArchive && t("surveys.noneText")}
        </Empty>
      )}
      {found.length > 0 && (
        <ul className={style.list} aria-label={t("surveys.label")}>
          {found.map((survey) => (
            <Row key={survey.id} survey={survey} />
          ))}
        </ul>
      )}
      {surveys.hasNextPage && (
        <Button disabled={surveys.isFetchingNextPage} onClick={() => void surveys.fetchNextPage()}>
          {t("surveys.more")}
        </Button>
      )}
    </>
  );
}

const MAX_NAME = 120;

function Row({ survey }: { survey: SurveySummary }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const copy = useCopySurvey();
  const copyIt = () =>
    copy.mutate(
      { id: survey.id, name: t("surveys.copyOf", { name: survey.name }).slice(0, MAX_NAME) },
      { onSuccess: ({ id }) => goToLab("surveys", id) },
    );
  const { questionCount: count, version, owner } = survey;
  return (
    <li className={style.row}>
      <a href={linkToLab("surveys", survey.id)}>
        <strong dir="auto">{survey.name}</strong>
        {survey.description && <span dir="auto">{survey.description}</span>}
        <span>
          {t("surveys.row", { count, version, owner: owner.name })} · <TimeAgo at={survey.updatedAt} />
        </span>
      </a>
      <span className={style.status} data-status={survey.status}>
        {t(`surveys.statuses.${survey.status}`)}
      </span>
      <IconButton label={t("surveys.copy", { name: survey.name })} disabled={copy.isPending} onClick={copyIt}>
        <Copy />
      </IconButton>
      {copy.isError && (
        <p className={style.problem} role="alert">
          {problemText(copy.error, common)}
        </p>
      )}
    </li>
  );
}
