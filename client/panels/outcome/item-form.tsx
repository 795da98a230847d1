import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ItemContent, ItemType, OutcomeItem } from "../../../schema/messages/outcome.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { emptyContent } from "./empty-content.ts";
import { ItemFields } from "./item-fields.tsx";
import type { OutcomeChange } from "./outcome-api.ts";
import { useOutcomeScreen } from "./outcome-context.ts";
import style from "./outcome.module.css";

/** Corrects or deletes `item`, or adds one of type `kindOfItem`. A refused change stays in the form. */
export function ItemForm({ kindOfItem, item }: { kindOfItem: ItemType; item: OutcomeItem | null }) {
  const { t } = useTranslation();
  const { kind, edit, change } = useOutcomeScreen();
  const [content, setContent] = useState(item?.content ?? emptyContent(kindOfItem));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const send = async (wanted: OutcomeChange) => {
    setSaving(true);
    try {
      await change(wanted);
      edit(null);
    } catch (error) {
      setProblem(problemText(error, t));
      setSaving(false);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const turnIds = turnsOf(content, item);
    void send(item ? { type: "correct", item, content, turnIds } : { type: "add", item: { kind, content, turnIds } });
  };
  return (
    <form className={style.form} onSubmit={save}>
      <ItemFields content={content} ownId={item?.id ?? null} onContent={setContent} />
      {problem !== null && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={style.formActions}>
        {item && <DeleteButton isDisabled={isSaving} onDelete={() => void send({ type: "delete", item })} />}
        <Button onClick={() => edit(null)}>{t("cancel")}</Button>
        <Button look="primary" type="submit" disabled={isSaving}>
          {isSaving ? t("saving") : t("save")}
        </Button>
      </div>
    </form>
  );
}

/** A quotation is of a turn that its theme links to. */
function turnsOf(content: ItemContent, item: OutcomeItem | null): string[] {
  const quoted = content.type === "theme" ? content.quotations.map(({ turnId }) => turnId) : [];
  return [...new Set([...(item?.turnIds ?? []), ...quoted])];
}

function DeleteButton({ isDisabled, onDelete }: { isDisabled: boolean; onDelete: () => void }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  return (
    <Button
      look="danger"
      className={style.delete}
      disabled={isDisabled}
      onClick={isAsking ? onDelete : () => setAsking(true)}
    >
      {t(isAsking ? "outcome.reallyDelete" : "outcome.delete")}
    </Button>
  );
}
