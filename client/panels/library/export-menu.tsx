import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { PERSONA_EXPORT_FORMATS } from "../../../schema/messages/persona-file.ts";
import { writePngCard } from "../../../schema/rules/card/png-card.ts";
import { exportPersona, personaFileName, toCharacterCard } from "../../../schema/rules/card/write-persona-file.ts";
import { saveFile } from "../../state/save-file.ts";
import { lookOfDraft } from "../editor/look-of-draft.ts";
import { SaveMenu } from "../parts/save-menu.tsx";
import { drawPortrait } from "./draw-portrait.ts";

const FORMATS = [...PERSONA_EXPORT_FORMATS, "png"] as const;
type Format = (typeof FORMATS)[number];

/** Saves a persona as a file: ours, a character card, or a picture with the card inside (SPEC M2). */
export function ExportMenu({ draft }: { draft: PersonaDraft }) {
  const { t } = useTranslation();
  return (
    <SaveMenu
      label={t("library.export", { name: draft.name })}
      formats={FORMATS}
      nameOf={(format) => t(`library.formats.${format}`)}
      save={(format) => saveAs(draft, format)}
      problemOf={() => t("library.noPicture")}
    />
  );
}

async function saveAs(draft: PersonaDraft, format: Format): Promise<void> {
  if (format !== "png") {
    const text = JSON.stringify(exportPersona(draft, format), null, 2);
    return saveFile(personaFileName(draft.name, `${format}.json`), text, "application/json");
  }
  const picture = await drawPortrait(lookOfDraft(draft), draft.name);
  const card = writePngCard(picture, { v2: toCharacterCard(draft, 2), v3: toCharacterCard(draft, 3) });
  saveFile(personaFileName(draft.name, "png"), card, "image/png");
}
