import { useTranslation } from "react-i18next";
import type { Replay } from "../../schema/messages/replay.ts";
import { linkToReplay } from "../state/read-link.ts";
import style from "./replay.module.css";
import type { TimeLine } from "./time-line.ts";

/** Where it branched off from, and what branched off from it. */
export function BranchLinks({ replay: { branchedFrom, branches }, line }: { replay: Replay; line: TimeLine }) {
  const { t } = useTranslation("replay");
  const numberOf = (turnId: string) => line.turns.findIndex(({ turn }) => turn.id === turnId) + 1;
  return (
    <>
      {branchedFrom && (
        <p className={style.note}>
          {branchedFrom.title === "" ? (
            t("branchedFromElsewhere")
          ) : (
            <a href={linkToReplay(branchedFrom.circleId, branchedFrom.turnId)}>
              {t("branchedFrom", { title: branchedFrom.title })}
            </a>
          )}
        </p>
      )}
      {branches.length > 0 && (
        <details className={style.note}>
          <summary>{t("branches")}</summary>
          <ul>
            {branches.map(({ circleId, turnId, title }) => (
              <li key={circleId}>
                <a href={linkToReplay(circleId, null)}>{t("branchOf", { number: numberOf(turnId), title })}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
