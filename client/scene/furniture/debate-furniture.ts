/** The debate stage: two lecterns, a desk between them, cushions on the steps and walls at their ends. */
import { SphereGeometry, TorusGeometry, type BufferGeometry } from "three";
import { buildMaskPlate } from "../mask/build-mask-plate.ts";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import {
  board,
  box,
  BRASS,
  INDIGO,
  LAMP_GLASS,
  LINEN,
  MARBLE_LIGHT,
  OAK,
  OAK_LIGHT,
  OCHRE,
  post,
  TERRACOTTA,
  WALNUT,
} from "./joinery.ts";

/** 1.25 m high; who speaks there faces +z. `colour`: of its side of the debate. */
export function lectern(colour: string): BufferGeometry {
  return mergeParts([
    board([0.9, 0.12, 0.7], [0, 0.06, 0], WALNUT),
    board([0.62, 0.95, 0.42], [0, 0.58, 0], OAK),
    board([0.48, 0.74, 0.03], [0, 0.58, 0.215], colour, { shade: (_, y) => 0.75 + 0.3 * y }),
    { shape: new TorusGeometry(0.14, 0.022, 6, 24), colour: BRASS, at: [0, 0.66, 0.235] },
    { shape: buildMaskPlate("oval"), colour: "#eddcb8", at: [0, 0.66, 0.225], scale: 0.12 },
    board([0.92, 0.06, 0.6], [0, 1.14, 0], WALNUT, { turn: [-0.26, 0, 0] }),
    board([0.56, 0.012, 0.36], [0, 1.185, 0.01], LINEN, { turn: [-0.26, 0, 0], shade: () => 1 }),
    post(0.34, 0.012, [0.38, 1.14, 0.1], BRASS),
    { shape: new SphereGeometry(0.05, 10, 8), colour: LAMP_GLASS, at: [0.38, 1.5, 0.1], light: 1 },
  ]);
}

/** The moderator's desk, 2.6 m wide; it faces +z. A small hourglass and a bell stand on it. */
export function moderatorDesk(): BufferGeometry {
  return mergeParts([
    board([2.6, 0.1, 0.9], [0, 0.05, 0], WALNUT),
    board([2.3, 0.82, 0.6], [0, 0.5, 0], OAK),
    ...[-0.76, 0, 0.76].map((x, index) =>
      board([0.62, 0.6, 0.03], [x, 0.5, 0.31], index === 1 ? TERRACOTTA : OAK_LIGHT),
    ),
    { shape: new TorusGeometry(0.19, 0.025, 6, 28), colour: BRASS, at: [0, 0.52, 0.335] },
    box([0.02, 0.13, 0.02], [0, 0.58, 0.335], BRASS, { shade: () => 1 }),
    box([0.1, 0.02, 0.02], [0.05, 0.52, 0.335], BRASS, { shade: () => 1 }),
    board([2.7, 0.08, 0.84], [0, 0.95, 0], WALNUT),
    {
      shape: lathe([0, 0, 0.1, 0, 0.1, 0.03, 0.08, 0.05, 0.015, 0.16, 0.08, 0.27, 0.1, 0.29, 0.1, 0.32, 0, 0.32], 14),
      colour: BRASS,
      at: [-0.85, 0.99, 0.05],
    },
    { shape: lathe([0.12, 0, 0.1, 0.07, 0.02, 0.13, 0, 0.15], 14), colour: BRASS, at: [0.8, 0.99, 0.12] },
    board([0.44, 0.02, 0.3], [0.1, 1, 0.02], LINEN, { turn: [0, 0.2, 0], shade: () => 1 }),
    board([0.4, 0.02, 0.28], [-0.32, 1, 0.06], "#e5cfa8", { turn: [0, -0.3, 0], shade: () => 1 }),
  ]);
}

/** A row of flat cushions on a step, 2.6 m wide. */
export function cushions(): BufferGeometry {
  return mergeParts(
    [TERRACOTTA, LINEN, INDIGO, OCHRE].flatMap((colour, index): Part[] => {
      const at = [(index - 1.5) * 0.68, 0.07, 0.04 * Math.sin(index * 2.1)] as const;
      const turn = [0, 0.14 * Math.sin(index * 3.7), 0] as const;
      return [
        board([0.54, 0.13, 0.5], at, colour, { turn, shade: (_, y) => 0.72 + 2.2 * y }),
        { shape: new SphereGeometry(0.03, 6, 5), colour: BRASS, at: [at[0], 0.137, at[2]], scale: [1, 0.5, 1] },
      ];
    }),
  );
}

/** The end of the tiers: a wall that climbs with them, from 9 m to 20 m from the middle, along +z. */
export function tierEnd(): BufferGeometry {
  const step = (from: number, to: number, height: number): Part[] => {
    const [length, middle] = [to - from, (from + to) / 2];
    return [
      box([0.5, height, length], [0, height / 2, middle], "#c39a70", { shade: (_, y) => 0.62 + 0.18 * y }),
      board([0.66, 0.12, length + 0.08], [0, height + 0.04, middle], MARBLE_LIGHT, { shade: () => 1 }),
    ];
  };
  return mergeParts([
    ...[0, 1, 2, 3, 4].flatMap((tier) => step(9 + tier * 1.5, 10.5 + tier * 1.5, 0.4 * (tier + 1) + 0.3)),
    ...step(16.5, 20.2, 2.35),
    { shape: new SphereGeometry(0.26, 14, 10), colour: BRASS, at: [0, 1.02, 9.3] },
    { shape: new SphereGeometry(0.26, 14, 10), colour: BRASS, at: [0, 2.72, 19.9] },
  ]);
}
