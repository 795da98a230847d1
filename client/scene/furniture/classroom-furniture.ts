/** The classroom: a board, the teacher's desk, rows of desks, windows, a globe. */
import { BoxGeometry, CylinderGeometry, SphereGeometry, TorusGeometry, type BufferGeometry } from "three";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import {
  board,
  box,
  BRASS,
  INDIGO,
  IRON,
  LAMP_GLASS,
  LINEN,
  OAK,
  OAK_LIGHT,
  OCHRE,
  post,
  TERRACOTTA,
  WALNUT,
} from "./joinery.ts";

const CHALK = "#e8e6da";
const chalk = (size: readonly [number, number], at: readonly [number, number], turn = 0, colour = CHALK): Part =>
  box([size[0], size[1], 0.01], [at[0], at[1], 0.085], colour, { turn: [0, 0, turn], shade: () => 1 });

/** Two circles that share something, with lists on both sides. */
function drawing(): Part[] {
  const ring = (x: number, colour: string): Part => ({
    shape: new TorusGeometry(0.44, 0.014, 4, 40),
    colour,
    at: [x, 1.9, 0.085],
  });
  return [
    ring(-0.26, CHALK),
    ring(0.26, "#e8c98a"),
    ...[-1.95, -1.98, -1.9, -2.02].map((x, row) =>
      chalk([0.85 - 0.18 * (row % 2), 0.03], [x, 2.3 - row * 0.2], 0.01 * (row % 3)),
    ),
    chalk([0.5, 0.035], [-1.95, 2.5], 0, "#e8c98a"),
    ...[1.7, 1.9, 1.78].map((x, row) => chalk([0.95 - 0.2 * row, 0.03], [x, 2.35 - row * 0.22])),
    chalk([0.5, 0.025], [1.1, 1.9]),
    chalk([0.14, 0.025], [1.3, 1.95], -0.7),
    chalk([0.14, 0.025], [1.3, 1.85], 0.7),
    ...[0, 1, 2].map((index): Part => ({
      shape: new TorusGeometry(0.07, 0.012, 4, 18),
      colour: [CHALK, "#e8a98a", "#a9c7d8"][index]!,
      at: [1.62 + index * 0.32, 1.45, 0.085],
    })),
  ];
}

/** Green slate in a wall 9 m wide, with a drawing in chalk: two circles that share something. It faces +z. */
export function blackboard(): BufferGeometry {
  return mergeParts([
    {
      shape: new BoxGeometry(9.4, 3.5, 0.4, 8, 4, 1),
      colour: "#cdb08a",
      at: [0, 1.75, -0.26],
      shade: (_, y) => 0.64 + 0.1 * y,
    },
    box([9.5, 0.8, 0.5], [0, 0.4, -0.24], "#7b4a38"),
    box([9.6, 0.1, 0.54], [0, 0.84, -0.24], OAK_LIGHT),
    box([9.8, 0.26, 0.7], [0, 3.6, -0.26], "#e7d5b6", { shade: (_, y) => (y < 3.55 ? 0.75 : 1) }),
    {
      shape: new CylinderGeometry(1, 1, 0.4, 3, 1).rotateX(-Math.PI / 2),
      colour: "#d8b98c",
      at: [0, 4.02, -0.26],
      scale: [5.4, 0.6, 1.4],
    },
    { shape: new TorusGeometry(0.26, 0.045, 8, 28), colour: BRASS, at: [0, 4.02, 0.06] },
    {
      shape: new CylinderGeometry(0.24, 0.24, 0.06, 28).rotateX(Math.PI / 2),
      colour: "#f3e6cb",
      at: [0, 4.02, 0.04],
      light: 0.2,
    },
    box([0.025, 0.17, 0.02], [0, 4.1, 0.08], "#4a3528", { shade: () => 1 }),
    box([0.13, 0.025, 0.02], [0.06, 4.02, 0.08], "#4a3528", { shade: () => 1 }),
    board([5.3, 1.9, 0.08], [0, 1.9, -0.02], OAK),
    board([5.06, 1.66, 0.06], [0, 1.9, 0.04], "#2f4a40", {
      shade: (x, y) => 0.92 + 0.06 * Math.sin(x * 1.7) + 0.05 * Math.sin(y * 5 + x),
    }),
    ...drawing(),
    board([5.2, 0.06, 0.2], [0, 0.94, 0.08], OAK),
    ...[-1.8, -1.5, 1.2].map((x, index): Part => ({
      shape: new CylinderGeometry(0.02, 0.02, 0.12, 6).rotateZ(1.5708),
      colour: [CHALK, "#e8c98a", "#e8a98a"][index]!,
      at: [x, 0.99, 0.1],
    })),
    board([0.24, 0.07, 0.1], [0.7, 1, 0.1], TERRACOTTA),
    // A map on the left, the alphabet of masks on the right.
    board([1.5, 1.3, 0.03], [-3.7, 2.05, -0.03], "#cfe0dc", { shade: () => 1 }),
    ...[
      [-3.95, 2.25, 0.26, 0.2],
      [-3.5, 1.95, 0.3, 0.24],
      [-3.9, 1.75, 0.2, 0.12],
    ].map(([x, y, w, h]): Part => ({
      shape: new SphereGeometry(1, 10, 6),
      colour: "#b9a36a",
      at: [x!, y!, -0.01],
      scale: [w!, h!, 0.02],
    })),
    ...[2.72, 1.38].map((y): Part => ({
      shape: new CylinderGeometry(0.035, 0.035, 1.62, 8).rotateZ(1.5708),
      colour: WALNUT,
      at: [-3.7, y, -0.01],
    })),
    ...[0, 1, 2, 3, 4, 5].map((index): Part => ({
      shape: new SphereGeometry(0.2, 12, 8),
      colour: [TERRACOTTA, OCHRE, INDIGO, "#6f7f52", "#8b5a6b", LINEN][index]!,
      at: [3.3 + (index % 2) * 0.6, 2.5 - Math.floor(index / 2) * 0.5, -0.04],
      scale: [0.9, 1.1, 0.3],
    })),
    ...[-2.2, 2.2].flatMap((x): Part[] => [
      { shape: new CylinderGeometry(0.014, 0.014, 0.5, 5), colour: IRON, at: [x, 3.2, 0.28], turn: [0.7, 0, 0] },
      { shape: lathe([0.2, 0, 0.07, 0.13, 0, 0.15], 12), colour: BRASS, at: [x, 2.98, 0.42] },
      { shape: new SphereGeometry(0.085, 10, 8), colour: LAMP_GLASS, at: [x, 2.98, 0.42], light: 1 },
    ]),
  ]);
}

/** For two, 1.5 m wide, with its bench behind; pupils look towards -z. */
export function schoolDesk(): BufferGeometry {
  return mergeParts([
    board([1.5, 0.05, 0.52], [0, 0.66, -0.2], OAK_LIGHT, { turn: [0.12, 0, 0] }),
    board([1.44, 0.2, 0.04], [0, 0.52, -0.4], OAK),
    ...[-0.66, 0.66].flatMap((x) => [
      board([0.06, 0.62, 0.46], [x, 0.32, -0.2], WALNUT),
      board([0.06, 0.36, 0.3], [x, 0.18, 0.42], WALNUT),
      board([0.06, 0.06, 1], [x, 0.05, 0.1], WALNUT),
    ]),
    board([1.5, 0.05, 0.34], [0, 0.39, 0.42], OAK),
    board([0.34, 0.015, 0.26], [-0.36, 0.7, -0.2], LINEN, { turn: [0.12, 0.12, 0], shade: () => 1 }),
    board([0.24, 0.035, 0.18], [0.4, 0.71, -0.16], TERRACOTTA, { turn: [0.12, -0.3, 0], shade: () => 1 }),
    { shape: new CylinderGeometry(0.03, 0.035, 0.05, 8), colour: INDIGO, at: [0.08, 0.73, -0.36] },
  ]);
}

/** The teacher's desk, 1.8 m wide, with a lamp, books and an apple; it faces +z. */
export function teacherDesk(): BufferGeometry {
  return mergeParts([
    board([1.8, 0.07, 0.8], [0, 0.8, 0], WALNUT),
    ...[-0.6, 0.6].flatMap((x) => [
      board([0.5, 0.74, 0.68], [x, 0.4, 0], OAK),
      ...[0.2, 0.42, 0.62].map((y) => board([0.42, 0.16, 0.02], [x, y, -0.35], OAK_LIGHT)),
    ]),
    board([1.1, 0.5, 0.03], [0, 0.55, 0.3], OAK),
    ...[0, 1, 2].map((index) =>
      board([0.3, 0.055, 0.22], [-0.6, 0.865 + index * 0.055, 0.05], [INDIGO, OCHRE, TERRACOTTA][index]!, {
        turn: [0, 0.2 * index, 0],
        shade: () => 1,
      }),
    ),
    { shape: lathe([0, 0, 0.05, 0.01, 0.07, 0.07, 0.03, 0.12, 0, 0.1], 12), colour: "#b5382c", at: [-0.1, 0.84, 0.12] },
    post(0.3, 0.02, [0.62, 0.84, 0.05], BRASS),
    { shape: lathe([0.17, 0, 0.06, 0.13, 0, 0.14], 14), colour: "#3f6a5a", at: [0.62, 1.12, 0.05] },
    { shape: new SphereGeometry(0.06, 8, 6), colour: LAMP_GLASS, at: [0.62, 1.12, 0.05], light: 1 },
    board([0.4, 0.015, 0.28], [0.22, 0.845, -0.05], LINEN, { turn: [0, -0.2, 0], shade: () => 1 }),
  ]);
}

/** 4 m of low wall with two arched windows above it, 3 m high; a row of plants on the sill. */
export function windowWall(): BufferGeometry {
  const window = (x: number): Part[] => [
    ...[-0.72, 0.72].map((side) => board([0.1, 1.3, 0.12], [x + side, 1.5, 0], OAK)),
    board([0.06, 1.9, 0.06], [x, 1.75, 0], OAK),
    board([1.4, 0.06, 0.06], [x, 1.55, 0], OAK),
    { shape: new TorusGeometry(0.72, 0.055, 6, 18, Math.PI), colour: OAK, at: [x, 2.1, 0] },
    { shape: new TorusGeometry(0.88, 0.13, 6, 20, Math.PI), colour: "#e7d5b6", at: [x, 2.1, 0] },
  ];
  return mergeParts([
    { shape: new BoxGeometry(4, 0.85, 0.36), colour: "#cdb08a", at: [0, 0.42, 0], shade: (_, y) => 0.66 + 0.3 * y },
    board([4.06, 0.09, 0.46], [0, 0.89, 0], "#e7d5b6"),
    ...[-2, 0, 2].map((x) => box([0.32, 2.1, 0.34], [x, 1.05, 0], "#d6bb95")),
    ...window(-1),
    ...window(1),
    box([4.3, 0.16, 0.44], [0, 3.06, 0], "#e7d5b6", { shade: () => 1 }),
    ...[-2, 0, 2].map((x) => box([0.32, 1, 0.34], [x, 2.5, 0], "#d6bb95")),
    ...[-1.4, -0.7, 0.6, 1.35].flatMap((x, index): Part[] => [
      { shape: lathe([0, 0, 0.09, 0, 0.12, 0.17, 0.1, 0.16, 0, 0.14], 10), colour: TERRACOTTA, at: [x, 0.93, 0.02] },
      {
        shape: new SphereGeometry(0.14, 8, 6),
        colour: index % 2 ? "#6d8a4a" : "#8b976b",
        at: [x, 1.18, 0.02],
        scale: [1, 0.9, 1],
        sway: 0.06,
      },
      {
        shape: new SphereGeometry(0.04, 6, 5),
        colour: index % 2 ? "#e2725b" : "#f3c6b0",
        at: [x + 0.08, 1.28, 0.06],
        sway: 0.06,
      },
    ]),
  ]);
}

/** A globe on a stand, 1.35 m high. */
export function globe(): BufferGeometry {
  return mergeParts([
    { shape: lathe([0, 0, 0.3, 0, 0.28, 0.05, 0.06, 0.12, 0.045, 0.6, 0.08, 0.64, 0, 0.64], 16), colour: WALNUT },
    { shape: new TorusGeometry(0.4, 0.022, 6, 32), colour: BRASS, at: [0, 1, 0], turn: [0, 0.5, 0.4] },
    {
      shape: new SphereGeometry(0.34, 24, 16),
      colour: "#7fa3a5",
      at: [0, 1, 0],
      shade: (x, y, z) => (Math.sin(x * 9 + 1) + Math.sin(y * 8) + Math.sin(z * 10 + x * 4) > 0.75 ? 1.25 : 0.85),
    },
    ...[
      [0.2, 1.12, 0.24, 0.14],
      [-0.16, 0.92, 0.27, 0.17],
      [-0.22, 1.15, -0.18, 0.15],
    ].map(([x, y, z, size]): Part => ({
      shape: new SphereGeometry(size!, 10, 8),
      colour: "#b9a36a",
      at: [x! * 0.86, 1 + (y! - 1) * 0.86, z! * 0.86],
    })),
  ]);
}
