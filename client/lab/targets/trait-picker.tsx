import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { useTraitWords } from "../trait-words.ts";
import style from "./targets.module.css";

const OWN = "own";
const NONE = "";

type TraitPickerProps = {
  traits: readonly SurveyTrait[];
  taken: readonly string[];
  ownTraits: Readonly<Record<string, string[]>>;
  onPick: (traitId: string, values: string[]) => void;
};

/** Adds a trait of the workspace, one that was added elsewhere in this target, or a new one with its values. */
export function TraitPicker({ traits, taken, ownTraits, onPick }: TraitPickerProps) {
  const { t } = useTranslation("lab");
  const words = useTraitWords();
  const [isOwn, setOwn] = useState(false);
  const [name, setName] = useState("");
  const [values, setValues] = useState("");
  const listed = [...new Set(values.split(/[,;\n]/).map((value) => value.trim()))].filter((value) => value !== "");
  const find = (wanted: string) => traits.find(({ id }) => id === wanted);
  const known = traits.map(({ id }) => id);
  const open = [...new Set([...known, ...Object.keys(ownTraits)])].filter((id) => !taken.includes(id));
  const isTaken = [...taken, ...known].some((id) => id.toLowerCase() === name.trim().toLowerCase());
  return (
    <div className={style.picker}>
      <ChoiceField
        label={t("targets.addTrait")}
        value={isOwn ? OWN : NONE}
        options={[
          { value: NONE, label: t("targets.chooseTrait") },
          ...open.map((id) => ({ value: `trait ${id}`, label: words.nameOf(id) })),
          { value: OWN, label: t("targets.ownTrait") },
        ]}
        onChoose={(chosen) => {
          setOwn(chosen === OWN);
          if (!chosen.startsWith("trait ")) return;
          const id = chosen.slice("trait ".length);
          onPick(id, find(id)?.values.map((value) => value.id) ?? ownTraits[id] ?? []);
        }}
      />
      {isOwn && (
        <>
          <TextField label={t("targets.ownName")} value={name} maxLength={100} onText={setName} />
          <TextField
            label={t("targets.ownValues")}
            hint={t("targets.ownValuesHint")}
            value={values}
            maxLength={500}
            onText={setValues}
          />
          <Button
            disabled={name.trim() === "" || listed.length < 2 || isTaken}
            onClick={() => {
              onPick(name.trim(), listed);
              setOwn(false);
              setName("");
              setValues("");
            }}
          >
            {t("targets.addOwn")}
          </Button>
        </>
      )}
    </div>
  );
}
