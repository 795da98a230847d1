import { useTranslation } from "react-i18next";
import { isTakenOver } from "../../../schema/rules/replay/branched-turn.ts";
import { usePlace } from "../../state/place-store.ts";
import { linkToReplay } from "../../state/read-link.ts";
import style from "./conversation.module.css";

/** Which turns of a branch were said elsewhere, and where (SPEC C8). */
export function BranchNote({ circleId }: { circleId: string }) {
  const { t } = useTranslation();
  const origin = usePlace((view) => view.transcripts[circleId]?.branchedFrom);
  const count = usePlace((view) => view.transcripts[circleId]?.turnIds.filter(isTakenOver).length ?? 0);
  if (!origin) return null;
  return (
    <p className={style.branched}>
      {t("conversation.branched", { count })}{" "}
      <a href={linkToReplay(origin.circleId, origin.turnId)}>{t("conversation.branchedWhere")}</a>.
    </p>
  );
}
