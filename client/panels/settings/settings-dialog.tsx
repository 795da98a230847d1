import { useTranslation } from "react-i18next";
import { SpeechFields } from "../../speech/speech-fields.tsx";
import { useSettings, type Settings } from "../../state/settings.ts";
import { LANGUAGES, preferredLanguage, showLanguage, type Language } from "../../words/start-words.ts";
import { ChoiceField } from "../parts/field.tsx";
import { Modal } from "../parts/modal.tsx";
import circles from "../circles/circles.module.css";

/** Each language is named in that language, so that everyone finds their own. */
const LANGUAGE_NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useSettings();
  const set = (change: Partial<Settings>) => useSettings.setState(change);
  const chooseLanguage = (choice: Language | "browser") => {
    const language = choice === "browser" ? null : choice;
    set({ language });
    void showLanguage(language ?? preferredLanguage(navigator.languages));
  };
  return (
    <Modal title={t("settings.title")} onClose={onClose}>
      <div className={circles.form}>
        <ChoiceField
          label={t("settings.light")}
          value={settings.theme}
          options={(["system", "light", "dark"] as const).map((value) => ({
            value,
            label: t(`settings.lights.${value}`),
          }))}
          onChoose={(theme) => set({ theme })}
        />
        <ChoiceField
          label={t("settings.motion")}
          value={settings.motion}
          options={(["system", "reduced"] as const).map((value) => ({ value, label: t(`settings.motions.${value}`) }))}
          onChoose={(motion) => set({ motion })}
        />
        <ChoiceField
          label={t("settings.picture")}
          value={settings.picture}
          options={(["auto", "high", "low"] as const).map((value) => ({
            value,
            label: t(`settings.pictures.${value}`),
          }))}
          onChoose={(picture) => set({ picture })}
        />
        <ChoiceField
          label={t("settings.language")}
          value={settings.language ?? "browser"}
          options={[
            { value: "browser", label: t("settings.browserLanguage") },
            ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
          ]}
          onChoose={chooseLanguage}
        />
        <label className={circles.check}>
          <input
            type="checkbox"
            checked={settings.showCosts}
            onChange={(event) => set({ showCosts: event.target.checked })}
          />
          <span>
            <strong>{t("settings.showCosts")}</strong> {t("settings.showCostsText")}
          </span>
        </label>
        <SpeechFields />
      </div>
    </Modal>
  );
}
