import Plus from "lucide-react/icons/plus";
import Trash from "lucide-react/icons/trash-2";
import { useTranslation } from "react-i18next";
import { Attitude, ExperienceLevel, MAX_TRAITS, type PersonaDraft } from "../../../schema/messages/persona.ts";
import { readTraitDescription, readTraitName, showTraitDescription, showTraitName } from "../../words/trait-name.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { ChoiceField, TextField } from "../parts/field.tsx";
import { IntensitySlider } from "../parts/intensity-slider.tsx";
import { TagsField } from "../parts/tags-field.tsx";
import style from "./editor.module.css";
import type { SectionProps } from "./section-props.ts";

type DraftTrait = PersonaDraft["personality"]["traits"][number];

export function PersonalitySection({ draft, change }: SectionProps) {
  const { t } = useTranslation();
  const { personality } = draft;
  const { traits } = personality;
  const setTraits = (next: DraftTrait[]) => change({ personality: { traits: next } });
  return (
    <>
      <fieldset className={style.traits}>
        <legend>{t("persona.traits")}</legend>
        {traits.map((trait, index) => (
          <TraitFields
            // Traits have no id before they are stored, and names change while they are typed.
            key={index}
            trait={trait}
            onChange={(changed) => setTraits(traits.with(index, changed))}
            onRemove={() => setTraits(traits.toSpliced(index, 1))}
          />
        ))}
        <Button
          disabled={traits.length >= MAX_TRAITS}
          onClick={() => setTraits([...traits, { name: "", description: "", intensity: 0.5 }])}
        >
          <Plus aria-hidden /> {t("editor.addTrait")}
        </Button>
      </fieldset>
      <div className={style.pair}>
        <ChoiceField
          label={t("editor.attitude")}
          value={draft.attitude}
          options={Attitude.options.map((value) => ({ value, label: t(`attitudes.${value}`) }))}
          onChoose={(attitude) => change({ attitude })}
        />
        <ChoiceField
          label={t("editor.experience")}
          value={draft.experienceLevel}
          options={ExperienceLevel.options.map((value) => ({ value, label: t(`experience.${value}`) }))}
          onChoose={(experienceLevel) => change({ experienceLevel })}
        />
      </div>
      <TextField
        label={t("editor.communication")}
        hint={t("editor.communicationHint")}
        value={personality.communicationStyle}
        maxLength={300}
        onText={(communicationStyle) => change({ personality: { communicationStyle } })}
      />
      <TextField
        label={t("editor.decisions")}
        value={personality.decisionMaking}
        maxLength={300}
        onText={(decisionMaking) => change({ personality: { decisionMaking } })}
      />
      <TagsField
        label={t("editor.values")}
        hint={t("editor.listHint")}
        values={personality.values}
        onValues={(values) => change({ personality: { values } })}
      />
    </>
  );
}

function TraitFields({
  trait,
  onChange,
  onRemove,
}: {
  trait: DraftTrait;
  onChange: (trait: DraftTrait) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const shown = showTraitName(trait.name);
  return (
    <div className={style.trait}>
      <TextField
        label={t("editor.traitName")}
        value={shown}
        maxLength={60}
        onText={(text) => onChange({ ...trait, name: readTraitName(text) })}
      />
      <TextField
        label={t("editor.traitDescription")}
        value={showTraitDescription(trait.description)}
        maxLength={300}
        onText={(text) => onChange({ ...trait, description: readTraitDescription(text) })}
      />
      <IntensitySlider
        label={t("persona.intensity", { trait: shown })}
        value={trait.intensity}
        onChange={(intensity) => onChange({ ...trait, intensity })}
      />
      <IconButton label={t("remove", { what: shown })} onClick={onRemove}>
        <Trash />
      </IconButton>
    </div>
  );
}
