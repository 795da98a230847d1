import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { PromptForm } from "../../../schema/messages/run.ts";
import { TextField } from "../../panels/parts/field.tsx";
import { useVoices } from "../respondents/interviews/interviews-api.ts";

type Props = { model: string; onModel: (chosen: { model: string; form?: PromptForm }) => void };

/** Any model may be named; those that are connected are offered, a base model with the form that it needs. */
export function ModelField({ model, onModel }: Props) {
  const { t } = useTranslation("lab");
  const offered = useVoices().data?.interviewees ?? [];
  const listId = useId();
  function choose(named: string): void {
    const form = offered.find(({ route }) => route === named)?.form;
    onModel({ model: named, ...(form && { form }) });
  }
  return (
    <>
      <TextField
        label={t("runs.model")}
        hint={t("runs.modelHint")}
        value={model}
        maxLength={200}
        list={listId}
        onText={choose}
      />
      <datalist id={listId}>
        {offered.map(({ route }) => (
          <option key={route} value={route}>
            {route}
          </option>
        ))}
      </datalist>
    </>
  );
}
