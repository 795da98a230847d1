import { lazy } from "react";
import type { Look } from "../../../schema/messages/look.ts";
import { Part } from "../overlays/part.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";

const TurningFigure = lazy(async () => ({ default: (await import("./turning-figure.tsx")).TurningFigure }));

/** The figure of a persona, fetched when something shows one; until then its mask. */
export function LazyFigure({ look, name }: { look: Look; name: string }) {
  return (
    <Part waiting={<MaskChip look={look} name={name} size={160} />}>
      <TurningFigure look={look} name={name} />
    </Part>
  );
}
