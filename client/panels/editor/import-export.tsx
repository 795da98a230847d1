import Upload from "lucide-react/icons/upload";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { inEnglish } from "../../../schema/messages/message.ts";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { messageText } from "../../words/message-text.ts";
import { ExportMenu } from "../library/export-menu.tsx";
import { readFiles } from "../library/read-files.ts";
import { IconButton } from "../parts/button.tsx";
import style from "./editor.module.css";

/** Exports the draft, or replaces it by one from a file; the persona page imports several. */
export function ImportExport({ draft, onImport }: { draft: PersonaDraft; onImport: (draft: PersonaDraft) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState("");

  const take = (files: FileList | null) =>
    readFiles([...(files ?? [])].slice(0, 1), t("library.visitor"), ({ read }) => {
      if (read.problem !== null) return setNote(messageText(read.problem, inEnglish(read.problem)));
      const fields = read.lost.map(({ field }) => field).join(", ");
      setNote(fields && t("library.notAll", { fields }));
      onImport(read.draft);
    });

  return (
    <div className={style.files}>
      <IconButton label={t("editor.import")} onClick={() => input.current?.click()}>
        <Upload />
      </IconButton>
      <ExportMenu draft={draft} />
      <input
        ref={input}
        type="file"
        accept=".json,.png,application/json,image/png"
        hidden
        onChange={(event) => void take(event.target.files)}
      />
      {note && (
        <p className={style.problem} role="alert">
          {note}
        </p>
      )}
    </div>
  );
}
