import { useTranslation } from "react-i18next";
import { MAX_REPLY_TOKENS, MIN_REPLY_TOKENS } from "../../../schema/rules/reply-tokens.ts";
import { TextAreaField, TextField, Field } from "../parts/field.tsx";
import type { SectionProps } from "./section-props.ts";
import style from "./editor.module.css";

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
        <Field
          label={t("editor.maxTokens")}
          hint={t("editor.maxTokensHint", { min: MIN_REPLY_TOKENS, max: MAX_REPLY_TOKENS })}
        >
          {(control) => (
            <input
              {...control}
              type="number"
              min={MIN_REPLY_TOKENS}
              max={MAX_REPLY_TOKENS}
              value={voice.maxTokens}
              onChange={({ target }) => {
                if (Number.isInteger(target.valueAsNumber))
                  change({ voice: { maxTokens: Math.min(MAX_REPLY_TOKENS, target.valueAsNumber) } });
              }}
              onBlur={() => change({ voice: { maxTokens: Math.max(MIN_REPLY_TOKENS, voice.maxTokens) } })}
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
