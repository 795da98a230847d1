import { BufferAttribute, BufferGeometry } from "three";
import type { LanternLight } from "./lantern-light.ts";

type Point = readonly [x: number, y: number, z: number];
/** Four corners in order, their normal, and the brightness of each corner. */
export type StoneFace = { corners: readonly Point[]; normal: Point; shade: readonly number[] };

/** Flat faces of stone, collected into one geometry. */
export class StoneFaces {
  #positions: number[] = [];
  #normals: number[] = [];
  #shades: number[] = [];
  #indices: number[] = [];

  add({ corners, normal, shade }: StoneFace): void {
    const first = this.#shades.length;
    for (const corner of corners) {
      this.#positions.push(...corner);
      this.#normals.push(...normal);
    }
    this.#shades.push(...shade);
    this.#indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  }

  build(light: LanternLight): BufferGeometry {
    const [positions, normals, shades] = [this.#positions, this.#normals, this.#shades];
    const count = shades.length;
    const colours = new Float32Array(count * 3);
    const glow = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      colours.fill(shades[index]!, index * 3, index * 3 + 3);
      const at = index * 3;
      const normal = { x: normals[at]!, y: normals[at + 1]!, z: normals[at + 2]! };
      glow[index] = light.at(positions[at]!, positions[at + 1]!, positions[at + 2]!, normal);
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
    geometry.setAttribute("normal", new BufferAttribute(new Float32Array(normals), 3));
    geometry.setAttribute("color", new BufferAttribute(colours, 3));
    geometry.setAttribute("extra", new BufferAttribute(new Float32Array(count * 3), 3));
    geometry.setAttribute("glow", new BufferAttribute(glow, 1));
    geometry.setIndex(this.#indices);
    return geometry;
  }
}
