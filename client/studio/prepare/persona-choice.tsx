import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Persona } from "../../../schema/messages/persona.ts";
import { MaskChip } from "../../panels/parts/mask-chip.tsx";
import { useAllPersonas, usePersona } from "../../panels/personas/personas-api.ts";
import { usePlace } from "../../state/place-store.ts";
import style from "./panel.module.css";

const SHOWN_EXPERTISE = 3;

type PersonaChoiceProps = { id: string; isChosen: boolean; isOff: boolean; onChoose: (isChosen: boolean) => void };

/** A persona as a card: mask, name, who it is, its stance and expertise; pressed anywhere, it is chosen or not. */
export function PersonaChoice({ id, isChosen, isOff, onChoose }: PersonaChoiceProps) {
  const { t } = useTranslation("studio");
  const labelId = useId();
  const avatar = usePlace((view) => view.avatars[id]);
  const everybody = useAllPersonas().data;
  const { data, isError } = usePersona(isChosen ? id : null);
  const persona = data ?? everybody?.get(id);
  const name = avatar?.name ?? persona?.name ?? (isError ? t("plan.personaGone") : "…");
  return (
    <label className={style.card}>
      <MaskChip look={avatar?.look ?? persona?.look ?? null} name={name} size={52} />
      <span className={style.who}>
        <strong id={`${labelId}-name`} dir="auto">
          {name}
        </strong>
        {persona && <small dir="auto">{factsOf(persona).join(" · ")}</small>}
      </span>
      <input
        type="checkbox"
        aria-labelledby={`${labelId}-name`}
        aria-describedby={`${labelId}-more`}
        checked={isChosen}
        disabled={isOff}
        onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
      />
      <span id={`${labelId}-more`} className={style.more}>
        {persona && <More persona={persona} />}
      </span>
    </label>
  );
}

const factsOf = ({ demographics: { age, occupation } }: Persona) => [age, occupation].filter(Boolean);

function More({ persona: { description, attitude, background, credit } }: { persona: Persona }) {
  const { t: common } = useTranslation();
  return (
    <>
      {description && (
        <span className={style.line} dir="auto">
          {description}
        </span>
      )}
      <span className={style.tags}>
        <span>{common(`attitudes.${attitude}`)}</span>
        {background.expertise.slice(0, SHOWN_EXPERTISE).map((one) => (
          <span key={one} dir="auto">
            {one}
          </span>
        ))}
      </span>
      {credit && <small dir="auto">{credit}</small>}
    </>
  );
}
