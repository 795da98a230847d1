/** The house behind the debate stage. */
import { BoxGeometry, CylinderGeometry, SphereGeometry, TorusGeometry, type BufferGeometry } from "three";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import { box, BRASS, LAMP_GLASS, MARBLE, MARBLE_LIGHT, TERRACOTTA } from "./joinery.ts";

const CLOCK_Y = 6.05;

const arch = (x: number, half: number, high: number): Part[] => [
  ...[-1, 1].map((side): Part => ({
    shape: new CylinderGeometry(0.2, 0.25, high, 14),
    colour: MARBLE_LIGHT,
    at: [x + side * (half + 0.18), high / 2, 0.34],
    shade: (_, y) => 0.7 + 0.09 * y,
  })),
  ...[-1, 1].map((side) => box([0.62, 0.16, 0.62], [x + side * (half + 0.18), high + 0.08, 0.34], MARBLE)),
  { shape: new TorusGeometry(half + 0.14, 0.16, 6, 22, Math.PI), colour: MARBLE_LIGHT, at: [x, high + 0.1, 0.28] },
  {
    shape: new CylinderGeometry(half, half, 0.1, 24, 1, false, -Math.PI / 2, Math.PI)
      .rotateX(Math.PI / 2)
      .rotateZ(Math.PI),
    colour: "#5d3327",
    at: [x, high + 0.1, 0.2],
    scale: [1, -1, 1],
  },
  {
    shape: new BoxGeometry(half * 2, high, 0.1),
    colour: "#7d3f30",
    at: [x, high / 2, 0.2],
    shade: (_, y) => 0.45 + 0.16 * y,
  },
  { shape: new BoxGeometry(0.32, 0.42, 0.4), colour: BRASS, at: [x, high + half + 0.32, 0.34] },
];

const drape = (x: number, side: number, high: number, half: number): Part => ({
  shape: new CylinderGeometry(0.12, 0.3, high, 9, 5, true),
  colour: "#a8432f",
  at: [x + side * (half - 0.3), high / 2 + 0.05, 0.34],
  scale: [1, 1, 0.5],
  shade: (px, y) => 0.55 + 0.12 * y + 0.18 * Math.sin(px * 34),
});

const hour = (index: number): Part => {
  const angle = (index / 12) * Math.PI * 2;
  const isQuarter = index % 3 === 0;
  return {
    shape: new BoxGeometry(isQuarter ? 0.09 : 0.05, isQuarter ? 0.22 : 0.13, 0.04),
    colour: "#4a3528",
    at: [Math.sin(angle) * 0.82, CLOCK_Y + Math.cos(angle) * 0.82, 0.62],
    turn: [0, 0, -angle],
  };
};

function clock(): Part[] {
  // Ten past ten, as in every watchmaker's window.
  const hands = [
    { turn: 1.05, length: 0.55, width: 0.09 },
    { turn: -1.05, length: 0.8, width: 0.06 },
  ].map(({ turn, length, width }): Part => ({
    shape: new BoxGeometry(width, length, 0.03),
    colour: "#4a3528",
    at: [Math.sin(turn) * length * 0.42, CLOCK_Y + Math.cos(turn) * length * 0.42, 0.6],
    turn: [0, 0, -turn],
  }));
  return [
    {
      shape: new CylinderGeometry(1.42, 1.42, 0.7, 40).rotateX(Math.PI / 2),
      colour: "#8d4632",
      at: [0, CLOCK_Y, 0.05],
      shade: () => 0.9,
    },
    {
      shape: new CylinderGeometry(1.1, 1.1, 0.1, 40).rotateX(Math.PI / 2),
      colour: "#f3e6cb",
      at: [0, CLOCK_Y, 0.52],
      light: 0.18,
    },
    { shape: new TorusGeometry(1.16, 0.13, 10, 48), colour: BRASS, at: [0, CLOCK_Y, 0.5] },
    ...hands,
    ...Array.from({ length: 12 }, (_, index) => hour(index)),
  ];
}

/** Three arches 15 m wide, a clock above the middle one; it faces +z. */
export function scaena(): BufferGeometry {
  return mergeParts([
    {
      shape: new BoxGeometry(15.6, 4.5, 0.9, 10, 4, 1),
      colour: "#c39a70",
      at: [0, 2.25, -0.3],
      shade: (_, y) => 0.6 + 0.09 * y,
    },
    box([15.9, 0.9, 1.2], [0, 0.45, -0.3], "#8d4632"),
    box([16, 0.14, 1.3], [0, 0.95, -0.3], MARBLE_LIGHT),
    ...arch(0, 1.25, 2.7),
    ...arch(-4.9, 1.0, 2.2),
    ...arch(4.9, 1.0, 2.2),
    ...[-1, 1].flatMap((side) => [drape(0, side, 3.2, 1.25), drape(-4.9, side, 2.6, 1), drape(4.9, side, 2.6, 1)]),
    ...[-2.55, 2.55, -7.3, 7.3].map((x): Part => ({
      shape: new BoxGeometry(0.6, 3.5, 0.2),
      colour: MARBLE,
      at: [x, 2.7, 0.2],
      shade: (_, y) => 0.72 + 0.07 * y,
    })),
    box([16.4, 0.42, 1.5], [0, 4.62, -0.25], MARBLE_LIGHT, { shade: (_, y) => (y < 4.5 ? 0.7 : 1) }),
    box([16.8, 0.16, 1.7], [0, 4.9, -0.25], MARBLE, { shade: () => 1 }),
    {
      shape: new CylinderGeometry(1.9, 2.3, 0.8, 4, 1).rotateY(Math.PI / 4),
      colour: "#c39a70",
      at: [0, 5.3, -0.25],
      scale: [1.1, 1, 0.32],
    },
    ...clock(),
    { shape: new SphereGeometry(0.34, 14, 10), colour: BRASS, at: [0, 7.6, -0.1] },
    ...[-6.4, -3.4, 3.4, 6.4].map((x): Part => ({
      shape: lathe([0, 0, 0.2, 0.02, 0.12, 0.16, 0.26, 0.5, 0.16, 0.72, 0.22, 0.78, 0, 0.8], 12),
      colour: TERRACOTTA,
      at: [x, 4.98, -0.25],
    })),
    ...[-2.55, 2.55].flatMap((x): Part[] => [
      { shape: new SphereGeometry(0.17, 12, 10), colour: LAMP_GLASS, at: [x, 3.3, 0.52], light: 1, scale: [1, 1.3, 1] },
      { shape: lathe([0.2, 0, 0.05, 0.14, 0, 0.16], 10), colour: "#6b4a33", at: [x, 3.46, 0.52] },
    ]),
  ]);
}
