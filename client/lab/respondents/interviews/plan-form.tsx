import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MOST_INTERVIEWS, type PoolPlanView } from "../../../../schema/messages/interview.ts";
import { Button } from "../../../panels/parts/button.tsx";
import { TextField } from "../../../panels/parts/field.tsx";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { parseDollars } from "../../../words/parse-dollars.ts";
import { problemText } from "../../../words/problem-text.ts";
import { readCount } from "../../read-count.ts";
import { usePlan, useSavePlan } from "./interviews-api.ts";
import style from "./interviews.module.css";

/** What keeps the pool filled by itself. */
export function PlanForm() {
  const { t } = useTranslation("lab");
  const plan = usePlan();
  return (
    <details>
      <summary>{t("interviews.plan")}</summary>
      <p className={style.notes}>{t("interviews.planText")}</p>
      {plan.isPending && <Loading />}
      {plan.isError && <Problem error={plan.error} onRetry={() => void plan.refetch()} />}
      {plan.data && <Form view={plan.data} />}
    </details>
  );
}

const MOST_POOL = 100_000;
const shown = (number: number | null | undefined) => (number === null || number === undefined ? "" : `${number}`);
/** Empty: never. */
const readOptional = (text: string, most: number) =>
  text.trim() === "" ? null : (readCount(text, 1, most) ?? undefined);

function Form({ view: { plan, owner } }: { view: PoolPlanView }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const save = useSavePlan();
  const [isOn, setIsOn] = useState(plan?.isOn ?? false);
  const [below, setBelow] = useState(shown(plan?.whenBelow));
  const [weekly, setWeekly] = useState(shown(plan?.weekly));
  const [dollars, setDollars] = useState(plan ? `${plan.budgetNano / 1e9}` : "");
  const [setIn, setSetIn] = useState(plan?.setIn ?? "October 1996");
  const wish = {
    whenBelow: readOptional(below, MOST_POOL),
    weekly: readOptional(weekly, MOST_INTERVIEWS),
    budgetNano: parseDollars(dollars) ?? undefined,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { whenBelow, weekly: perWeek, budgetNano } = wish;
    if (whenBelow !== undefined && perWeek !== undefined && budgetNano !== undefined)
      save.mutate({ isOn, whenBelow, weekly: perWeek, budgetNano, setIn });
  };
  // What was saved is no longer what stands here.
  const forgetSaved = () => {
    if (save.isSuccess) save.reset();
  };
  const wrong = (value: number | null | undefined, most: number) =>
    value === undefined ? t("interviews.howManyWrong", { most }) : null;
  return (
    <form className={style.form} onSubmit={submit} onChange={forgetSaved}>
      <label className={style.check}>
        <input type="checkbox" checked={isOn} onChange={({ target }) => setIsOn(target.checked)} />
        {t("interviews.planOn")}
      </label>
      <TextField
        label={t("interviews.whenBelow")}
        hint={t("interviews.emptyNever")}
        value={below}
        inputMode="numeric"
        error={wrong(wish.whenBelow, MOST_POOL)}
        onText={setBelow}
      />
      <TextField
        label={t("interviews.weekly")}
        hint={t("interviews.emptyNever")}
        value={weekly}
        inputMode="numeric"
        error={wrong(wish.weekly, MOST_INTERVIEWS)}
        onText={setWeekly}
      />
      <TextField
        label={t("interviews.planBudget")}
        hint={t("interviews.planBudgetHint")}
        value={dollars}
        inputMode="decimal"
        error={dollars !== "" && wish.budgetNano === undefined ? t("interviews.budgetWrong") : null}
        onText={setDollars}
      />
      <TextField label={t("interviews.setIn")} value={setIn} maxLength={60} required onText={setSetIn} />
      {owner && <p className={style.notes}>{t("interviews.planOwner", { name: owner.name })}</p>}
      {save.isError && (
        <p className={style.problem} role="alert">
          {problemText(save.error, common)}
        </p>
      )}
      <p role="status" className={style.notes}>
        {save.isSuccess && t("interviews.planSaved")}
      </p>
      <Button type="submit" disabled={save.isPending || Object.values(wish).includes(undefined)}>
        {t("interviews.savePlan")}
      </Button>
    </form>
  );
}
