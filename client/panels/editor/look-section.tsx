import { useTranslation } from "react-i18next";
import { MaskBrow, MaskMouth, MaskPattern, MaskShape, Silhouette, type Look } from "../../../schema/messages/look.ts";
import { Button } from "../parts/button.tsx";
import { ChoiceField, Field } from "../parts/field.tsx";
import style from "./editor.module.css";
import { lookOfDraft } from "./look-of-draft.ts";
import type { SectionProps } from "./section-props.ts";

type Mask = NonNullable<Look["mask"]>;

const CLOTHS = ["main", "second", "accent"] as const;

export function LookSection({ draft, change }: SectionProps) {
  const { t } = useTranslation();
  const look = lookOfDraft(draft);
  const mask = look.mask;
  if (!mask) return null;
  const setMask = (part: Partial<Mask>) => change({ look: { ...look, mask: { ...mask, ...part } } });
  const setCloth = (index: number, colour: string) => {
    const [main, second, accent] = look.palette;
    const palette = [main, second, accent].with(index, colour) as Look["palette"];
    change({ look: { ...look, palette } });
  };
  return (
    <>
      <p className={style.soft}>
        {draft.look === null ? t("editor.derivedLook") : t("editor.ownLook")}{" "}
        {draft.look !== null && <Button onClick={() => change({ look: null })}>{t("editor.deriveLook")}</Button>}
      </p>
      <div className={style.pair}>
        <ChoiceField
          label={t("editor.shape")}
          value={mask.shape}
          options={MaskShape.options.map((value) => ({ value, label: t(`mask.shape.${value}`) }))}
          onChoose={(shape) => setMask({ shape })}
        />
        <ChoiceField
          label={t("editor.pattern")}
          value={mask.pattern}
          options={MaskPattern.options.map((value) => ({ value, label: t(`mask.pattern.${value}`) }))}
          onChoose={(pattern) => setMask({ pattern })}
        />
        <ChoiceField
          label={t("editor.brow")}
          value={mask.brow}
          options={MaskBrow.options.map((value) => ({ value, label: t(`mask.brow.${value}`) }))}
          onChoose={(brow) => setMask({ brow })}
        />
        <ChoiceField
          label={t("editor.mouth")}
          value={mask.mouth}
          options={MaskMouth.options.map((value) => ({ value, label: t(`mask.mouth.${value}`) }))}
          onChoose={(mouth) => setMask({ mouth })}
        />
        <ChoiceField
          label={t("editor.silhouette")}
          value={look.silhouette}
          options={Silhouette.options.map((value) => ({ value, label: t(`mask.silhouette.${value}`) }))}
          onChoose={(silhouette) => change({ look: { ...look, silhouette } })}
        />
      </div>
      <div className={style.colours}>
        <ColourField label={t("editor.maskColour")} value={mask.colour} onColour={(colour) => setMask({ colour })} />
        <ColourField label={t("editor.maskPaint")} value={mask.paint} onColour={(paint) => setMask({ paint })} />
        {CLOTHS.map((cloth, index) => (
          <ColourField
            key={cloth}
            label={t(`editor.cloth.${cloth}`)}
            value={look.palette[index] ?? ""}
            onColour={(colour) => setCloth(index, colour)}
          />
        ))}
      </div>
    </>
  );
}

function ColourField({ label, value, onColour }: { label: string; value: string; onColour: (colour: string) => void }) {
  return (
    <Field label={label}>
      {(control) => (
        <input {...control} type="color" value={value} onChange={(event) => onColour(event.target.value)} />
      )}
    </Field>
  );
}
