import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { BudgetDraft, BudgetPeriod, CASUAL_TALK_ID } from "../../../../schema/messages/budget.ts";
import { usePlace } from "../../../state/place-store.ts";
import { problemText } from "../../../words/problem-text.ts";
import { parseDollars } from "../../../words/parse-dollars.ts";
import { Button } from "../../parts/button.tsx";
import { ChoiceField, TextField } from "../../parts/field.tsx";
import { useCreateBudget } from "../money-api.ts";
import style from "./budgets.module.css";

const EACH = "";
/** What a budget can apply to, as offered in the form. */
const AIMS = [...BudgetDraft.shape.scope.options, CASUAL_TALK_ID] as const;
type Aim = (typeof AIMS)[number];

/** A new budget: its scope, period and limit. */
export function BudgetForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const create = useCreateBudget();
  const [aim, setAim] = useState<Aim>("workspace");
  const [subject, setSubject] = useState(EACH);
  const [period, setPeriod] = useState<BudgetDraft["period"]>("day");
  const [limit, setLimit] = useState("");
  const [isWrong, setWrong] = useState(false);
  const subjects = useSubjects(aim);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const limitNano = parseDollars(limit);
    setWrong(limitNano === null);
    if (limitNano === null) return;
    const whose =
      aim === CASUAL_TALK_ID
        ? ({ scope: "run", subjectId: CASUAL_TALK_ID } as const)
        : { scope: aim, subjectId: subject === EACH ? null : subject };
    create.mutate({ ...whose, period, limitNano }, { onSuccess: onDone });
  };

  return (
    <form className={style.form} aria-label={t("budgets.create")} onSubmit={submit}>
      <ChoiceField
        label={t("budgets.scope")}
        value={aim}
        options={AIMS.map((value) => ({ value, label: t(`budgets.scopes.${value}`) }))}
        onChoose={(chosen) => {
          setAim(chosen);
          setSubject(EACH);
        }}
      />
      {aim === CASUAL_TALK_ID && <p className={style.notes}>{t("budgets.casualTalkText")}</p>}
      {aim !== CASUAL_TALK_ID && subjects.length > 0 && (
        <ChoiceField
          label={t("budgets.subject")}
          value={subject}
          options={[{ value: EACH, label: t(`budgets.each.${aim}`) }, ...subjects]}
          onChoose={setSubject}
        />
      )}
      <ChoiceField
        label={t("budgets.period")}
        value={period}
        options={BudgetPeriod.options.map((value) => ({ value, label: t(`budgets.periods.${value}`) }))}
        onChoose={setPeriod}
      />
      <TextField
        label={t("budgets.limit")}
        hint={t("budgets.limitHint")}
        error={isWrong ? t("budgets.limitWrong") : create.isError ? problemText(create.error, t) : null}
        value={limit}
        inputMode="decimal"
        placeholder="2.50"
        onText={setLimit}
      />
      <div className={style.actions}>
        <Button look="primary" type="submit" disabled={create.isPending}>
          {create.isPending ? t("saving") : t("budgets.createIt")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

/** Everyone and everything here that could have a budget of its own. */
function useSubjects(aim: Aim): { value: string; label: string }[] {
  const avatars = usePlace((view) => view.avatars);
  const circles = usePlace((view) => view.circles);
  if (aim === "circle") return Object.values(circles).map(({ id, topic }) => ({ value: id, label: topic }));
  if (aim !== "person") return [];
  return Object.values(avatars)
    .filter(({ kind }) => kind === "person")
    .map(({ id, name }) => ({ value: id, label: name }));
}
