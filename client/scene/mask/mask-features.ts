/** The carving of masks as SVG paths in a box of ±100 × ±120, y down: drawn flat on cards, and into the atlas that masks in the world wear. */
import type { Look } from "../../../schema/messages/look.ts";

type Mask = NonNullable<Look["mask"]>;

/** A path that is filled, or stroked when it has a width. */
export type Feature = { path: string; strokeWidth?: number };

const circle = (x: number, y: number, radius: number) =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0Z`;
const ellipse = (x: number, y: number, width: number, height: number) =>
  `M${x - width} ${y}a${width} ${height} 0 1 0 ${width * 2} 0a${width} ${height} 0 1 0 ${-width * 2} 0Z`;
const polygon = (...points: number[]) => `M${points.join(" ")}Z`;
const diamond = (x: number, y: number, width: number, height: number) =>
  polygon(x, y - height, x + width, y, x, y + height, x - width, y);
const both = (draw: (side: 1 | -1) => string) => draw(-1) + draw(1);
const ray = (angle: number, spread: number) => {
  const at = (turn: number, reach: number) => [Math.sin(turn) * reach, -14 - Math.cos(turn) * reach] as const;
  return polygon(...at(angle, 26), ...at(angle - spread, 150), ...at(angle + spread, 150));
};
const wave = (y: number, thick: number) =>
  `M-120 ${y}q20 -18 40 0t40 0t40 0t40 0t40 0t40 0v${thick}q-20 18 -40 0t-40 0t-40 0t-40 0t-40 0t-40 0Z`;
const band = (y: number, height: number) => polygon(-120, y, 120, y, 120, y + height, -120, y + height);

/** Large shapes of the second colour: they carry recognition at a distance. */
export const PATTERNS: Record<Mask["pattern"], Feature> = {
  plain: { path: band(-140, 66) },
  stripes: { path: band(-104, 16) + band(-76, 16) + band(14, 16) + band(42, 16) + band(84, 40) },
  dots: {
    path:
      circle(0, -74, 14) +
      both(
        (side) =>
          circle(side * 36, -82, 10) + circle(side * 58, 22, 13) + circle(side * 42, 52, 9) + circle(side * 62, -58, 9),
      ),
  },
  rays: {
    path: [-1.25, -0.62, 0, 0.62, 1.25].map((angle) => ray(angle, 0.15)).join("") + ray(2.3, 0.16) + ray(-2.3, 0.16),
  },
  waves: { path: wave(-96, 18) + wave(-62, 8) + wave(74, 50) },
  diamonds: { path: diamond(0, -78, 17, 30) + both((side) => diamond(side * 38, -14, 36, 58)) },
  split: { path: polygon(0, -140, 120, -140, 120, 140, 0, 140) },
  tears: {
    path:
      band(-140, 40) +
      both(
        (side) =>
          `M${side * 38} -4c${side * 8} 36 ${side * 24} 44 ${side * 20} 66a20 20 0 0 ${side > 0 ? 1 : 0} ${side * -40} 0c${side * -2} -22 ${side * 12} -34 ${side * 20} -66Z`,
      ),
  },
};

type Point = readonly [x: number, y: number];
/** A curve from the temple to the nose, bent towards `by`. */
const brow = (from: Point, by: Point, to: Point, strokeWidth: number): Feature => ({
  path: both((side) => `M${side * from[0]} ${from[1]}Q${side * by[0]} ${by[1]} ${side * to[0]} ${to[1]}`),
  strokeWidth,
});

export const BROWS: Record<Mask["brow"], Feature> = {
  calm: brow([66, -38], [42, -54], [16, -42], 9),
  raised: brow([66, -50], [42, -86], [14, -56], 9),
  furrowed: brow([68, -64], [40, -50], [12, -30], 14),
  slanted: brow([70, -30], [44, -44], [14, -64], 10),
  heavy: brow([70, -42], [40, -48], [10, -38], 20),
  arched: { path: both((side) => `M${side * 70} -34L${side * 44} -68L${side * 14} -40`), strokeWidth: 10 },
};

export const MOUTHS: Record<Mask["mouth"], Feature> = {
  smile: { path: "M-44 42Q0 100 44 42Q0 66 -44 42Z" },
  straight: { path: "M-32 58H32", strokeWidth: 11 },
  open: { path: ellipse(0, 60, 19, 24) },
  frown: { path: "M-42 80Q0 28 42 80Q0 56 -42 80Z" },
  smirk: { path: "M-32 58Q8 66 42 38Q22 88 -32 58Z" },
  small: { path: ellipse(0, 58, 12, 8) },
};

/** Eye holes; the eyes behind them are drawn separately, because they move. */
export const EYES: Feature = {
  path: both((side) => `M${side * 60} -14Q${side * 40} -38 ${side * 14} -10Q${side * 38} 6 ${side * 60} -14Z`),
};
export const EYE_CENTRE = { x: 37, y: -15 };
/** The ridge of the nose, lit at one side. */
export const NOSE: Feature = { path: "M-6 -30Q-10 10 -16 28Q0 40 16 28Q10 10 6 -30Z" };
