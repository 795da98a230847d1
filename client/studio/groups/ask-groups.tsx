import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuideGroup } from "../../../schema/messages/session-groups.ts";
import type { ProbeDraft } from "../../../schema/messages/session-probe.ts";
import { Button } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import { NewProbe } from "../probe/new-probe.tsx";
import studio from "../studio.module.css";
import { useAskGroups } from "./groups-api.ts";

/** Puts one question to all groups that run; those that could not take it are asked again alone. */
export function AskGroups({ id, groups }: { id: string; groups: readonly GuideGroup[] }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const running = groups.filter(({ status }) => status === "live");
  const [putCount, setPutCount] = useState(0);
  const ask = useAskGroups(id);
  if (running.length < 2) return null;
  const put = (draft: ProbeDraft, asked: readonly GuideGroup[]) =>
    ask.mutate({ draft, groups: asked }, { onSuccess: () => setPutCount((before) => before + 1) });
  const left = ask.data?.filter(({ problem }) => problem !== null) ?? [];
  return (
    <details>
      <summary>{t("groups.askAll")}</summary>
      <p className={studio.soft}>{t("groups.askAllText", { count: running.length })}</p>
      <div key={putCount}>
        <NewProbe isOff={ask.isPending} onPut={(draft) => put(draft, running)} />
      </div>
      <p role="status" className={studio.soft}>
        {ask.isSuccess && t("groups.askedAll", { count: ask.data.length - left.length })}
      </p>
      {left.length > 0 && (
        <div role="alert" className={studio.problem}>
          {left.map(({ group, problem }) => (
            <p key={group.id}>
              <bdi>{group.title}</bdi>: {problemText(problem, common)}
            </p>
          ))}
          <Button
            disabled={ask.isPending}
            onClick={() =>
              put(
                ask.variables!.draft,
                left.map(({ group }) => group),
              )
            }
          >
            {t("groups.askLeft")}
          </Button>
        </div>
      )}
    </details>
  );
}
