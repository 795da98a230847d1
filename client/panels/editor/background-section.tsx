import { useTranslation } from "react-i18next";
import { TextAreaField } from "../parts/field.tsx";
import { TagsField } from "../parts/tags-field.tsx";
import type { SectionProps } from "./section-props.ts";

export function BackgroundSection({ draft, change }: SectionProps) {
  const { t } = useTranslation();
  const { background } = draft;
  return (
    <>
      <TextAreaField
        label={t("editor.professional")}
        value={background.professional}
        maxLength={1000}
        onText={(professional) => change({ background: { professional } })}
      />
      <TextAreaField
        label={t("editor.personal")}
        value={background.personal}
        maxLength={1000}
        onText={(personal) => change({ background: { personal } })}
      />
      <TagsField
        label={t("editor.expertise")}
        hint={t("editor.listHint")}
        values={background.expertise}
        onValues={(expertise) => change({ background: { expertise } })}
      />
      <TagsField
        label={t("editor.interests")}
        hint={t("editor.listHint")}
        values={background.interests}
        onValues={(interests) => change({ background: { interests } })}
      />
      <TextAreaField
        label={t("editor.backstory")}
        hint={t("editor.backstoryHint")}
        value={draft.backstory}
        maxLength={20_000}
        onText={(backstory) => change({ backstory })}
      />
    </>
  );
}
