import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_ITEM_LENGTH } from "../../../schema/messages/outcome.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { problemText } from "../../words/problem-text.ts";
import studio from "../studio.module.css";
import { useNameThemes } from "./groups-api.ts";

type ThemeNamingProps = {
  id: string;
  label: string;
  /** At first. */
  name: string;
  /** Names of other themes, to be brought together with. */
  others: readonly string[];
  entryIds: string[];
  mayUndo: boolean;
};

/** Names a theme, or brings it together with another by giving it that one's name. */
export function ThemeNaming({ id, label, name: first, others, entryIds, mayUndo }: ThemeNamingProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const act = useNameThemes(id);
  const [name, setName] = useState(first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate({ name, entryIds });
  };
  const options = [{ value: "", label: t("groups.withNone") }, ...others.map((value) => ({ value, label: value }))];
  return (
    <form className={studio.form} aria-label={label} onSubmit={submit}>
      <TextField label={t("groups.name")} required maxLength={MAX_ITEM_LENGTH} value={name} onText={setName} />
      {others.length > 0 && (
        <ChoiceField
          label={t("groups.with")}
          value={others.includes(name) ? name : ""}
          options={options}
          onChoose={(chosen) => setName(chosen || first)}
        />
      )}
      <div className={studio.tools}>
        <Button type="submit" disabled={act.isPending}>
          {t(others.includes(name) ? "groups.merge" : "groups.rename")}
        </Button>
        {mayUndo && (
          <Button disabled={act.isPending} onClick={() => act.mutate({ name: null, entryIds })}>
            {t("groups.undo")}
          </Button>
        )}
      </div>
      {act.isError && (
        <p className={studio.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
    </form>
  );
}
