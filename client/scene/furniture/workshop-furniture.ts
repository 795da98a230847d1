/** The workshop: a wall for notes, a table to lay things out on, shelves, stools, a workbench. */
import {
  BoxGeometry,
  CylinderGeometry,
  IcosahedronGeometry,
  SphereGeometry,
  TorusGeometry,
  type BufferGeometry,
} from "three";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import {
  board,
  books,
  box,
  BRASS,
  fromTheFloor,
  INDIGO,
  IRON,
  LAMP_GLASS,
  LINEN,
  OAK,
  OAK_LIGHT,
  OCHRE,
  post,
  SAGE,
  TERRACOTTA,
  WALNUT,
} from "./joinery.ts";

/** Linen in a frame, 10 m wide, below a tiled eave with lamps; it faces +z. Clusters of paper hang on it. */
export function notesWall(): BufferGeometry {
  const [width, bottom, top] = [10, 0.95, 3.25];
  const middle = (bottom + top) / 2;
  const tile = (index: number): Part => ({
    shape: new CylinderGeometry(0.17, 0.17, 1.5, 8, 1, false, 0, Math.PI).rotateX(Math.PI / 2).rotateZ(Math.PI / 2),
    colour: index % 3 ? TERRACOTTA : "#b86a48",
    at: [-width / 2 - 0.35 + index * 0.34, top + 0.62, 0.25],
    turn: [0.34, 0, 0],
    shade: () => 0.8 + 0.2 * ((index * 0.618) % 1),
  });
  const note = (index: number): Part[] => {
    const cluster = Math.floor(index / 5);
    const chance = (index * 0.618) % 1;
    const x = -3.7 + cluster * 2.45 + ((index % 5) % 3) * 0.5 + 0.1 * Math.sin(index * 5);
    const y = top - 0.55 - Math.floor((index % 5) / 3) * 0.58 - 0.25 * (cluster % 2) - 0.08 * chance;
    const turn = [0, 0, 0.14 * Math.sin(index * 3.3)] as const;
    const lines = [0.07, 0, -0.07].map((down, line) =>
      box([0.26 - 0.1 * ((index + line) % 3) * 0.5, 0.018, 0.006], [x, y + down, 0.052], "#6b5a4c", {
        turn,
        shade: () => 1,
      }),
    );
    const colour = ["#f0d58a", "#e9b49a", "#b7cfd0", "#c9d3a0"][cluster]!;
    return [box([0.4, 0.38, 0.01], [x, y, 0.042], colour, { turn, shade: () => 1 }), ...lines];
  };
  const lamp = (x: number): Part[] => [
    { shape: new CylinderGeometry(0.016, 0.016, 0.5, 5), colour: IRON, at: [x, top + 0.3, 0.66], turn: [0.5, 0, 0] },
    { shape: lathe([0.2, 0, 0.07, 0.13, 0, 0.15], 12), colour: BRASS, at: [x, top + 0.02, 0.78] },
    { shape: new SphereGeometry(0.085, 10, 8), colour: LAMP_GLASS, at: [x, top + 0.02, 0.78], light: 1 },
  ];
  return mergeParts([
    {
      shape: new BoxGeometry(width + 0.5, top + 0.35, 0.34, 8, 4, 1),
      colour: "#c9a57c",
      at: [0, (top + 0.35) / 2, -0.2],
      shade: (_, y) => 0.62 + 0.1 * y,
    },
    box([width + 0.6, 0.5, 0.44], [0, 0.25, -0.18], "#8d4632"),
    board([width, top - bottom, 0.06], [0, middle, 0], LINEN, { shade: (_, y) => 0.86 + 0.04 * y }),
    ...[bottom - 0.07, top + 0.07].map((y) => board([width + 0.34, 0.14, 0.16], [0, y, 0.02], OAK)),
    ...[-1, 1].map((side) => board([0.16, top - bottom + 0.2, 0.16], [side * (width / 2 + 0.08), middle, 0.02], OAK)),
    board([width, 0.05, 0.24], [0, bottom - 0.14, 0.12], WALNUT),
    ...Array.from({ length: 9 }, (_, index): Part => ({
      shape: new CylinderGeometry(0.018, 0.018, 0.24, 6).rotateZ(Math.PI / 2),
      colour: [TERRACOTTA, INDIGO, OCHRE, SAGE][index % 4]!,
      at: [-4 + index * 0.95 + 0.2 * (index % 2), bottom - 0.1, 0.14],
      turn: [0, 0.5 * ((index % 3) - 1), 0],
    })),
    ...[-1, 0, 1].map((side) =>
      board([0.2, top + 0.7, 0.24], [side * (width / 2 + 0.35), (top + 0.7) / 2, -0.12], WALNUT),
    ),
    ...Array.from({ length: Math.round((width + 0.9) / 0.34) }, (_, index) => tile(index)),
    board([width + 1.1, 0.1, 0.14], [0, top + 0.36, 0.92], OAK),
    board([width + 1, 0.06, 1.5], [0, top + 0.6, 0.25], WALNUT, { turn: [0.34, 0, 0] }),
    ...[-3.75, -1.25, 1.25, 3.75].flatMap(lamp),
    ...Array.from({ length: 20 }, (_, index) => note(index)).flat(),
  ]);
}

/** Low and round, 2.3 m wide: the sheet on it shows a plan. */
export function planTable(): BufferGeometry {
  const top = 0.44;
  const leg = (angle: number): Part[] => [
    post(0.4, 0.07, [Math.sin(angle) * 0.8, 0, Math.cos(angle) * 0.8], WALNUT),
    board([0.06, 0.06, 0.8], [Math.sin(angle) * 0.4, 0.14, Math.cos(angle) * 0.4], WALNUT, { turn: [0, angle, 0] }),
  ];
  return mergeParts([
    ...[0.785, 2.356, 3.927, 5.498].flatMap(leg),
    { shape: lathe([0, 0.38, 1.12, 0.38, 1.15, 0.41, 1.13, 0.44, 0, 0.44], 32), colour: OAK_LIGHT },
    { shape: new CylinderGeometry(1.04, 1.04, 0.01, 32), colour: "#e9dcbf", at: [0, top + 0.004, 0] },
    ...[0.34, 0.68, 1.02].map((reach): Part => ({
      shape: new TorusGeometry(reach, 0.008, 4, 40).rotateX(Math.PI / 2),
      colour: "#a7957a",
      at: [0, top + 0.01, 0],
    })),
    ...[0, 1.571].map((turn) =>
      box([2.04, 0.006, 0.014], [0, top + 0.012, 0], "#a7957a", { turn: [0, turn, 0], shade: () => 1 }),
    ),
    { shape: new CylinderGeometry(0.05, 0.055, 0.1, 10), colour: INDIGO, at: [0.02, top + 0.06, 0.02] },
    {
      shape: new CylinderGeometry(0.008, 0.008, 0.24, 5),
      colour: TERRACOTTA,
      at: [0.03, top + 0.16, 0.02],
      turn: [0.2, 0, -0.2],
    },
    {
      shape: new CylinderGeometry(0.008, 0.008, 0.22, 5),
      colour: OCHRE,
      at: [0, top + 0.16, 0.03],
      turn: [0.1, 0, 0.25],
    },
  ]);
}

/** 2.4 m wide, 2.1 m high: books, jars, rolls of paper, a plant. It faces +z. */
export function shelf(): BufferGeometry {
  const levels = [0.1, 0.72, 1.3, 1.84];
  const jar = (x: number, y: number, colour: string): Part => ({
    shape: lathe([0, 0, 0.1, 0, 0.12, 0.08, 0.11, 0.2, 0.07, 0.25, 0.08, 0.28, 0, 0.28], 12),
    colour,
    at: [x, y, 0.02],
  });
  const roll = (x: number, y: number, index: number): Part => ({
    shape: new CylinderGeometry(0.06, 0.06, 0.42, 10).rotateX(Math.PI / 2),
    colour: index % 2 ? LINEN : "#d8c29a",
    at: [x, y, 0],
  });
  return mergeParts([
    ...[-1.17, 1.17].map((x) => board([0.07, 2.1, 0.44], [x, 1.05, 0], WALNUT)),
    board([0.05, 1.75, 0.42], [0, 0.96, 0], WALNUT),
    board([2.36, 2.05, 0.04], [0, 1.02, -0.19], "#5b3d2c", { shade: () => 0.7 }),
    ...levels.map((y) => board([2.32, 0.05, 0.42], [0, y, 0], OAK)),
    board([2.5, 0.08, 0.5], [0, 2.12, 0], OAK),
    ...books(-1.1, -0.1, { y: 1.33, z: 0 }, 3),
    ...books(0.08, 1.08, { y: 0.75, z: 0 }, 17),
    ...books(-1.1, -0.5, { y: 1.87, z: 0 }, 29).map((part) => ({
      ...part,
      scale: [1, 0.6, 1] as const,
      at: [part.at![0], 1.87 + (part.at![1] - 1.87) * 0.6, part.at![2]] as const,
    })),
    jar(0.25, 1.33, TERRACOTTA),
    jar(0.55, 1.33, "#7c9aa0"),
    jar(0.85, 1.33, OCHRE),
    ...[0, 1, 2].map((index) => roll(-0.9 + index * 0.15, 0.8, index)),
    ...[0, 1].map((index) => roll(-0.82 + index * 0.15, 0.92, index)),
    board([0.44, 0.3, 0.34], [-0.3, 0.9, 0], OAK_LIGHT),
    board([0.9, 0.4, 0.36], [-0.55, 0.33, 0], "#8a6549"),
    board([0.8, 0.44, 0.36], [0.58, 0.35, 0], OAK_LIGHT),
    { shape: lathe([0, 0, 0.14, 0, 0.19, 0.26, 0.15, 0.25, 0, 0.2], 14), colour: TERRACOTTA, at: [0.75, 2.16, 0] },
    ...[0, 1, 2, 3, 4].map((leaf): Part => ({
      shape: new IcosahedronGeometry(0.15, 0),
      colour: leaf % 2 ? "#6d8a4a" : "#87a05a",
      at: [0.75 + Math.sin(leaf * 1.26) * 0.16, 2.5 + 0.08 * (leaf % 2), Math.cos(leaf * 1.26) * 0.16],
      sway: 0.1,
    })),
  ]);
}

/** A three-legged stool with something on it. */
export function stool(): BufferGeometry {
  const leg = (angle: number): Part => ({
    shape: new CylinderGeometry(0.022, 0.032, 0.5, 6),
    colour: WALNUT,
    at: [Math.sin(angle) * 0.15, 0.24, Math.cos(angle) * 0.15],
    turn: [Math.cos(angle) * -0.16, 0, Math.sin(angle) * 0.16],
    shade: fromTheFloor,
  });
  return mergeParts([
    ...[0, 2.094, 4.189].map(leg),
    { shape: lathe([0, 0.48, 0.2, 0.48, 0.22, 0.51, 0.2, 0.54, 0, 0.53], 18), colour: OAK_LIGHT },
  ]);
}

/** A drawing on an easel, 1.9 m high; it faces +z. */
export function easel(): BufferGeometry {
  const lean = -0.16;
  return mergeParts([
    ...[-1, 1].map((side): Part => ({
      shape: new CylinderGeometry(0.028, 0.034, 1.95, 6),
      colour: WALNUT,
      at: [side * 0.33, 0.95, 0.02],
      turn: [lean, 0, side * 0.17],
    })),
    { shape: new CylinderGeometry(0.028, 0.034, 1.9, 6), colour: WALNUT, at: [0, 0.92, -0.38], turn: [0.26, 0, 0] },
    board([0.95, 0.06, 0.14], [0, 0.72, 0.1], OAK),
    board([1.05, 0.82, 0.04], [0, 1.16, 0.07], OAK, { turn: [lean, 0, 0] }),
    board([0.96, 0.73, 0.03], [0, 1.16, 0.09], "#efe4cb", { turn: [lean, 0, 0], shade: () => 1 }),
    ...[
      [-0.22, 1.26, TERRACOTTA],
      [0.2, 1.2, INDIGO],
      [-0.02, 1.02, OCHRE],
    ].map(([x, y, colour]): Part => ({
      shape: new TorusGeometry(0.11, 0.014, 4, 20),
      colour: colour as string,
      at: [x as number, y as number, 0.115 + (1.16 - (y as number)) * 0.16],
      turn: [lean, 0, 0],
    })),
    ...[0.5, -0.7].map((turn, index) =>
      box([0.3, 0.014, 0.01], [index ? 0.08 : 0, index ? 1.12 : 1.24, 0.12 - index * -0.01], "#5a4a3f", {
        turn: [lean, 0, turn],
        shade: () => 1,
      }),
    ),
  ]);
}

/** 2.6 m long, 0.9 m high: a vice, tools, sheets, a lamp. It faces +z. */
export function workbench(): BufferGeometry {
  const tool = (index: number): Part[] => [
    {
      shape: new CylinderGeometry(0.022, 0.026, 0.3, 6),
      colour: [OAK_LIGHT, TERRACOTTA, INDIGO][index % 3]!,
      at: [-0.9 + index * 0.22, 1.22, -0.32],
      shade: () => 1,
    },
    box([0.1 + 0.03 * (index % 2), 0.08, 0.03], [-0.9 + index * 0.22, 1.4, -0.32], IRON, { shade: () => 1.2 }),
  ];
  return mergeParts([
    board([2.6, 0.1, 0.8], [0, 0.86, 0], OAK_LIGHT),
    ...[-1.15, 1.15].flatMap((x) => [-0.3, 0.3].map((z) => board([0.12, 0.82, 0.12], [x, 0.41, z], WALNUT))),
    board([2.3, 0.06, 0.66], [0, 0.22, 0], OAK),
    board([2.4, 0.62, 0.05], [0, 1.22, -0.38], "#7b5a41"),
    ...[0, 1, 2, 3, 4, 5].flatMap(tool),
    board([0.6, 0.34, 0.5], [-0.6, 0.42, 0], "#8a6549"),
    board([0.5, 0.26, 0.5], [0.5, 0.38, 0], OAK_LIGHT),
    board([0.7, 0.012, 0.5], [0.2, 0.917, 0.08], "#efe4cb", { turn: [0, 0.2, 0], shade: () => 1 }),
    board([0.5, 0.012, 0.36], [-0.5, 0.917, 0.1], LINEN, { turn: [0, -0.3, 0], shade: () => 1 }),
    ...[0, 1, 2].map((index): Part => ({
      shape: lathe([0, 0, 0.07, 0, 0.075, 0.14, 0.06, 0.14, 0, 0.12], 10),
      colour: [TERRACOTTA, OCHRE, "#7c9aa0"][index]!,
      at: [0.85 + index * 0.17, 0.91, -0.15],
    })),
    board([0.2, 0.16, 0.22], [-1.1, 0.99, 0.28], IRON),
  ]);
}
