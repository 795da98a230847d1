import { Slider } from "@base-ui/react/slider";
import { useTranslation } from "react-i18next";
import style from "./parts.module.css";

type IntensitySliderProps = {
  label: string;
  /** 0–1 */
  value: number;
  isReadOnly?: boolean;
  onChange?: (value: number) => void;
  /** Called once, when the thumb is released. */
  onCommit?: (value: number) => void;
};

export function IntensitySlider({ label, value, isReadOnly = false, onChange, onCommit }: IntensitySliderProps) {
  const { i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(value);
  return (
    <Slider.Root
      className={style.slider}
      value={value}
      min={0}
      max={1}
      step={0.05}
      largeStep={0.2}
      disabled={isReadOnly}
      onValueChange={(next) => onChange?.(next)}
      onValueCommitted={(next) => onCommit?.(next)}
    >
      <Slider.Control className={style.sliderControl}>
        <Slider.Track className={style.sliderTrack}>
          <Slider.Indicator className={style.sliderFilled} />
          <Slider.Thumb className={style.sliderThumb} aria-label={label} getAriaValueText={() => percent} />
        </Slider.Track>
      </Slider.Control>
      <span className={style.sliderValue} aria-hidden>
        {percent}
      </span>
    </Slider.Root>
  );
}
