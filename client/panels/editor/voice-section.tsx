import { useTranslation } from "react-i18next";
import { TextAreaField, TextField, Field } from "../parts/field.tsx";
import type { SectionProps } from "./section-props.ts";
import style from "./editor.module.css";

const TOKENS_MIN = 16;
const TOKENS_MAX = 2000;

export function VoiceSection({ draft, change }: SectionProps) {
  const { t } = useTranslation();
  const { voice } = draft;
  return (
    <>
      <TextField
        label={t("editor.route")}
        hint={t("editor.routeHint")}
        placeholder="provider/model"
        value={voice.route ?? ""}
        maxLength={120}
        onText={(route) => change({ voice: { route: route.trim() === "" ? null : route.trim() } })}
      />
      <div className={style.pair}>
        <Field label={t("editor.temperature", { value: voice.temperature })} hint={t("editor.temperatureHint")}>
          {(control) => (
            <input
              {...control}
              type="range"
              min={0}
              max={2}
              step={0.1}
              value={voice.temperature}
              onChange={(event) => change({ voice: { temperature: event.target.valueAsNumber } })}
            />
          )}
        </Field>
        <Field label={t("editor.maxTokens")} hint={t("editor.maxTokensHint")}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={TOKENS_MIN}
              max={TOKENS_MAX}
              value={voice.maxTokens}
              onChange={({ target }) => {
                if (Number.isInteger(target.valueAsNumber))
                  change({ voice: { maxTokens: Math.min(TOKENS_MAX, target.valueAsNumber) } });
              }}
              onBlur={() => change({ voice: { maxTokens: Math.max(TOKENS_MIN, voice.maxTokens) } })}
            />
          )}
        </Field>
      </div>
      <TextAreaField
        label={t("editor.instructions")}
        hint={t("editor.instructionsHint")}
        value={draft.customInstructions}
        maxLength={2000}
        onText={(customInstructions) => change({ customInstructions })}
      />
      <TextAreaField
        label={t("editor.systemPrompt")}
        hint={t("editor.systemPromptHint")}
        value={draft.systemPrompt}
        maxLength={4000}
        onText={(systemPrompt) => change({ systemPrompt })}
      />
    </>
  );
}
