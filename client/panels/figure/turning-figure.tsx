import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Look } from "../../../schema/messages/look.ts";
import { showFigure, type ShownFigure } from "../../scene/figures/show-figure.ts";
import { isMotionReduced } from "../../state/settings.ts";
import { MaskChip } from "../parts/mask-chip.tsx";
import style from "./figure.module.css";

/** A persona's figure, turning (still with reduced motion); its mask where this browser draws no 3D. */
export function TurningFigure({ look, name }: { look: Look; name: string }) {
  const { t } = useTranslation();
  const shown = useRef<ShownFigure>(null);
  const wanted = useRef(look);
  const [isFlat, setIsFlat] = useState(false);

  const hold = useCallback((canvas: HTMLCanvasElement) => {
    try {
      shown.current = showFigure(canvas, wanted.current, isMotionReduced());
    } catch {
      setIsFlat(true);
    }
    return () => {
      shown.current?.dispose();
      shown.current = null;
    };
  }, []);
  useEffect(() => {
    wanted.current = look;
    shown.current?.show(look);
  }, [look]);

  if (isFlat) return <MaskChip look={look} name={name} size={160} />;
  return <canvas ref={hold} className={style.figure} role="img" aria-label={t("figure", { name })} />;
}
