import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { PromptForm, QuestionOrder, ReadOut } from "../../../schema/messages/run.ts";
import { MATCH_METHODS } from "../../../schema/messages/target.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { problemText } from "../../words/problem-text.ts";
import { goToLab } from "../lab-link.ts";
import { NO_PLAN } from "../plan/plan-choices.ts";
import { PlanFields } from "../plan/plan-fields.tsx";
import { useSettled } from "../use-settled.ts";
import { EstimateView } from "./estimate-view.tsx";
import {
  FIRST_FIELDS,
  RANGES,
  readNumberField,
  toDrafts,
  toQuestions,
  type LaunchFields,
  type NumberField,
} from "./launch-draft.ts";
import { MethodChoices } from "./method-choices.tsx";
import { ModelField } from "./model-field.tsx";
import { useLaunch } from "./runs-api.ts";
import style from "./runs.module.css";

type Named = { id: string; name: string };
type Props = { surveys: readonly Named[]; targets: readonly Named[]; surveyId: string | undefined };
type Part = { fields: LaunchFields; change: (change: Partial<LaunchFields>) => void };

/** Who is asked what, and how; what it would take is seen before it is launched. */
export function LaunchForm({ surveys, targets, surveyId }: Props) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [fields, setFields] = useState<LaunchFields>({
    ...FIRST_FIELDS,
    surveyId: surveyId ?? surveys[0]!.id,
    targetId: targets[0]!.id,
  });
  const settled = useSettled(fields);
  const launch = useLaunch(fields.surveyId);
  const change = (changed: Partial<LaunchFields>) => setFields((before) => ({ ...before, ...changed }));
  const usualName = surveys.find(({ id }) => id === fields.surveyId)?.name ?? "";
  const drafts = toDrafts(fields, usualName, (method) => t(`runs.methods.${method}`));
  /** One after the other: a method whose run is launched is no longer ticked, so that none is launched twice. */
  const launchAll = async () => {
    let lastId = "";
    for (const [at, draft] of drafts.entries()) {
      ({ id: lastId } = await launch.mutateAsync(draft));
      change({ methods: fields.methods.slice(at + 1) });
    }
    if (drafts.length > 1) goToLab("runs");
    else goToLab("runs", lastId);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What is refused is shown by the mutation.
    if (drafts.length > 0) launchAll().catch(() => undefined);
  };
  return (
    <form className={style.launch} aria-label={t("runs.new")} onSubmit={submit}>
      <WhoAndWhat fields={fields} change={change} surveys={surveys} targets={targets} usualName={usualName} />
      <details>
        <summary>{t("runs.more")}</summary>
        <Details fields={fields} change={change} />
      </details>
      <PlanPart fields={fields} change={change} />
      <EstimateView
        surveyId={settled.surveyId}
        questions={toQuestions(settled)}
        calls={fields.calls}
        onCalls={(calls) => change({ calls })}
      />
      {launch.isError && (
        <p className={style.problem} role="alert">
          {problemText(launch.error, common)}
        </p>
      )}
      <div className={style.tools}>
        <Button look="primary" type="submit" disabled={drafts.length === 0 || launch.isPending}>
          {drafts.length > 1 ? t("runs.launchAll", { count: drafts.length }) : t("runs.launch")}
        </Button>
      </div>
    </form>
  );
}

/** Fetched when it is opened: the survey and the target that a plan names parts of. */
function PlanPart({ fields: { surveyId, targetId, plan }, change }: Part) {
  const { t } = useTranslation("lab");
  const [isOpen, setOpen] = useState(false);
  const count = plan.outcomes.length + plan.comparisons.length + plan.scales.length;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t("plan.title")}
        {count > 0 && `: ${t("plan.planned", { count })}`}
      </summary>
      {isOpen && (
        <PlanFields
          key={`${surveyId} ${targetId}`}
          surveyId={surveyId}
          targetId={targetId}
          plan={plan}
          onPlan={(changed) => change({ plan: changed })}
        />
      )}
    </details>
  );
}

/** Groups are of the target. */
const withoutGroups = (plan: LaunchFields["plan"]): LaunchFields["plan"] => ({
  ...plan,
  comparisons: plan.comparisons.filter(({ kind }) => kind !== "subgroups"),
});

const choices = (list: readonly Named[]) => list.map(({ id, name }) => ({ value: id, label: name }));

function WhoAndWhat({
  fields,
  change,
  surveys,
  targets,
  usualName,
}: Part & Omit<Props, "surveyId"> & { usualName: string }) {
  const { t } = useTranslation("lab");
  return (
    <div className={style.fields}>
      <ChoiceField
        label={t("runs.survey")}
        value={fields.surveyId}
        options={choices(surveys)}
        onChoose={(surveyId) => change({ surveyId, plan: NO_PLAN })}
      />
      <ChoiceField
        label={t("runs.target")}
        value={fields.targetId}
        options={choices(targets)}
        onChoose={(targetId) => change({ targetId, plan: withoutGroups(fields.plan) })}
      />
      <MethodChoices methods={fields.methods} onMethods={(methods) => change({ methods })} />
      <NumberInput field="size" fields={fields} change={change} />
      <TextField
        label={t("runs.name")}
        value={fields.name}
        placeholder={usualName}
        maxLength={120}
        onText={(name) => change({ name })}
      />
      <TextField
        label={t("runs.budget")}
        hint={t("runs.budgetHint")}
        value={fields.budget}
        inputMode="decimal"
        onText={(budget) => change({ budget })}
      />
    </div>
  );
}

function Details({ fields, change }: Part) {
  const { t } = useTranslation("lab");
  return (
    <div className={style.fields}>
      <ModelField model={fields.model} onModel={change} />
      <ChoiceField
        label={t("runs.form")}
        hint={t("runs.formHint")}
        value={fields.form}
        options={PromptForm.options.map((value) => ({ value, label: t(`runs.forms.${value}`) }))}
        onChoose={(form) => change({ form })}
      />
      {fields.form === "completion" && (
        <ChoiceField
          label={t("runs.readOut")}
          value={fields.readOut}
          options={ReadOut.options.map((value) => ({ value, label: t(`runs.readOuts.${value}`) }))}
          onChoose={(readOut) => change({ readOut })}
        />
      )}
      {fields.methods.includes("alterity") && (
        <>
          <ChoiceField
            label={t("targets.method")}
            hint={t(`targets.methodHints.${fields.matching}`)}
            value={fields.matching}
            options={MATCH_METHODS.map((value) => ({ value, label: t(`targets.methods.${value}`) }))}
            onChoose={(matching) => change({ matching })}
          />
          <label className={style.check}>
            <input
              type="checkbox"
              checked={fields.labelFirst}
              onChange={({ target }) => change({ labelFirst: target.checked })}
            />
            {t("runs.labelFirst")}
          </label>
        </>
      )}
      <ChoiceField
        label={t("runs.order")}
        value={fields.order}
        options={QuestionOrder.options.map((value) => ({ value, label: t(`runs.orders.${value}`) }))}
        onChoose={(order) => change({ order })}
      />
      {(["temperature", "repeats", "resamples", "seed"] as const).map((field) => (
        <NumberInput key={field} field={field} fields={fields} change={change} />
      ))}
      <TextField
        label={t("runs.setIn")}
        hint={t("runs.setInHint")}
        value={fields.setIn}
        maxLength={60}
        onText={(setIn) => change({ setIn })}
      />
    </div>
  );
}

function NumberInput({ field, fields, change }: Part & { field: NumberField }) {
  const { t } = useTranslation("lab");
  const { least, most } = RANGES[field];
  return (
    <TextField
      label={t(`runs.numbers.${field}`)}
      hint={t(`runs.numberHints.${field}`)}
      value={fields[field]}
      inputMode="decimal"
      error={readNumberField(field, fields[field]) === null ? t("runs.numberWrong", { least, most }) : null}
      onText={(text) => change({ [field]: text })}
    />
  );
}
