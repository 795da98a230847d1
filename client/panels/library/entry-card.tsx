import Copy from "lucide-react/icons/copy";
import Pencil from "lucide-react/icons/pencil";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LibraryEntry } from "../../../schema/messages/library.ts";
import { personaToDraft } from "../../../schema/rules/persona-to-draft.ts";
import { useAccount } from "../../state/account.ts";
import { usePlace } from "../../state/place-store.ts";
import { useIsAdmin } from "../../state/rights.ts";
import { openDialog } from "../../state/screen.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/field.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { fetchPersona, useSavePersona } from "../personas/personas-api.ts";
import { useHide } from "./library-api.ts";
import style from "./library.module.css";
import { Stars } from "./stars.tsx";

/** One published persona: who it is, what people think of it, and how to have one's own. */
export function EntryCard({ entry }: { entry: LibraryEntry }) {
  const { t } = useTranslation();
  const isMine = useAccount(({ account }) => account?.user.id === entry.publisher.userId);
  const isAdmin = useIsAdmin();
  const { personaId, name, description, look, publisher, origin, copies, hiddenWhy } = entry;
  return (
    <li className={style.entry} aria-label={name}>
      <button type="button" className={style.open} onClick={() => openDialog({ kind: "persona", personaId })}>
        <MaskChip look={look} name={name} size={72} />
        <span>
          <strong dir="auto">{name}</strong>
          <bdi>{description}</bdi>
        </span>
      </button>
      <p className={style.notes}>
        {t("library.by", { name: publisher.name })}
        {origin && ` · ${t("library.from", { name: origin.name })}`}
        {copies > 0 && ` · ${t("library.copies", { count: copies })}`}
      </p>
      <Stars entry={entry} isMine={isMine} />
      {hiddenWhy !== null && <p className={style.problem}>{t("library.hidden", { why: hiddenWhy })}</p>}
      <Taking entry={entry} />
      {isAdmin && <Hiding entry={entry} />}
    </li>
  );
}

/** A copy as it is, or one that is changed first; both keep whom they come from. */
function Taking({ entry: { personaId, name } }: { entry: LibraryEntry }) {
  const { t } = useTranslation();
  const placeId = usePlace((view) => view.place?.id);
  const save = useSavePersona(null);
  const [problem, setProblem] = useState<unknown>(null);
  const take = async (use: "copy" | "remix") => {
    setProblem(null);
    try {
      const draft = { ...personaToDraft(await fetchPersona(personaId)), name: t("persona.copyName", { name }) };
      if (use === "remix") return openDialog({ kind: "editor", personaId: null, draft, originId: personaId });
      await save.mutateAsync({ ...draft, originId: personaId, ...(placeId && { placeId }) });
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <div className={style.importActions}>
      <Button disabled={save.isPending} onClick={() => void take("copy")}>
        <Copy aria-hidden /> {t("library.copy")}
      </Button>
      <Button onClick={() => void take("remix")}>
        <Pencil aria-hidden /> {t("library.remix")}
      </Button>
      <span role="status">{save.isSuccess && t("library.copied")}</span>
      {problem !== null && <p className={style.problem}>{problemText(problem, t)}</p>}
    </div>
  );
}

/** Admins hide what should not be here, with a reason its publisher reads. */
function Hiding({ entry: { personaId, hiddenWhy } }: { entry: LibraryEntry }) {
  const { t } = useTranslation();
  const hide = useHide(personaId);
  const [why, setWhy] = useState("");
  if (hiddenWhy !== null)
    return (
      <Button disabled={hide.isPending} onClick={() => hide.mutate(null)}>
        {t("library.showAgain")}
      </Button>
    );
  return (
    <details className={style.hiding}>
      <summary>{t("library.hide")}</summary>
      <TextField label={t("library.hideWhy")} value={why} maxLength={300} onText={setWhy} />
      <Button look="danger" disabled={why.trim() === "" || hide.isPending} onClick={() => hide.mutate(why.trim())}>
        {t("library.hide")}
      </Button>
      {hide.isError && <p className={style.problem}>{problemText(hide.error, t)}</p>}
    </details>
  );
}
