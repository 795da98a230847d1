import { useTranslation } from "react-i18next";
import { TextAreaField, TextField } from "../parts/field.tsx";
import style from "./editor.module.css";
import { MoreFacts } from "./more-facts.tsx";
import type { SectionProps } from "./section-props.ts";

const OLDEST = 130;

export function IdentitySection({ draft, change }: SectionProps) {
  const { t } = useTranslation();
  const { demographics } = draft;
  return (
    <>
      <TextField
        label={t("editor.name")}
        value={draft.name}
        maxLength={60}
        required
        error={draft.name.trim() === "" ? t("editor.nameNeeded") : null}
        onText={(name) => change({ name })}
      />
      <TextAreaField
        label={t("editor.description")}
        hint={t("editor.descriptionHint")}
        value={draft.description}
        maxLength={500}
        onText={(description) => change({ description })}
      />
      <div className={style.pair}>
        <TextField
          label={t("editor.age")}
          inputMode="numeric"
          value={demographics.age?.toString() ?? ""}
          onText={(text) => change({ demographics: { age: readAge(text) } })}
        />
        <TextField
          label={t("editor.gender")}
          value={demographics.gender}
          maxLength={60}
          onText={(gender) => change({ demographics: { gender } })}
        />
        <TextField
          label={t("editor.occupation")}
          value={demographics.occupation}
          maxLength={120}
          onText={(occupation) => change({ demographics: { occupation } })}
        />
        <TextField
          label={t("editor.location")}
          value={demographics.location}
          maxLength={120}
          onText={(location) => change({ demographics: { location } })}
        />
        <TextField
          label={t("editor.education")}
          value={demographics.education}
          maxLength={120}
          onText={(education) => change({ demographics: { education } })}
        />
      </div>
      <TextField
        label={t("editor.credit")}
        hint={t("editor.creditHint")}
        value={draft.credit}
        maxLength={200}
        onText={(credit) => change({ credit })}
      />
      <MoreFacts facts={demographics.more} onFacts={(more) => change({ demographics: { more } })} />
    </>
  );
}

function readAge(text: string): number | null {
  const digits = text.replace(/\D/g, "");
  return digits === "" ? null : Math.min(OLDEST, Number(digits));
}
