import { useTranslation } from "react-i18next";
import type { LostPart } from "../../../schema/messages/persona-file.ts";
import { inEnglish } from "../../../schema/messages/message.ts";
import { openDialog } from "../../state/screen.ts";
import { messageText } from "../../words/message-text.ts";
import { lookOfDraft } from "../editor/look-of-draft.ts";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import type { Import } from "./imports.ts";
import style from "./library.module.css";

/** One file: who is in it and what could not be kept, or why it cannot be read. */
export function ImportRow({ one, onChoose }: { one: Import; onChoose: () => void }) {
  const { t } = useTranslation();
  const { read, fileName, state, personaId } = one;
  if (read.problem !== null)
    return (
      <li className={style.import} aria-label={fileName}>
        <strong dir="auto">{fileName}</strong>
        <p className={style.problem}>{messageText(read.problem, inEnglish(read.problem))}</p>
      </li>
    );
  const { draft, lost } = read;
  return (
    <li className={style.import} aria-label={draft.name}>
      <label>
        <input
          type="checkbox"
          checked={state === "chosen" || state === "made"}
          disabled={state === "made"}
          onChange={onChoose}
          aria-label={t("library.choose", { name: draft.name })}
        />
        <MaskChip look={lookOfDraft(draft)} name={draft.name} size={48} />
        <span>
          <strong dir="auto">{draft.name}</strong>
          <bdi>{draft.description}</bdi>
        </span>
      </label>
      {one.note && (
        <p className={style.notes} dir="auto">
          {one.note}
        </p>
      )}
      <Lost lost={lost} />
      {one.problem && <p className={style.problem}>{one.problem}</p>}
      <div className={style.importActions}>
        {personaId === null ? (
          <Button onClick={() => openDialog({ kind: "editor", personaId: null, draft })}>
            {t("library.editFirst")}
          </Button>
        ) : (
          <Button onClick={() => openDialog({ kind: "persona", personaId })}>{t("library.openCard")}</Button>
        )}
        {state === "made" && <span role="status">{t("library.made")}</span>}
      </div>
    </li>
  );
}

function Lost({ lost }: { lost: readonly LostPart[] }) {
  const { t } = useTranslation();
  if (lost.length === 0) return null;
  const named = (why: LostPart["why"]) =>
    lost
      .filter((part) => part.why === why)
      .map(({ field }) => field)
      .join(", ");
  return (
    <ul className={style.lost}>
      {(["unused", "shortened", "malformed"] as const).map((why) => {
        const fields = named(why);
        return fields && <li key={why}>{t(`library.lost.${why}`, { fields })}</li>;
      })}
    </ul>
  );
}
