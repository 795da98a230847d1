import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { Persona } from "../../../schema/messages/persona.ts";
import { MaskChip } from "../../panels/parts/mask-chip.tsx";
import { usePersona } from "../../panels/personas/personas-api.ts";
import { usePlace } from "../../state/place-store.ts";
import style from "../studio.module.css";
import { PanelFacts } from "./panel-facts.tsx";

type PersonaPickerProps = {
  placeId: string;
  personaIds: string[];
  /** Were chosen, but live elsewhere. */
  leftBehind: Persona[];
  onChange: (personaIds: string[]) => void;
};

/** Personas of the session's place, if one stands in it, after those that were chosen and are not in it. */
export function PersonaPicker({ placeId, personaIds, leftBehind, onChange }: PersonaPickerProps) {
  const { t, i18n } = useTranslation("studio");
  const names = new Intl.ListFormat(i18n.language).format(leftBehind.map(({ name }) => name));
  const isThere = usePlace(({ place }) => place?.id === placeId);
  const here = usePlace(
    useShallow(({ avatars }) =>
      isThere ? Object.values(avatars).flatMap(({ id, kind }) => (kind === "persona" ? [id] : [])) : [],
    ),
  );
  return (
    <>
      <fieldset className={style.personas}>
        <legend>{t("plan.personas")}</legend>
        <p className={style.soft}>{t(isThere ? "plan.personasHint" : "plan.personasElsewhere")}</p>
        <p role="status" className={style.gaps} dir="auto">
          {names && t("plan.personasLeftBehind", { names })}
        </p>
        {[...personaIds.filter((id) => !here.includes(id)), ...here].map((id) => (
          <Choice
            key={id}
            id={id}
            isChosen={personaIds.includes(id)}
            onChoose={(isChosen) => onChange(isChosen ? [...personaIds, id] : personaIds.filter((one) => one !== id))}
          />
        ))}
      </fieldset>
      <PanelFacts personaIds={personaIds} />
    </>
  );
}

type ChoiceProps = { id: string; isChosen: boolean; onChoose: (isChosen: boolean) => void };

/** One that was chosen says who it is and where it comes from. */
function Choice({ id, isChosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation("studio");
  const avatar = usePlace((view) => view.avatars[id]);
  const { data: persona, isError } = usePersona(isChosen ? id : null);
  const name = avatar?.name ?? persona?.name ?? (isError ? t("plan.personaGone") : "…");
  const facts = persona && [persona.demographics.age, persona.description, persona.credit].filter(Boolean);
  return (
    <label className={style.check}>
      <input type="checkbox" checked={isChosen} onChange={({ currentTarget }) => onChoose(currentTarget.checked)} />
      <MaskChip look={avatar?.look ?? persona?.look ?? null} name={name} size={28} />
      <span className={style.chosen}>
        <bdi>{name}</bdi>
        {isChosen && facts && <small dir="auto">{facts.join(" · ")}</small>}
      </span>
    </label>
  );
}
