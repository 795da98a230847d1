import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { Persona } from "../../../schema/messages/persona.ts";
import { MAX_PERSONAS } from "../../../schema/messages/session.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Empty, Loading } from "../../panels/parts/states.tsx";
import { usePlace } from "../../state/place-store.ts";
import { visitPlace } from "../../state/visit.ts";
import { PanelFacts } from "./panel-facts.tsx";
import style from "./panel.module.css";
import { PersonaChoice } from "./persona-choice.tsx";

type PersonaPickerProps = {
  placeId: string;
  personaIds: string[];
  /** Were chosen, but live elsewhere. */
  leftBehind: Persona[];
  onChange: (personaIds: string[]) => void;
  /** Leads to where personas are made. */
  onMake: () => void;
};

/** Personas of the session's place, if one stands in it, after those that were chosen and are not in it. */
export function PersonaPicker({ placeId, personaIds, leftBehind, onChange, onMake }: PersonaPickerProps) {
  const { t, i18n } = useTranslation("studio");
  const names = new Intl.ListFormat(i18n.language).format(leftBehind.map(({ name }) => name));
  const isAnywhere = usePlace(({ place }) => place !== null);
  const isThere = usePlace(({ place }) => place?.id === placeId);
  const here = usePlace(
    useShallow(({ avatars }) =>
      isThere ? Object.values(avatars).flatMap(({ id, kind }) => (kind === "persona" ? [id] : [])) : [],
    ),
  );
  const shown = [...personaIds.filter((id) => !here.includes(id)), ...here];
  if (shown.length === 0 && !isAnywhere)
    return (
      <div className={style.loading}>
        <Loading />
      </div>
    );
  const isFull = personaIds.length >= MAX_PERSONAS;
  const hint = isFull ? "plan.panelFull" : isThere ? "plan.personasHint" : "plan.personasElsewhere";
  return (
    <>
      <p role="status" className={style.leftBehind} dir="auto">
        {names && t("plan.personasLeftBehind", { names })}
      </p>
      {shown.length === 0 && <Nobody placeId={placeId} isThere={isThere} onMake={onMake} />}
      {shown.length > 0 && (
        <fieldset className={style.cards} onKeyDown={moveFocus}>
          <legend>{t("plan.personas")}</legend>
          <p className={style.hint}>{t(hint, { count: MAX_PERSONAS })}</p>
          {shown.map((id) => (
            <PersonaChoice
              key={id}
              id={id}
              isChosen={personaIds.includes(id)}
              isOff={isFull && !personaIds.includes(id)}
              onChoose={(isChosen) => onChange(isChosen ? [...personaIds, id] : personaIds.filter((one) => one !== id))}
            />
          ))}
        </fieldset>
      )}
      <PanelFacts personaIds={personaIds} />
    </>
  );
}

/** Arrows lead from card to card, as Tab does. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>("input:enabled")];
  event.preventDefault();
  boxes[boxes.indexOf(event.target as HTMLElement) + step]?.focus();
}

type NobodyProps = Pick<PersonaPickerProps, "placeId" | "onMake"> & { isThere: boolean };

/** Whom one could choose is made first, or seen once one is there. */
function Nobody({ placeId, isThere, onMake }: NobodyProps) {
  const { t } = useTranslation("studio");
  return (
    <div className={style.empty} role="group" aria-label={t("plan.personas")}>
      <Empty
        title={t(isThere ? "plan.nobodyLives" : "plan.nobodyChosen")}
        actions={
          <>
            {!isThere && (
              <Button look="primary" onClick={() => void visitPlace(placeId, usePlace.getState().role)}>
                {t("live.goToPlace")}
              </Button>
            )}
            <Button look={isThere ? "primary" : "plain"} onClick={onMake}>
              {t("plan.makeFirst")}
            </Button>
          </>
        }
      >
        {t(isThere ? "plan.nobodyLivesText" : "plan.nobodyChosenText")}
      </Empty>
    </div>
  );
}
