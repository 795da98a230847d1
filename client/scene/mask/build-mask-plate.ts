import { BufferAttribute, BufferGeometry } from "three";
import type { Look } from "../../../schema/messages/look.ts";
import { maskRim } from "./mask-outline.ts";

const SPOKES = 56;
const RINGS = [0, 0.22, 0.42, 0.6, 0.76, 0.9, 1];
/** Mask drawings are about 200 × 240 units; a plate is 2 × 2.4. */
const UNIT = 1 / 100;

const hill = (x: number, z: number, width: number, height: number) => Math.exp(-((x / width) ** 2) - (z / height) ** 2);

/** Relief by spot, in drawing units with y down: a bowed face, a nose, brows and cheeks. */
function relief(shape: NonNullable<Look["mask"]>["shape"], x: number, y: number, towardsRim: number): number {
  const bow = 0.46 * (1 - towardsRim ** 2);
  const reach = shape === "beak" ? 0.42 : 0.2;
  const nose = reach * hill(x, y - 8, 15, 34);
  const brows = 0.05 * (hill(x - 36, y + 50, 34, 14) + hill(x + 36, y + 50, 34, 14));
  const sockets = -0.06 * (hill(x - 37, y + 14, 22, 16) + hill(x + 37, y + 14, 22, 16));
  const cheeks = 0.05 * (hill(x - 42, y - 30, 22, 20) + hill(x + 42, y - 30, 22, 20));
  return bow + nose + brows + sockets + cheeks;
}

/** A carved plate that looks along +z, y up, about 2 × 2.4: position, normal, and uv = the spot in mask drawings. */
export function buildMaskPlate(shape: NonNullable<Look["mask"]>["shape"]): BufferGeometry {
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  for (const [ring, share] of RINGS.entries()) {
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const angle = (spoke / SPOKES) * Math.PI * 2;
      const radius = maskRim(shape, angle) * share;
      const x = Math.sin(angle) * radius;
      const y = -Math.cos(angle) * radius;
      positions.push(x * UNIT, -y * UNIT, relief(shape, x, y, share));
      uvs.push(x * UNIT, -y * UNIT);
      if (ring === 0) continue;
      const next = (spoke + 1) % SPOKES;
      const [a, b, c, d] = [
        (ring - 1) * SPOKES + spoke,
        ring * SPOKES + spoke,
        ring * SPOKES + next,
        (ring - 1) * SPOKES + next,
      ];
      // Spokes run clockwise seen from the front.
      indices.push(a, c, b, a, d, c);
    }
  }
  // The rim folds back, so that the plate has thickness from the side.
  const front = (RINGS.length - 1) * SPOKES;
  const back = positions.length / 3;
  for (let spoke = 0; spoke < SPOKES; spoke++) {
    const at = (front + spoke) * 3;
    positions.push(positions[at]! * 0.94, positions[at + 1]! * 0.94, -0.16);
    uvs.push(uvs[(front + spoke) * 2]!, uvs[(front + spoke) * 2 + 1]!);
    const next = (spoke + 1) % SPOKES;
    indices.push(front + spoke, back + next, back + spoke, front + spoke, front + next, back + next);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("uv", new BufferAttribute(new Float32Array(uvs), 2));
  geometry.setIndex(indices);
  geometry.computeVertexNormals();
  return geometry;
}
