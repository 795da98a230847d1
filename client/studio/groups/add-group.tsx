import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_GROUPS } from "../../../schema/messages/session-groups.ts";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import { useIsFacilitator } from "../../state/rights.ts";
import { problemText } from "../../words/problem-text.ts";
import { goToSession } from "../session-link.ts";
import { useMakeSession } from "../sessions-api.ts";
import style from "../studio.module.css";

const MAX_TITLE = 160;

type AddGroupProps = { id: string; title: string; count: number };

/** Plans another group of a session's guide. */
export function AddGroup({ id, title, count }: AddGroupProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const make = useMakeSession((made) => goToSession(made.id));
  const [name, setName] = useState(t("groups.nameOf", { title, number: count + 1 }).slice(0, MAX_TITLE));
  const mayAdd = useIsFacilitator();
  if (!mayAdd || count >= MAX_GROUPS) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ copyOf: id, title: name, isGroup: true });
  };
  return (
    <details>
      <summary>{t("groups.another")}</summary>
      <form className={style.form} onSubmit={submit}>
        <p className={style.soft}>{t("groups.anotherText")}</p>
        <TextField label={t("plan.titleField")} required maxLength={MAX_TITLE} value={name} onText={setName} />
        <div className={style.tools}>
          <Button type="submit" disabled={make.isPending}>
            {t("groups.add")}
          </Button>
        </div>
        {make.isError && (
          <p className={style.problem} role="alert">
            {problemText(make.error, common)}
          </p>
        )}
      </form>
    </details>
  );
}
