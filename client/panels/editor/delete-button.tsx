import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { useDeletePersona } from "../personas/personas-api.ts";
import style from "./editor.module.css";

/** Asks for confirmation before a persona is deleted for good. */
export function DeleteButton({ personaId, onDeleted }: { personaId: string; onDeleted: () => void }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const remove = useDeletePersona(personaId);
  return (
    <>
      <Button
        look="danger"
        disabled={remove.isPending}
        onClick={() => (isAsked ? remove.mutate(undefined, { onSuccess: onDeleted }) : setAsked(true))}
      >
        {isAsked ? t("editor.reallyDelete") : t("editor.delete")}
      </Button>
      {remove.isError && (
        <p className={style.problem} role="alert">
          {problemText(remove.error, t)}
        </p>
      )}
    </>
  );
}
