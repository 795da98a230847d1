import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { MaskChip } from "../../panels/parts/mask-chip.tsx";
import { usePlace } from "../../state/place-store.ts";
import style from "../studio.module.css";

type PersonaPickerProps = { personaIds: string[]; onChange: (personaIds: string[]) => void };

/** Personas of the place one stands in. */
export function PersonaPicker({ personaIds, onChange }: PersonaPickerProps) {
  const { t } = useTranslation("studio");
  const personas = usePlace(useShallow((view) => Object.values(view.avatars).filter(({ kind }) => kind === "persona")));
  return (
    <fieldset className={style.personas}>
      <legend>{t("plan.personas")}</legend>
      <p className={style.soft}>{t("plan.personasHint")}</p>
      {personas.map(({ id, name, look }) => (
        <label key={id} className={style.check}>
          <input
            type="checkbox"
            checked={personaIds.includes(id)}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.checked ? [...personaIds, id] : personaIds.filter((one) => one !== id))
            }
          />
          <MaskChip look={look} name={name} size={28} />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
