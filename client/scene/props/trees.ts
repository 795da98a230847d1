import {
  BoxGeometry,
  ConeGeometry,
  CylinderGeometry,
  IcosahedronGeometry,
  LatheGeometry,
  Vector2,
  type BufferGeometry,
} from "three";
import { mergeParts, type Part } from "../merge-parts.ts";

/** Pushes every point in or out a little, the same for equal points, so that leaves look grown. */
function roughen(geometry: BufferGeometry, amount: number): BufferGeometry {
  const positions = geometry.getAttribute("position");
  for (let index = 0; index < positions.count; index++) {
    const [x, y, z] = [positions.getX(index), positions.getY(index), positions.getZ(index)];
    const wave = Math.sin(x * 9.7 + y * 6.1) + Math.sin(y * 8.3 - z * 10.9) + Math.sin(z * 7.7 + x * 5.3);
    const push = 1 + (wave / 3) * amount;
    positions.setXYZ(index, x * push, y + (wave / 3) * amount * 0.4, z * push);
  }
  geometry.computeVertexNormals();
  return geometry;
}

export function cypress(): BufferGeometry {
  const flame = [0, 0.3, 0.52, 0.62, 0.66, 0.65, 0.61, 0.55, 0.47, 0.37, 0.24, 0.11, 0].map(
    (radius, index) => new Vector2(radius, 0.45 + index * 0.56),
  );
  return mergeParts([
    { shape: new CylinderGeometry(0.13, 0.19, 0.9, 6), colour: "#5a4231", at: [0, 0.4, 0] },
    {
      shape: roughen(new LatheGeometry(flame, 12).toNonIndexed(), 0.3),
      colour: "#4a6440",
      shade: (x, y, z) => 0.5 + 0.075 * y + 0.16 * Math.sin(x * 17 + z * 13 + y * 5),
      sway: (y) => Math.max(0, y - 2) * 0.1,
    },
  ]);
}

export function olive(): BufferGeometry {
  const crown = (x: number, y: number, z: number, size: number, colour: string): Part => ({
    shape: roughen(new IcosahedronGeometry(size, 2), 0.24),
    colour,
    at: [x, y, z],
    scale: [1, 0.72, 1],
    shade: (_, height) => 0.5 + 0.17 * height,
    sway: (height) => Math.max(0, height - 1.6) * 0.22,
  });
  return mergeParts([
    { shape: new CylinderGeometry(0.16, 0.3, 1.5, 6), colour: "#6d5644", at: [0.05, 0.7, 0], turn: [0.1, 0, -0.12] },
    { shape: new CylinderGeometry(0.08, 0.15, 1.3, 5), colour: "#6d5644", at: [0.45, 1.7, 0.1], turn: [0.2, 0, -0.7] },
    {
      shape: new CylinderGeometry(0.08, 0.15, 1.2, 5),
      colour: "#6d5644",
      at: [-0.35, 1.7, -0.1],
      turn: [-0.2, 0, 0.6],
    },
    crown(0.1, 2.75, 0, 1.1, "#7c8a5f"),
    crown(1, 2.45, 0.35, 0.8, "#8b976b"),
    crown(-0.85, 2.4, -0.3, 0.85, "#748257"),
    crown(0.1, 2.3, -0.95, 0.7, "#8b976b"),
    crown(-0.15, 2.35, 0.95, 0.72, "#748257"),
  ]);
}

/** As wide as its solid: 4.4 × 0.9 m. */
export function hedge(): BufferGeometry {
  return mergeParts([
    {
      shape: roughen(new BoxGeometry(4.4, 1.15, 0.86, 12, 3, 3), 0.05),
      colour: "#4f6339",
      at: [0, 0.57, 0],
      shade: (_, y) => 0.6 + 0.35 * y,
      sway: (y) => y * 0.05,
    },
    ...[-1.4, -0.3, 0.9, 1.7].map((x, index): Part => ({
      shape: new ConeGeometry(0.07, 0.1, 5),
      colour: index % 2 ? "#e8b9a0" : "#f2e3c9",
      at: [x, 1.12, 0.2 - (index % 2) * 0.4],
      turn: [Math.PI, 0, 0],
    })),
  ]);
}
