import { useTranslation } from "react-i18next";
import style from "./step-in.module.css";

/** Cloth colours that are distinguishable by day and by night. */
const COLOURS = [
  { name: "terracotta", value: "#c96f4a" },
  { name: "saffron", value: "#d9a13b" },
  { name: "olive", value: "#7f8c43" },
  { name: "sea", value: "#3f8f8a" },
  { name: "sky", value: "#5a83c4" },
  { name: "iris", value: "#7d63b5" },
  { name: "rose", value: "#c45a7e" },
  { name: "slate", value: "#5d6470" },
] as const;

export function ColourChoice({ value, onChoose }: { value: string; onChoose: (colour: string) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={style.colours}>
      <legend>{t("stepIn.colour")}</legend>
      {COLOURS.map((colour) => (
        <label key={colour.value} title={t(`colours.${colour.name}`)} style={{ background: colour.value }}>
          <input
            type="radio"
            name="colour"
            value={colour.value}
            checked={value === colour.value}
            aria-label={t(`colours.${colour.name}`)}
            onChange={() => onChoose(colour.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
