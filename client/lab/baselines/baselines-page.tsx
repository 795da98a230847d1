import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HumanBaseline } from "../../../schema/messages/human-baseline.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { problemText } from "../../words/problem-text.ts";
import { linkToLab } from "../lab-link.ts";
import { useDeleteBaseline, useHumanBaselines } from "./baselines-api.ts";
import { NotUnderstoodList } from "./not-understood-list.tsx";
import { UploadForm, type ChosenFile } from "./upload-form.tsx";
import style from "./baselines.module.css";

/** People's answers that stand beside runs: those uploaded, and the upload (SPEC S7). */
export function BaselinesPage() {
  const { t } = useTranslation("lab");
  const baselines = useHumanBaselines();
  const [file, setFile] = useState<ChosenFile>(null);
  const isDescribing = file !== null && file !== "too-large";
  return (
    <div className={style.page}>
      <a className={style.back} href={linkToLab("surveys")}>
        ← {t("baselines.back")}
      </a>
      <h2>{t("baselines.title")}</h2>
      <p className={style.notes}>{t("baselines.text")}</p>
      <UploadForm file={file} onFile={setFile} />
      {baselines.isPending && <Loading lines={4} />}
      {baselines.isError && <Problem error={baselines.error} onRetry={() => void baselines.refetch()} />}
      {baselines.data?.length === 0 && !isDescribing && (
        <Empty title={t("baselines.none")}>{t("baselines.noneText")}</Empty>
      )}
      {baselines.data && baselines.data.length > 0 && (
        <ul className={style.list} aria-label={t("baselines.label")}>
          {baselines.data.map((baseline) => (
            <Row key={baseline.id} baseline={baseline} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ baseline }: { baseline: HumanBaseline }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [isSure, setSure] = useState(false);
  const remove = useDeleteBaseline();
  const { id, name, surveyName, people, questions, isWeighted, notUnderstood, owner, createdAt } = baseline;
  return (
    <li className={style.row}>
      <strong dir="auto">{name}</strong>
      <span className={style.notes} dir="auto">
        {t("baselines.people", { count: people })} · {surveyName}: {questions.join(" · ")} ·{" "}
        {t(isWeighted ? "baselines.weighted" : "baselines.unweighted")} · {owner.name} · <TimeAgo at={createdAt} />
      </span>
      <NotUnderstoodList items={notUnderstood} />
      <div className={style.tools}>
        {isSure ? (
          <>
            <span>{t("baselines.deleteSure")}</span>
            <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate(id)}>
              {t("baselines.deleteIt", { name })}
            </Button>
            <Button onClick={() => setSure(false)}>{t("baselines.keep")}</Button>
          </>
        ) : (
          <Button aria-label={t("baselines.deleteIt", { name })} onClick={() => setSure(true)}>
            {t("baselines.delete")}
          </Button>
        )}
      </div>
      {remove.isError && (
        <p className={style.problem} role="alert">
          {problemText(remove.error, common)}
        </p>
      )}
    </li>
  );
}
