import { useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { nameRoute } from "../../words/name-route.ts";
import { problemText } from "../../words/problem-text.ts";
import { LazyFigure } from "../figure/lazy-figure.tsx";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/field.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import style from "./editor.module.css";
import { lookOfDraft } from "./look-of-draft.ts";
import { useTryLine } from "./use-try-line.ts";

/** The persona's future figure and mask, and a first line from it before anything is stored. */
export function Preview({ draft }: { draft: PersonaDraft }) {
  const { t } = useTranslation();
  const [message, setMessage] = useState("");
  const tryLine = useTryLine();
  const look = useMemo(() => lookOfDraft(draft), [draft]);
  const say = (event: FormEvent) => {
    event.preventDefault();
    void tryLine.ask(draft, message.trim() || t("editor.tryDefault"));
  };
  return (
    <aside className={style.preview} aria-label={t("editor.preview")}>
      <LazyFigure look={look} name={draft.name || t("editor.unnamed")} />
      <p className={style.named}>
        <MaskChip look={look} name={draft.name} size={40} />
        <strong>{draft.name || t("editor.unnamed")}</strong>
      </p>
      <form onSubmit={say}>
        <TextField
          label={t("editor.try")}
          placeholder={t("editor.tryDefault")}
          value={message}
          maxLength={500}
          onText={setMessage}
        />
        <Button type="submit" disabled={tryLine.isPending || draft.name.trim() === ""}>
          {tryLine.isPending ? t("editor.trying") : t("editor.tryButton")}
        </Button>
      </form>
      <div className={style.answer} role="status" aria-busy={tryLine.isPending}>
        {tryLine.text && <blockquote dir="auto">{tryLine.text}</blockquote>}
        {tryLine.voice && <p className={style.soft}>{nameRoute(tryLine.voice, t)}</p>}
        {tryLine.error !== null && <p className={style.problem}>{problemText(tryLine.error, t)}</p>}
      </div>
    </aside>
  );
}
