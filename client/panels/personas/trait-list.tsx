import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Persona, Trait } from "../../../schema/messages/persona.ts";
import type { TraitChange } from "../../../schema/messages/trait-change.ts";
import { problemText } from "../../words/problem-text.ts";
import { showTraitDescription, showTraitName } from "../../words/trait-name.ts";
import { IconButton } from "../parts/button.tsx";
import { IntensitySlider } from "../parts/intensity-slider.tsx";
import { TraitEvidence } from "./trait-evidence.tsx";
import { useChangePersonality, useTraitChanges, useUndoTrait } from "./personas-api.ts";
import style from "./personas.module.css";

export function TraitList({ persona, canEdit }: { persona: Persona; canEdit: boolean }) {
  const { t } = useTranslation();
  const change = useChangePersonality(persona.id);
  const undo = useUndoTrait(persona.id);
  const changes = useTraitChanges(persona.id);
  const problem = change.error ?? undo.error;
  if (persona.traits.length === 0) return <p className={style.soft}>{t("persona.noTraits")}</p>;
  return (
    <>
      <ul className={style.traits}>
        {persona.traits.map((trait) => (
          <TraitRow
            key={trait.id}
            trait={trait}
            // Newest first: the change that set the current value.
            lastChange={changes.data?.find(({ traitId, undoneAt }) => traitId === trait.id && undoneAt === null)}
            onUndo={() => undo.mutate(trait.id)}
            canEdit={canEdit}
            onSet={(intensity) => change.mutate({ traitId: trait.id, action: "set", intensity })}
            onRemove={() => change.mutate({ traitId: trait.id, action: "remove" })}
          />
        ))}
      </ul>
      {problem && (
        <p className={style.problem} role="alert">
          {problemText(problem, t)}
        </p>
      )}
    </>
  );
}

type TraitRowProps = {
  trait: Trait;
  lastChange: TraitChange | undefined;
  canEdit: boolean;
  onSet: (intensity: number) => void;
  onRemove: () => void;
  onUndo: () => void;
};

function TraitRow({ trait, lastChange, canEdit, onSet, onRemove, onUndo }: TraitRowProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const name = showTraitName(trait.name);
  return (
    <li>
      <div>
        <strong dir="auto">{name}</strong>
        {trait.inherited && <span className={style.core}>{t("persona.core")}</span>}
        <p dir="auto">{showTraitDescription(trait.description)}</p>
        {lastChange && <TraitEvidence change={lastChange} canUndo={canEdit} onUndo={onUndo} />}
      </div>
      <IntensitySlider
        label={t("persona.intensity", { trait: name })}
        value={dragged ?? trait.intensity}
        isReadOnly={!canEdit}
        onChange={setDragged}
        onCommit={(intensity) => {
          onSet(intensity);
          setDragged(null);
        }}
      />
      {canEdit && !trait.inherited && (
        <IconButton label={t("remove", { what: name })} onClick={onRemove}>
          <Trash />
        </IconButton>
      )}
    </li>
  );
}
