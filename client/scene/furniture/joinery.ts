/** Pieces that furniture is made of. */
import { BoxGeometry, CylinderGeometry } from "three";
import { RoundedBoxGeometry } from "three/addons/geometries/RoundedBoxGeometry.js";
import type { Part } from "../merge-parts.ts";

export const WALNUT = "#6e4a34";
export const OAK = "#a3764c";
export const OAK_LIGHT = "#c49a68";
export const LINEN = "#eadfc6";
export const MARBLE = "#d9c3a1";
export const MARBLE_LIGHT = "#e7d5b6";
export const BRASS = "#e3b65c";
export const IRON = "#4b4038";
export const INDIGO = "#2c4a63";
export const TERRACOTTA = "#a65a3c";
export const OCHRE = "#c98a2d";
export const SAGE = "#6f7f52";
export const LAMP_GLASS = "#ffcf87";

type Triple = readonly [number, number, number];

/** Darker near the ground, where little light arrives. */
export const fromTheFloor = (_: number, y: number): number => 0.66 + 0.34 * Math.min(1, y / 0.7);

export const box = (size: Triple, at: Triple, colour: string, more: Partial<Part> = {}): Part => ({
  shape: new BoxGeometry(...size),
  colour,
  at,
  shade: fromTheFloor,
  ...more,
});

/** A box whose edges catch the light. */
export const board = (size: Triple, at: Triple, colour: string, more: Partial<Part> = {}): Part => ({
  shape: new RoundedBoxGeometry(...size, 1, Math.min(0.035, Math.min(...size) * 0.3)),
  colour,
  at,
  shade: fromTheFloor,
  ...more,
});

export const post = (height: number, radius: number, at: Triple, colour: string, more: Partial<Part> = {}): Part => ({
  shape: new CylinderGeometry(radius * 0.88, radius, height, 10),
  colour,
  at: [at[0], at[1] + height / 2, at[2]],
  shade: fromTheFloor,
  ...more,
});

/** A row of books between two heights: spines of many colours. */
export function books(from: number, to: number, at: { y: number; z: number }, seed: number): Part[] {
  const colours = [TERRACOTTA, INDIGO, OCHRE, LINEN, SAGE, "#7b3b35", "#3f5a58", "#d8c29a"];
  const parts: Part[] = [];
  let x = from;
  for (let index = 0; x < to - 0.05; index++) {
    const pick = (Math.sin((seed + index) * 12.9898) * 43758.5453) % 1;
    const chance = Math.abs(pick);
    if (chance > 0.86) {
      x += 0.16;
      continue;
    }
    const wide = 0.045 + 0.05 * chance;
    const tall = 0.22 + 0.12 * ((chance * 7) % 1);
    parts.push(
      box(
        [wide, tall, 0.2],
        [x + wide / 2, at.y + tall / 2, at.z],
        colours[Math.floor(chance * 31) % colours.length]!,
        {
          shade: () => 0.95,
          turn: [0, 0, chance > 0.78 ? 0.12 : 0],
        },
      ),
    );
    x += wide + 0.006;
  }
  return parts;
}
