import { Tabs } from "@base-ui/react/tabs";
import { useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { usePlace } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { Modal } from "../parts/modal.tsx";
import parts from "../parts/parts.module.css";
import { Loading, Problem } from "../parts/states.tsx";
import { personaToDraft } from "../../../schema/rules/persona-to-draft.ts";
import { usePersona, useSavePersona } from "../personas/personas-api.ts";
import { BackgroundSection } from "./background-section.tsx";
import { changeDraft } from "./change-draft.ts";
import style from "./editor.module.css";
import { DeleteButton } from "./delete-button.tsx";
import { IdentitySection } from "./identity-section.tsx";
import { ImportExport } from "./import-export.tsx";
import { LookSection } from "./look-section.tsx";
import { PersonalitySection } from "./personality-section.tsx";
import { Preview } from "./preview.tsx";
import { TemplateChoice } from "./template-choice.tsx";
import { VoiceSection } from "./voice-section.tsx";

type PersonaEditorProps = {
  personaId: string | null;
  copyOf: PersonaDraft | null;
  /** The persona that `copyOf` was made from. */
  originId: string | null;
  onClose: () => void;
};

/** Edits a new persona, from a template or blank, or a stored one. */
export function PersonaEditor({ personaId, copyOf, originId, onClose }: PersonaEditorProps) {
  const { t } = useTranslation();
  const stored = usePersona(personaId);
  const [begun, setBegun] = useState<PersonaDraft | null>(copyOf);
  const start = personaId === null ? begun : stored.data ? personaToDraft(stored.data) : null;
  if (start) return <DraftEditor personaId={personaId} start={start} originId={originId} onClose={onClose} />;
  return (
    <Modal title={t(personaId === null ? "editor.newTitle" : "editor.title")} isWide onClose={onClose}>
      {personaId === null && <TemplateChoice onChoose={setBegun} />}
      {personaId !== null && stored.isPending && <Loading />}
      {stored.isError && <Problem error={stored.error} onRetry={() => void stored.refetch()} />}
    </Modal>
  );
}

const SECTIONS = [
  { id: "identity", Section: IdentitySection },
  { id: "personality", Section: PersonalitySection },
  { id: "background", Section: BackgroundSection },
  { id: "look", Section: LookSection },
  { id: "voice", Section: VoiceSection },
] as const;

function DraftEditor({
  personaId,
  start,
  originId,
  onClose,
}: {
  personaId: string | null;
  start: PersonaDraft;
  originId: string | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [draft, change] = useReducer(changeDraft, start);
  const placeId = usePlace((view) => view.place?.id);
  const save = useSavePersona(personaId);
  const isNamed = draft.name.trim() !== "";
  const store = () =>
    save.mutate(personaId === null ? { ...draft, originId, ...(placeId && { placeId }) } : draft, {
      onSuccess: (persona) => openDialog({ kind: "persona", personaId: persona.id }),
    });

  return (
    <Modal
      title={t(personaId === null ? "editor.newTitle" : "editor.title")}
      isWide
      isSteady
      onClose={onClose}
      actions={
        <>
          <ImportExport draft={draft} onImport={(imported) => change({ whole: imported })} />
          <p className={style.problem} role="alert">
            {save.isError && problemText(save.error, t)}
          </p>
          {personaId !== null && <DeleteButton personaId={personaId} onDeleted={onClose} />}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" disabled={!isNamed || save.isPending} onClick={store}>
            {save.isPending ? t("saving") : t(personaId === null ? "editor.create" : "save")}
          </Button>
        </>
      }
    >
      <div className={style.editor}>
        <Tabs.Root defaultValue="identity">
          <Tabs.List className={`${parts.tabs} ${style.sections}`}>
            {SECTIONS.map(({ id }) => (
              <Tabs.Tab key={id} className={parts.tab} value={id}>
                {t(`editor.sections.${id}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {SECTIONS.map(({ id, Section }) => (
            <Tabs.Panel key={id} className={style.section} value={id}>
              <Section draft={draft} change={change} />
            </Tabs.Panel>
          ))}
        </Tabs.Root>
        <Preview draft={draft} />
      </div>
    </Modal>
  );
}
