import { BufferAttribute, BufferGeometry } from "three";
import type { Look } from "../../../schema/messages/look.ts";
import { maskRim } from "./mask-outline.ts";

/** Geometric detail of a plate; its painting is equally detailed on both. The sun's fourteen rays need two spokes each. */
const FINE = { spokes: 56, rings: [0, 0.22, 0.42, 0.6, 0.76, 0.9, 1] };
const PLAIN = { spokes: 28, rings: [0, 0.45, 1] };
/** Mask drawings are about 200 × 240 units; a plate is 2 × 2.4. */
const UNIT = 1 / 100;

const hill = (x: number, z: number, width: number, height: number) => Math.exp(-((x / width) ** 2) - (z / height) ** 2);

/** Relief by position, in drawing units with y down: a bowed face, a nose, brows and cheeks. */
function relief(shape: NonNullable<Look["mask"]>["shape"], x: number, y: number, towardsRim: number): number {
  const bow = 0.46 * (1 - towardsRim ** 2);
  const reach = shape === "beak" ? 0.42 : 0.2;
  const nose = reach * hill(x, y - 8, 15, 34);
  const brows = 0.05 * (hill(x - 36, y + 50, 34, 14) + hill(x + 36, y + 50, 34, 14));
  const sockets = -0.06 * (hill(x - 37, y + 14, 22, 16) + hill(x + 37, y + 14, 22, 16));
  const cheeks = 0.05 * (hill(x - 42, y - 30, 22, 20) + hill(x + 42, y - 30, 22, 20));
  return bow + nose + brows + sockets + cheeks;
}

/** A carved plate that looks along +z, y up, about 2 × 2.4: position, normal, and uv = the position in mask drawings. */
export function buildMaskPlate(shape: NonNullable<Look["mask"]>["shape"], fineness = 1): BufferGeometry {
  const { spokes, rings } = fineness < 1 ? PLAIN : FINE;
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  for (const [ring, share] of rings.entries()) {
    for (let spoke = 0; spoke < spokes; spoke++) {
      const angle = (spoke / spokes) * Math.PI * 2;
      const radius = maskRim(shape, angle) * share;
      const x = Math.sin(angle) * radius;
      const y = -Math.cos(angle) * radius;
      positions.push(x * UNIT, -y * UNIT, relief(shape, x, y, share));
      uvs.push(x * UNIT, -y * UNIT);
      if (ring === 0) continue;
      const next = (spoke + 1) % spokes;
      const [a, b, c, d] = [
        (ring - 1) * spokes + spoke,
        ring * spokes + spoke,
        ring * spokes + next,
        (ring - 1) * spokes + next,
      ];
      // Spokes run clockwise seen from the front. In the middle they meet.
      if (ring > 1) indices.push(a, d, c);
      indices.push(a, c, b);
    }
  }
  // The rim folds back, so that the plate has thickness from the side.
  const front = (rings.length - 1) * spokes;
  const back = positions.length / 3;
  for (let spoke = 0; spoke < spokes; spoke++) {
    const at = (front + spoke) * 3;
    positions.push(positions[at]! * 0.94, positions[at + 1]! * 0.94, -0.16);
    uvs.push(uvs[(front + spoke) * 2]!, uvs[(front + spoke) * 2 + 1]!);
    const next = (spoke + 1) % spokes;
    indices.push(front + spoke, back + next, back + spoke, front + spoke, front + next, back + next);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("uv", new BufferAttribute(new Float32Array(uvs), 2));
  geometry.setIndex(indices);
  geometry.computeVertexNormals();
  return geometry;
}
