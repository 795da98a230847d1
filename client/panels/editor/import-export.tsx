import Download from "lucide-react/icons/download";
import Upload from "lucide-react/icons/upload";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { saveFile } from "../../state/save-file.ts";
import { IconButton } from "../parts/button.tsx";
import style from "./editor.module.css";
import { readDraft } from "./read-draft.ts";

/** Exports and imports a persona as a JSON file. */
export function ImportExport({ draft, onImport }: { draft: PersonaDraft; onImport: (draft: PersonaDraft) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const read = async (file: File | undefined) => {
    if (!file) return;
    const result = readDraft(await file.text());
    setProblem(result.problem && t("editor.importProblem", { problem: result.problem }));
    if (result.draft) onImport(result.draft);
  };
  const save = () => saveFile(`${draft.name || "persona"}.json`, JSON.stringify(draft, null, 2), "application/json");

  return (
    <div className={style.files}>
      <IconButton label={t("editor.import")} onClick={() => input.current?.click()}>
        <Upload />
      </IconButton>
      <IconButton label={t("editor.export")} onClick={save}>
        <Download />
      </IconButton>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => void read(event.target.files?.[0])}
      />
      {problem && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
