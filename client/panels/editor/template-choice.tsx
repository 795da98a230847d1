import { useTranslation } from "react-i18next";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import { usePersonaTemplates } from "../personas/personas-api.ts";
import style from "./editor.module.css";
import { lookOfDraft } from "./look-of-draft.ts";

/** The start of a new persona: one of the six templates (SPEC M2), or blank. */
export function TemplateChoice({ onChoose }: { onChoose: (draft: PersonaDraft) => void }) {
  const { t } = useTranslation();
  const templates = usePersonaTemplates();
  if (templates.isPending) return <Loading />;
  if (templates.isError) return <Problem error={templates.error} onRetry={() => void templates.refetch()} />;
  return (
    <>
      <p className={style.soft}>{t("editor.templateLead")}</p>
      <ul className={style.templates}>
        {templates.data.map(({ id, title, draft }) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose(draft)}>
              <MaskChip look={lookOfDraft(draft)} name={draft.name} size={56} />
              <span>
                <strong dir="auto">{title}</strong>
                <bdi>{draft.description}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={() => onChoose(PersonaDraft.parse({ name: t("editor.unnamed") }))}>{t("editor.blank")}</Button>
    </>
  );
}
