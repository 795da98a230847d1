import {
  BoxGeometry,
  CylinderGeometry,
  IcosahedronGeometry,
  SphereGeometry,
  TorusGeometry,
  type BufferGeometry,
} from "three";
import { buildMaskPlate } from "../mask/build-mask-plate.ts";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";

const MARBLE = "#d9c3a1";
const MARBLE_LIGHT = "#e7d5b6";
const TERRACOTTA = "#a65a3c";
const darkFoot = (_: number, y: number) => 0.72 + 0.28 * Math.min(1, y / 0.8);

/** 4.6 m high: base, fluted shaft, capital. */
export function column(): BufferGeometry {
  const shaft = new CylinderGeometry(0.3, 0.37, 3.7, 20, 4);
  const positions = shaft.getAttribute("position");
  for (let index = 0; index < positions.count; index++) {
    const angle = Math.atan2(positions.getX(index), positions.getZ(index));
    const flute = 1 - 0.05 * (0.5 + 0.5 * Math.cos(angle * 10));
    positions.setXYZ(index, positions.getX(index) * flute, positions.getY(index), positions.getZ(index) * flute);
  }
  shaft.computeVertexNormals();
  return mergeParts([
    { shape: new BoxGeometry(0.98, 0.18, 0.98), colour: MARBLE, at: [0, 0.09, 0], shade: darkFoot },
    {
      shape: lathe([0.46, 0.18, 0.48, 0.27, 0.4, 0.36, 0.38, 0.4]),
      colour: MARBLE_LIGHT,
    },
    { shape: shaft, colour: MARBLE, at: [0, 2.2, 0], shade: (_, y) => 0.82 + 0.05 * y },
    {
      shape: lathe([0.3, 4.02, 0.36, 4.1, 0.46, 4.3, 0.5, 4.36]),
      colour: MARBLE_LIGHT,
    },
    { shape: new BoxGeometry(1.06, 0.22, 1.06), colour: MARBLE_LIGHT, at: [0, 4.47, 0] },
  ]);
}

/** Walls, roof and gable of the stage house; the columns in front of it are separate props, 4.6 m high, 2.4 m before its middle. */
export function portico(): BufferGeometry {
  const wall = (x: number, z: number, width: number, depth: number): Part[] => [
    {
      shape: new BoxGeometry(width, 4.7, depth, 8, 4, 1),
      colour: "#b98a63",
      at: [x, 2.35, z],
      shade: (_, y) => 0.62 + 0.09 * y,
    },
    { shape: new BoxGeometry(width + 0.06, 1.1, depth + 0.06), colour: "#8d4632", at: [x, 0.55, z], shade: darkFoot },
    { shape: new BoxGeometry(width + 0.1, 0.14, depth + 0.1), colour: MARBLE_LIGHT, at: [x, 1.16, z] },
  ];
  const gable = new CylinderGeometry(1, 1, 1, 3, 1).rotateX(-Math.PI / 2);
  const teeth = Array.from({ length: 30 }, (_, index): Part => ({
    shape: new BoxGeometry(0.34, 0.2, 0.3),
    colour: MARBLE,
    at: [-12.3 + index * 0.848, 5.36, 2.86],
  }));
  return mergeParts([
    ...wall(0, -3.4, 24, 0.8),
    ...wall(-11.6, -1.2, 0.8, 3.8),
    ...wall(11.6, -1.2, 0.8, 3.8),
    { shape: new BoxGeometry(25, 0.66, 1.2), colour: MARBLE_LIGHT, at: [0, 4.93, 2.4] },
    { shape: new BoxGeometry(25, 0.3, 7.2), colour: MARBLE, at: [0, 5.3, -0.5], shade: (_, y) => (y < 5.2 ? 0.7 : 1) },
    ...teeth,
    { shape: new BoxGeometry(25.8, 0.26, 7.8), colour: MARBLE_LIGHT, at: [0, 5.58, -0.4] },
    { shape: gable, colour: "#d8b98c", at: [0, 6.38, 2.6], scale: [14, 1.7, 0.5] },
    {
      shape: gable,
      colour: TERRACOTTA,
      at: [0, 6.52, -0.7],
      scale: [15, 1.9, 6.4],
      shade: (_, y) => 0.8 + 0.08 * (y - 5.6),
    },
    { shape: new TorusGeometry(0.95, 0.1, 8, 28), colour: "#e3b65c", at: [0, 6.55, 2.98] },
    { shape: buildMaskPlate("oval"), colour: "#eddcb8", at: [0, 6.55, 2.96], scale: [0.62, 0.62, 0.8] },
    { shape: new SphereGeometry(0.3, 10, 8), colour: "#e3b65c", at: [0, 8.5, 2.4] },
    ...[-12.2, 12.2].map((x): Part => ({
      shape: new SphereGeometry(0.3, 10, 8),
      colour: "#e3b65c",
      at: [x, 5.95, 2.8],
    })),
  ]);
}

export function bench(): BufferGeometry {
  return mergeParts([
    { shape: new BoxGeometry(2.2, 0.12, 0.6), colour: MARBLE_LIGHT, at: [0, 0.44, 0] },
    ...[-0.78, 0.78].map((x): Part => ({
      shape: new BoxGeometry(0.26, 0.4, 0.48),
      colour: MARBLE,
      at: [x, 0.2, 0],
      shade: darkFoot,
    })),
  ]);
}

export function urn(): BufferGeometry {
  const leaf = (turn: number): Part => ({
    shape: new IcosahedronGeometry(0.24, 0),
    colour: turn % 2 ? "#6d8a4a" : "#87a05a",
    at: [Math.sin(turn * 1.25) * 0.2, 1.18 + (turn % 2) * 0.1, Math.cos(turn * 1.25) * 0.2],
    scale: [1, 0.8, 1],
    sway: 0.1,
  });
  const bloom = (turn: number): Part => ({
    shape: new IcosahedronGeometry(0.07, 0),
    colour: turn % 2 ? "#e2725b" : "#f3c6b0",
    at: [Math.sin(turn * 1.9) * 0.3, 1.34 + (turn % 3) * 0.05, Math.cos(turn * 1.9) * 0.3],
    sway: 0.12,
  });
  return mergeParts([
    {
      shape: lathe(
        [
          0, 0, 0.3, 0.02, 0.3, 0.1, 0.16, 0.2, 0.2, 0.3, 0.4, 0.6, 0.44, 0.85, 0.34, 1.02, 0.42, 1.12, 0.36, 1.1, 0,
          1.02,
        ],
        16,
      ),
      colour: TERRACOTTA,
      shade: darkFoot,
    },
    { shape: new TorusGeometry(0.435, 0.025, 6, 20).rotateX(Math.PI / 2), colour: "#2f3a4c", at: [0, 0.78, 0] },
    ...[0, 1, 2, 3, 4].map(leaf),
    ...[0, 1, 2, 3].map(bloom),
  ]);
}

export function rock(): BufferGeometry {
  const boulder = (x: number, z: number, size: number, turn: number): Part => ({
    shape: new IcosahedronGeometry(size, 0),
    colour: "#9c8a78",
    at: [x, size * 0.4, z],
    turn: [turn, turn * 2, 0],
    scale: [1.15, 0.75, 1],
    shade: darkFoot,
  });
  return mergeParts([boulder(0, 0, 0.95, 0.4), boulder(0.75, 0.4, 0.5, 1.3), boulder(-0.6, 0.55, 0.4, 2.2)]);
}

/** A muse with a mask in her raised hand, on a plinth. */
export function statue(): BufferGeometry {
  return mergeParts([
    { shape: new BoxGeometry(1.5, 0.3, 1.5), colour: MARBLE, at: [0, 0.15, 0], shade: darkFoot },
    { shape: new BoxGeometry(1.15, 0.9, 1.15), colour: MARBLE_LIGHT, at: [0, 0.75, 0] },
    { shape: new BoxGeometry(1.35, 0.14, 1.35), colour: MARBLE, at: [0, 1.25, 0] },
    {
      shape: lathe([0, 1.3, 0.5, 1.32, 0.44, 1.6, 0.3, 2.2, 0.27, 2.45, 0.33, 2.75, 0.14, 2.98, 0, 3], 18),
      colour: MARBLE_LIGHT,
    },
    { shape: new SphereGeometry(0.2, 14, 12), colour: MARBLE_LIGHT, at: [0, 3.2, 0] },
    {
      shape: new CylinderGeometry(0.06, 0.08, 0.8, 8),
      colour: MARBLE_LIGHT,
      at: [0.42, 3, 0.1],
      turn: [0.2, 0, -0.55],
    },
    {
      shape: new CylinderGeometry(0.07, 0.06, 0.7, 8),
      colour: MARBLE_LIGHT,
      at: [-0.34, 2.5, 0.16],
      turn: [-0.3, 0, -0.35],
    },
    { shape: buildMaskPlate("heart"), colour: "#e3b65c", at: [0.66, 3.45, 0.16], scale: 0.26 },
  ]);
}
