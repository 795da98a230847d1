import { useId } from "react";
import { useTranslation } from "react-i18next";
import { RunMethod } from "../../../schema/messages/run.ts";
import style from "./runs.module.css";

type Props = { methods: readonly RunMethod[]; onMethods: (methods: RunMethod[]) => void };

/** Each that is ticked is a run. */
export function MethodChoices({ methods, onMethods }: Props) {
  const { t } = useTranslation("lab");
  const id = useId();
  const toggle = (method: RunMethod, isOn: boolean) =>
    onMethods(RunMethod.options.filter((each) => (each === method ? isOn : methods.includes(each))));
  return (
    <fieldset className={style.methods}>
      <legend>{t("runs.method")}</legend>
      {RunMethod.options.map((method) => (
        <label key={method} className={style.check}>
          <input
            type="checkbox"
            checked={methods.includes(method)}
            aria-describedby={`${id}-${method}`}
            onChange={({ target }) => toggle(method, target.checked)}
          />
          <span>
            {t(`runs.methods.${method}`)}
            <span id={`${id}-${method}`} className={style.notes}>
              {t(`runs.methodHints.${method}`)}
            </span>
          </span>
        </label>
      ))}
      <p className={style.notes}>{t("runs.methodsText")}</p>
    </fieldset>
  );
}
