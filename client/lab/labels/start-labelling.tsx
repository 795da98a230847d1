import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { LabellingWish, MOST_SAMPLES } from "../../../schema/messages/labelling.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { parseLimit } from "../../words/parse-dollars.ts";
import { problemText } from "../../words/problem-text.ts";
import { LabellingCost } from "./labelling-cost.tsx";
import { useLabellingEstimate, useStartLabelling } from "./labels-api.ts";
import style from "./labels.module.css";

const WAYS = ["sampled", "logprob"] as const;

/** What labelling the chosen traits would cost, and its start. */
export function StartLabelling({ traitIds }: { traitIds: string[] }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [estimate, setEstimate] = useState<(typeof WAYS)[number]>("sampled");
  const [samples, setSamples] = useState("40");
  const [compare, setCompare] = useState("0");
  const [dollars, setDollars] = useState("");
  const budget = parseLimit(dollars);
  const read = LabellingWish.safeParse({
    traitIds,
    estimate,
    samples: Number(samples),
    compare: Number(compare),
    budgetNano: budget,
  });
  // A budget that is no amount is not one that was left out.
  const wish = read.success && budget !== undefined ? read.data : null;
  const cost = useLabellingEstimate(wish);
  const start = useStartLabelling();
  if (traitIds.length === 0) return <p className={style.notes}>{t("labels.chooseTraits")}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wish) start.mutate(wish);
  };
  const problem = start.error ?? (wish && cost.error);
  return (
    <form className={style.form} aria-label={t("labels.start")} onSubmit={submit}>
      <ChoiceField
        label={t("labels.way")}
        hint={t(`labels.wayHints.${estimate}`)}
        value={estimate}
        options={WAYS.map((value) => ({ value, label: t(`labels.ways.${value}`) }))}
        onChoose={setEstimate}
      />
      {estimate === "sampled" && (
        <TextField
          label={t("labels.samples")}
          hint={t("labels.samplesHint", { most: MOST_SAMPLES })}
          value={samples}
          inputMode="numeric"
          onText={setSamples}
        />
      )}
      <TextField
        label={t("labels.compare")}
        hint={t("labels.compareHint")}
        value={compare}
        inputMode="numeric"
        onText={setCompare}
      />
      <TextField
        label={t("labels.budget")}
        hint={t("labels.budgetHint")}
        value={dollars}
        inputMode="decimal"
        onText={setDollars}
      />
      {wish === null && <p className={style.problem}>{t("labels.invalid")}</p>}
      {wish && cost.data && <LabellingCost estimate={cost.data} />}
      {problem && (
        <p className={style.problem} role="alert">
          {problemText(problem, common)}
        </p>
      )}
      <Button look="primary" type="submit" disabled={!wish || cost.isError || start.isPending}>
        {t("labels.startIt")}
      </Button>
    </form>
  );
}
