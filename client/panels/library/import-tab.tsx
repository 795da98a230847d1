import FolderOpen from "lucide-react/icons/folder-open";
import Upload from "lucide-react/icons/upload";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../parts/button.tsx";
import { ImportedList } from "./imported-list.tsx";
import { fileImports } from "./imports.ts";
import style from "./library.module.css";
import { isPersonaFile, MOST_FILES, readFiles } from "./read-files.ts";

/** Personas from files: each is shown with what could not be kept, and made when the person says so (SPEC M2). */
export function ImportTab() {
  const { t } = useTranslation();
  const [note, setNote] = useState("");

  const take = async (files: File[], isFolder: boolean) => {
    const wanted = isFolder ? files.filter(isPersonaFile) : files;
    const taken = wanted.slice(0, MOST_FILES);
    setNote(wanted.length > MOST_FILES ? t("library.tooManyFiles", { count: wanted.length, most: MOST_FILES }) : "");
    if (wanted.length === 0) setNote(t("library.noFiles"));
    fileImports.change({ clear: true });
    await readFiles(taken, t("library.visitor"), (read) => fileImports.change({ add: read }));
  };

  return (
    <>
      <p className={style.notes}>{t("library.importText")}</p>
      <FileChoice onFiles={(files, isFolder) => void take(files, isFolder)} />
      <p className={style.notes} role="status">
        {note}
      </p>
      <ImportedList list={fileImports} label={t("library.imports")} />
    </>
  );
}

function FileChoice({ onFiles }: { onFiles: (files: File[], isFolder: boolean) => void }) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    onFiles([...event.dataTransfer.files], false);
  };
  return (
    <div className={style.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Button onClick={() => files.current?.click()}>
        <Upload aria-hidden /> {t("library.chooseFiles")}
      </Button>
      <Button onClick={() => folder.current?.click()}>
        <FolderOpen aria-hidden /> {t("library.chooseFolder")}
      </Button>
      <span>{t("library.drop")}</span>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept=".json,.png,application/json,image/png"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])], false);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
      <input
        ref={folder}
        type="file"
        hidden
        {...{ webkitdirectory: "" }}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])], true);
          event.target.value = "";
        }}
      />
    </div>
  );
}
