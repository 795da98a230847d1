import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answers, PromptPreview, SurveyModel } from "../../../../schema/messages/survey.ts";
import { Button } from "../../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../../panels/parts/field.tsx";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { usePromptPreview } from "../surveys-api.ts";
import style from "../surveys.module.css";
import { ArmsLine } from "./person-preview.tsx";

type AskedProbe = NonNullable<PromptPreview["probe"]>;

/** What a virtual respondent reads, question by question, as runs write it; the answers are given by hand. */
export function PromptReading({ model }: { model: SurveyModel }) {
  const { t } = useTranslation("lab");
  const [answers, setAnswers] = useState<Answers>({});
  const [seed, setSeed] = useState(0);
  const preview = usePromptPreview({ model, answers, seed, respondent: 0 });
  if (preview.isPending) return <Loading lines={5} />;
  if (preview.isError) return <Problem error={preview.error} onRetry={() => void preview.refetch()} />;
  const { probe, arms } = preview.data;
  return (
    <div className={style.form}>
      <p className={style.notes}>{t("surveys.promptLead")}</p>
      {Object.keys(arms).length > 0 && <ArmsLine arms={arms} />}
      {probe ? (
        <>
          <pre className={style.prompt} aria-label={t("surveys.promptText")} tabIndex={0} dir="auto">
            {probe.text}
          </pre>
          <AnswerForm
            key={probe.id}
            probe={probe}
            onAnswer={(answer) => setAnswers({ ...answers, [probe.id]: answer })}
          />
        </>
      ) : (
        <p role="status">{t("surveys.promptDone")}</p>
      )}
      <div className={style.choices}>
        <Button onClick={() => setAnswers({})}>{t("surveys.restart")}</Button>
        <Button onClick={() => setSeed(seed + 1)}>{t("surveys.promptShuffle")}</Button>
      </div>
    </div>
  );
}

function AnswerForm({ probe, onAnswer }: { probe: AskedProbe; onAnswer(answer: Answers[string]): void }) {
  const { t } = useTranslation("lab");
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("0");
  const { kind, options } = probe;
  const answer = (): Answers[string] => {
    if (options.length === 0) return kind === "numeric" ? Number(text) : text;
    const first = options[Number(chosen)]?.value ?? options[0]!.value;
    if (kind === "ranking") return [first, ...options.map(({ value }) => value).filter((value) => value !== first)];
    return kind === "multiple" ? [first] : first;
  };
  const isReady = options.length > 0 || (text.trim() !== "" && (kind !== "numeric" || !Number.isNaN(Number(text))));
  return (
    <form
      className={style.answer}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onAnswer(answer());
      }}
    >
      {options.length > 0 ? (
        <ChoiceField
          label={t("surveys.promptAnswer")}
          value={chosen}
          options={options.map(({ letter }, at) => ({ value: String(at), label: `(${letter})` }))}
          onChoose={setChosen}
        />
      ) : (
        <TextField label={t("surveys.promptAnswer")} value={text} onText={setText} />
      )}
      <Button type="submit" look="primary" disabled={!isReady}>
        {t("surveys.promptNext")}
      </Button>
      <Button onClick={() => onAnswer(null)}>{t("surveys.promptRefuse")}</Button>
    </form>
  );
}
