import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SpeechAbility } from "../../schema/messages/speech.ts";
import { Button } from "../panels/parts/button.tsx";
import { ChoiceField } from "../panels/parts/field.tsx";
import style from "./speech-fields.module.css";
import circles from "../panels/circles/circles.module.css";
import { callApi } from "../state/call-api.ts";
import { useSettings, type Settings } from "../state/settings.ts";
import { canBrowserRecognise } from "./dictation.ts";

type Wish = { readAloud: true } | { dictation: "browser" | "server" };

/** Speech out and in: off until the person has read what it sends where, and agreed (SPEC W12). */
export function SpeechFields() {
  const { t } = useTranslation();
  const readAloud = useSettings((settings) => settings.readAloud);
  const dictation = useSettings((settings) => settings.dictation);
  const [wish, setWish] = useState<Wish | null>(null);
  const { data } = useQuery({
    queryKey: ["speech"],
    queryFn: () => callApi("speech", { read: (answer) => SpeechAbility.parse(answer) }),
  });
  const host = data?.recogniser ?? null;
  const choose = (choice: Settings["dictation"]) => {
    if (choice !== "off") return setWish({ dictation: choice });
    setWish(null);
    useSettings.setState({ dictation: "off" });
  };
  const wished = wish && "dictation" in wish ? wish.dictation : null;
  return (
    <>
      <label className={circles.check}>
        <input
          type="checkbox"
          checked={readAloud || (wish !== null && "readAloud" in wish)}
          onChange={({ target }) => {
            if (target.checked) return setWish({ readAloud: true });
            setWish(null);
            useSettings.setState({ readAloud: false });
          }}
        />
        <span>
          <strong>{t("speech.readAloud")}</strong> {t("speech.readAloudText")}
        </span>
      </label>
      <ChoiceField
        label={t("speech.dictation")}
        value={wished ?? dictation}
        options={[
          { value: "off", label: t("speech.off") },
          ...(canBrowserRecognise() ? [{ value: "browser" as const, label: t("speech.browser") }] : []),
          ...(host ? [{ value: "server" as const, label: t("speech.server", { host }) }] : []),
        ]}
        onChoose={choose}
      />
      {wish && (
        <div role="group" aria-label={t("speech.consent")} className={style.consent}>
          <p>{t("readAloud" in wish ? "speech.consents.readAloud" : `speech.consents.${wish.dictation}`, { host })}</p>
          <Button
            look="primary"
            onClick={() => {
              useSettings.setState(wish);
              setWish(null);
            }}
          >
            {t("speech.agree")}
          </Button>
          <Button onClick={() => setWish(null)}>{t("cancel")}</Button>
        </div>
      )}
    </>
  );
}
