import { memo } from "react";
import type { Look } from "../../../schema/messages/look.ts";
import { maskSvg } from "../../scene/mask-art.ts";
import style from "./parts.module.css";

type MaskChipProps = { look: Look | null; name: string; size?: number };

/** A persona's mask, or a person's open face in their colour. Decorative: the name is beside it. */
export const MaskChip = memo(function MaskChip({ look, name, size = 32 }: MaskChipProps) {
  if (look?.mask) {
    const source = `data:image/svg+xml,${encodeURIComponent(maskSvg(look, size))}`;
    return <img className={style.mask} src={source} width={size} height={size} alt="" />;
  }
  const background = look?.palette[0] ?? "var(--pressed)";
  return (
    <span className={style.face} style={{ width: size, height: size, background, fontSize: size * 0.42 }} aria-hidden>
      {Array.from(name)[0]?.toUpperCase()}
    </span>
  );
});
