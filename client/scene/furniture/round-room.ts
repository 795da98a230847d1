/** The focus room: a table for everybody, a ring of beams above it, lattices to listen behind. */
import { CylinderGeometry, IcosahedronGeometry, SphereGeometry, TorusGeometry, type BufferGeometry } from "three";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import {
  board,
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
  TERRACOTTA,
  WALNUT,
} from "./joinery.ts";

const around = <Piece>(count: number, draw: (angle: number, index: number) => Piece): Piece[] =>
  Array.from({ length: count }, (_, index) => draw((index / count) * Math.PI * 2, index));

/** Low, for people on cushions; 2.3 m wide. Cups, a carafe and a small lamp stand on it. */
export function roundTable(): BufferGeometry {
  const top = 0.44;
  const cup = (angle: number, index: number): Part[] => {
    const at = [Math.sin(angle) * 0.86, top, Math.cos(angle) * 0.86] as const;
    return [
      {
        shape: lathe([0, 0, 0.045, 0, 0.06, 0.09, 0.05, 0.085, 0, 0.02], 10),
        colour: index % 2 ? LINEN : "#8fa5a0",
        at,
      },
      {
        shape: new CylinderGeometry(0.15, 0.15, 0.012, 4),
        colour: index % 3 ? "#f0e6d0" : "#e5cfa8",
        at: [Math.sin(angle + 0.3) * 0.8, top + 0.008, Math.cos(angle + 0.3) * 0.8],
        turn: [0, angle + 0.9, 0],
        scale: [0.85, 1, 1.15],
      },
    ];
  };
  return mergeParts([
    {
      shape: lathe([0.52, 0, 0.56, 0.03, 0.5, 0.08, 0.2, 0.16, 0.17, 0.3, 0.3, 0.38, 0, 0.38], 24),
      colour: WALNUT,
      shade: fromTheFloor,
    },
    { shape: lathe([0, 0.37, 1.02, 0.37, 1.13, 0.39, 1.15, 0.42, 1.13, 0.44, 0, 0.44], 48), colour: OAK },
    { shape: new TorusGeometry(0.99, 0.012, 6, 48).rotateX(Math.PI / 2), colour: WALNUT, at: [0, top, 0] },
    { shape: new CylinderGeometry(0.34, 0.34, 0.012, 32), colour: TERRACOTTA, at: [0, top + 0.004, 0] },
    { shape: new TorusGeometry(0.33, 0.018, 6, 32).rotateX(Math.PI / 2), colour: BRASS, at: [0, top + 0.01, 0] },
    {
      shape: lathe([0, 0, 0.1, 0, 0.13, 0.1, 0.05, 0.24, 0.06, 0.3, 0.04, 0.3, 0, 0.26], 14),
      colour: "#7c9aa0",
      at: [0.16, top, 0.04],
    },
    post(0.03, 0.09, [-0.12, top, -0.02], IRON),
    { shape: new CylinderGeometry(0.06, 0.05, 0.17, 10), colour: LAMP_GLASS, at: [-0.12, top + 0.12, -0.02], light: 1 },
    { shape: lathe([0.1, 0, 0.03, 0.08, 0, 0.09], 10), colour: IRON, at: [-0.12, top + 0.2, -0.02] },
    ...around(8, cup).flat(),
  ]);
}

/** The back of a seat on the floor, 1 m wide; it faces +z. */
export function lowChair(): BufferGeometry {
  const slat = (index: number): Part =>
    board([0.09, 0.46, 0.035], [(index - 1.5) * 0.19, 0.36, -0.02 + 0.02 * (index === 0 || index === 3 ? 1 : 0)], OAK, {
      turn: [-0.14, 0, 0],
    });
  return mergeParts([
    board([0.8, 0.05, 0.24], [0, 0.05, 0.06], WALNUT),
    ...[0, 1, 2, 3].map(slat),
    board([0.86, 0.13, 0.06], [0, 0.62, -0.06], WALNUT, { turn: [-0.14, 0, 0] }),
  ]);
}

/** A ring of beams on columns 6 m from the middle, with vines and a crown of lamps; 6 m high. */
export function rotunda(): BufferGeometry {
  const radius = 6;
  const vine = (_: number, index: number): Part => {
    const chance = (index * 0.618) % 1;
    const angle = (index / 130) * Math.PI * 2 + 0.04 * Math.sin(index * 5.1);
    const reach = radius + 0.34 * Math.sin(index * 2.7);
    return {
      shape: new IcosahedronGeometry(0.17 + 0.15 * chance, 0),
      colour: ["#6d8a4a", "#87a05a", "#5d7a42", "#98aa62"][index % 4]!,
      at: [Math.sin(angle) * reach, 5.2 + 0.16 * Math.sin(index * 2.3), Math.cos(angle) * reach],
      turn: [index, index * 1.7, 0],
      scale: [1.2, 0.8, 1.1],
      sway: 0.1,
      shade: () => 0.78 + 0.3 * chance,
    };
  };
  const trailing = (angle: number, index: number): Part[] => {
    if (index % 3 === 1) return [];
    const long = 0.5 + 0.5 * ((index * 0.414) % 1);
    return [0, 1, 2].map((leaf): Part => ({
      shape: new IcosahedronGeometry(0.17 - leaf * 0.03, 0),
      colour: leaf === 2 && index % 2 ? "#d8744f" : "#7b9550",
      at: [Math.sin(angle) * (radius + 0.3), 4.9 - leaf * long * 0.36, Math.cos(angle) * (radius + 0.3)],
      scale: [1, 1.3, 1],
      sway: 0.2 + leaf * 0.12,
    }));
  };
  const rib = (angle: number): Part => ({
    shape: new TorusGeometry(4.6, 0.075, 6, 14, Math.PI / 2),
    colour: OAK,
    at: [Math.sin(angle) * 1.45, 4.95, Math.cos(angle) * 1.45],
    turn: [0, angle - Math.PI / 2, 0],
    scale: [1, 0.42, 1],
  });
  const lamp = (angle: number, index: number): Part[] => {
    const [x, z] = [Math.sin(angle) * 0.95, Math.cos(angle) * 0.95];
    const y = 4.5 + 0.16 * (index % 2);
    return [
      { shape: new CylinderGeometry(0.01, 0.01, 6.75 - y, 4), colour: IRON, at: [x, (6.75 + y) / 2, z] },
      { shape: new SphereGeometry(0.13, 12, 10), colour: LAMP_GLASS, at: [x, y, z], scale: [1, 1.25, 1], light: 0.9 },
      { shape: lathe([0.1, 0, 0.03, 0.1, 0, 0.11], 8), colour: BRASS, at: [x, y + 0.12, z] },
    ];
  };
  return mergeParts([
    {
      shape: new TorusGeometry(radius, 0.3, 4, 60).rotateX(Math.PI / 2),
      colour: "#e7d5b6",
      at: [0, 4.78, 0],
      scale: [1, 0.85, 1],
      shade: (_, y) => (y < 4.7 ? 0.72 : 1),
    },
    {
      shape: new TorusGeometry(radius + 0.08, 0.34, 4, 60).rotateX(Math.PI / 2),
      colour: "#d9c3a1",
      at: [0, 5.06, 0],
      scale: [1, 0.3, 1],
    },
    { shape: new TorusGeometry(1.5, 0.1, 6, 32).rotateX(Math.PI / 2), colour: WALNUT, at: [0, 6.85, 0] },
    ...around(10, rib),
    ...around(130, vine),
    ...around(30, trailing).flat(),
    ...around(6, lamp).flat(),
  ]);
}

/** A carved screen, 3.2 m wide: from behind one sees and hears, from the front one sees a pattern. It faces +z. */
export function lattice(): BufferGeometry {
  const [wide, low, high] = [3.2, 0.62, 2.5];
  const bars: Part[] = [];
  const cell = 0.27;
  for (let index = 0; index <= 11; index++) {
    const x = -wide / 2 + 0.12 + index * cell;
    bars.push(box([0.03, high - low, 0.03], [x, (low + high) / 2, 0], WALNUT, { shade: () => 0.9 }));
  }
  for (let row = 0; row <= 6; row++)
    bars.push(box([wide - 0.2, 0.03, 0.03], [0, low + 0.1 + row * cell, 0.01], WALNUT, { shade: () => 0.9 }));
  for (let column = 0; column < 11; column++)
    for (let row = 0; row < 6; row++)
      bars.push({
        shape: new TorusGeometry(0.085, 0.02, 4, 6),
        colour: (column + row) % 2 ? OAK : "#8a5f40",
        at: [-wide / 2 + 0.12 + (column + 0.5) * cell, low + 0.1 + (row + 0.5) * cell, 0.02],
      });
  return mergeParts([
    ...bars,
    ...[-1, 1].map((side) => board([0.14, 2.72, 0.16], [side * (wide / 2 + 0.02), 1.36, 0], OAK)),
    board([wide + 0.4, 0.16, 0.22], [0, 2.74, 0], OAK_LIGHT),
    board([wide, 0.6, 0.12], [0, 0.3, 0], OAK),
    ...[-1, 0, 1].map((panel) => board([0.86, 0.36, 0.03], [panel * 1.02, 0.3, 0.065], panel ? TERRACOTTA : INDIGO)),
    { shape: new SphereGeometry(0.09, 10, 8), colour: BRASS, at: [-wide / 2, 2.9, 0] },
    { shape: new SphereGeometry(0.09, 10, 8), colour: BRASS, at: [wide / 2, 2.9, 0] },
  ]);
}

/** The sections of the guide on a standing board, 2.2 m wide; it faces +z. */
export function guideBoard(): BufferGeometry {
  const line = (index: number): Part[] => [
    {
      shape: new CylinderGeometry(0.065, 0.065, 0.02, 16).rotateX(Math.PI / 2),
      colour: [TERRACOTTA, OCHRE, INDIGO, "#6f7f52", "#8b5a6b"][index]!,
      at: [-0.8, 1.98 - index * 0.26, 0.06],
    },
    box(
      [1.05 - 0.2 * ((index * 0.618) % 1), 0.05, 0.012],
      [-0.1 - 0.1 * ((index * 0.618) % 1), 2.01 - index * 0.26, 0.06],
      "#5a4a3f",
      { shade: () => 1 },
    ),
    box([0.75 - 0.2 * ((index * 0.414) % 1), 0.03, 0.012], [-0.25, 1.94 - index * 0.26, 0.06], "#a8967f", {
      shade: () => 1,
    }),
  ];
  return mergeParts([
    board([2.2, 1.55, 0.07], [0, 1.5, 0], OAK),
    board([2.04, 1.39, 0.05], [0, 1.5, 0.025], LINEN, { shade: () => 1 }),
    ...[0, 1, 2, 3, 4].flatMap(line),
    ...[-1, 1].flatMap((side) => [
      board([0.09, 2.35, 0.1], [side * 1.02, 1.17, -0.04], WALNUT),
      board([0.1, 0.08, 0.8], [side * 1.02, 0.04, 0], WALNUT),
    ]),
    board([2.4, 0.1, 0.24], [0, 2.36, 0], WALNUT),
    ...[-0.6, 0.6].map((x): Part => ({
      shape: lathe([0.11, 0, 0.04, 0.1, 0, 0.11], 10),
      colour: BRASS,
      at: [x, 2.24, 0.14],
    })),
    ...[-0.6, 0.6].map((x): Part => ({
      shape: new SphereGeometry(0.055, 8, 6),
      colour: LAMP_GLASS,
      at: [x, 2.24, 0.14],
      light: 1,
    })),
  ]);
}
