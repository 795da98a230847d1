import { useTranslation } from "react-i18next";
import { openDialog } from "../../state/screen.ts";
import { useLineage } from "./personas-api.ts";
import style from "./personas.module.css";

/** Whom a persona was made from, back to the first (SPEC M2). */
export function LineageLine({ personaId }: { personaId: string }) {
  const { t } = useTranslation();
  const { data: ancestors = [] } = useLineage(personaId);
  if (ancestors.length === 0) return null;
  return (
    <p className={style.lineage}>
      {t("persona.madeFrom")}{" "}
      {ancestors.map((one, place) => (
        <span key={one.personaId}>
          {place > 0 && " ← "}
          {one.isGone ? (
            <bdi>{one.name}</bdi>
          ) : (
            <button type="button" onClick={() => openDialog({ kind: "persona", personaId: one.personaId })}>
              <bdi>{one.name}</bdi>
            </button>
          )}
        </span>
      ))}
    </p>
  );
}
