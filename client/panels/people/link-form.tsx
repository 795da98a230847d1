import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { JoinLinkDraft } from "../../../schema/messages/people.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { ChoiceField, TextField } from "../parts/field.tsx";
import { useMakeJoinLink } from "./people-api.ts";
import style from "./people.module.css";
import { ShownLink } from "./shown-link.tsx";

const ROLES = JoinLinkDraft.shape.role.options;
const HOURS = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 };
const DURATIONS = Object.keys(HOURS) as (keyof typeof HOURS)[];

/** Creates a link: role, lifetime, number of uses; then shows it. */
export function LinkForm() {
  const { t } = useTranslation();
  const make = useMakeJoinLink();
  const [role, setRole] = useState<JoinLinkDraft["role"]>("visitor");
  const [duration, setDuration] = useState<keyof typeof HOURS>("day");
  const [uses, setUses] = useState("1");
  const [isWrong, setWrong] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const draft = JoinLinkDraft.safeParse({ role, hours: HOURS[duration], uses: Number(uses) });
    setWrong(!draft.success);
    if (draft.success) make.mutate(draft.data);
  };

  return (
    <>
      <form className={style.form} aria-label={t("admin.newLink")} noValidate onSubmit={submit}>
        <ChoiceField
          label={t("admin.role")}
          value={role}
          options={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          onChoose={setRole}
        />
        <ChoiceField
          label={t("admin.lasts")}
          value={duration}
          options={DURATIONS.map((value) => ({ value, label: t(`admin.lastsFor.${value}`) }))}
          onChoose={setDuration}
        />
        <TextField
          label={t("admin.uses")}
          error={isWrong ? t("admin.usesWrong") : null}
          value={uses}
          inputMode="numeric"
          onText={setUses}
        />
        <div className={style.actions}>
          <Button look="primary" type="submit" disabled={make.isPending}>
            {make.isPending ? t("saving") : t("admin.makeLink")}
          </Button>
        </div>
        {make.isError && (
          <p className={style.problem} role="alert">
            {problemText(make.error, t)}
          </p>
        )}
      </form>
      {make.data && <ShownLink key={make.data.id} token={make.data.token} />}
    </>
  );
}
