import { useTranslation } from "react-i18next";
import type { TraitChange } from "../../../schema/messages/trait-change.ts";
import { Button } from "../parts/button.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import style from "./personas.module.css";

/** Why a trait has its value: edited by hand, or learned from quoted words; with undo. */
export function TraitEvidence({
  change,
  canUndo,
  onUndo,
}: {
  change: TraitChange;
  canUndo: boolean;
  onUndo: () => void;
}) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <div className={style.evidence}>
      <p>
        {change.source === "hand"
          ? t("persona.changedByHand")
          : t("persona.learned", { confidence: percent.format(change.confidence ?? 0) })}{" "}
        <TimeAgo at={change.createdAt} />
        {change.evidence && <q dir="auto">{change.evidence}</q>}
      </p>
      {canUndo && (
        <Button look="quiet" onClick={onUndo}>
          {t("persona.undo")}
        </Button>
      )}
    </div>
  );
}
