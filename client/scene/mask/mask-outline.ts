import type { Look } from "../../../schema/messages/look.ts";

type MaskShape = NonNullable<Look["mask"]>["shape"];

/** Half width, half heights and corner sharpness (superellipse exponent) above and below the eyes. */
type Outline = { width: number; top: number; bottom: number; sharpTop: number; sharpBottom: number };

const OUTLINES: Record<MaskShape, Outline> = {
  oval: { width: 78, top: 100, bottom: 104, sharpTop: 2.2, sharpBottom: 2 },
  long: { width: 60, top: 112, bottom: 118, sharpTop: 2.8, sharpBottom: 2.1 },
  square: { width: 84, top: 92, bottom: 96, sharpTop: 6, sharpBottom: 5 },
  heart: { width: 90, top: 100, bottom: 112, sharpTop: 2.6, sharpBottom: 1.25 },
  moon: { width: 92, top: 84, bottom: 96, sharpTop: 2, sharpBottom: 2 },
  shield: { width: 82, top: 88, bottom: 116, sharpTop: 7, sharpBottom: 1.45 },
  beak: { width: 76, top: 90, bottom: 116, sharpTop: 2.3, sharpBottom: 1.05 },
  sun: { width: 82, top: 84, bottom: 86, sharpTop: 2, sharpBottom: 2 },
};

export const maskShapes = Object.keys(OUTLINES) as MaskShape[];

const bump = (angle: number, at: number, width: number) => Math.exp(-(((Math.abs(angle) - at) / width) ** 2));

/** Shapes beyond a superellipse: the heart's notch, the moon's horns, ears, rays. */
function trim(shape: MaskShape, angle: number): number {
  switch (shape) {
    case "heart":
      return -26 * bump(angle, 0, 0.28) + 8 * bump(angle, 0.55, 0.3);
    case "moon":
      return 44 * bump(angle, 0.72, 0.15) - 16 * bump(angle, 0, 0.35);
    case "beak":
      return 36 * bump(angle, 0.85, 0.13);
    case "sun": {
      const phase = ((angle / (Math.PI * 2)) * 14 + 28) % 1;
      return 30 * (1 - Math.abs(phase * 2 - 1)) - 4;
    }
    default:
      return 0;
  }
}

/** Distance from the mask's centre to its rim; angle in radians from straight up, clockwise. Units: the mask is about 200 × 240. */
export function maskRim(shape: MaskShape, angle: number): number {
  const { width, top, bottom, sharpTop, sharpBottom } = OUTLINES[shape];
  const turned = Math.atan2(Math.sin(angle), Math.cos(angle));
  const across = Math.abs(Math.sin(turned)) / width;
  const up = Math.cos(turned);
  const sharp = up > 0 ? sharpTop : sharpBottom;
  const along = Math.abs(up) / (up > 0 ? top : bottom);
  return (across ** sharp + along ** sharp) ** (-1 / sharp) + trim(shape, turned);
}

/** The rim as an SVG path around (0, 0), y down. */
export function maskOutlinePath(shape: MaskShape): string {
  const points = 140;
  const at = (index: number) => {
    const angle = (index / points) * Math.PI * 2;
    const radius = maskRim(shape, angle);
    return `${(Math.sin(angle) * radius).toFixed(1)} ${(-Math.cos(angle) * radius).toFixed(1)}`;
  };
  return `M${Array.from({ length: points }, (_, index) => at(index)).join("L")}Z`;
}
