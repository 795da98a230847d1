import type { Furniture, Place, Prop } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";

type Lamp = { x: number; y: number; z: number; reach: number; strength: number };

const LAMPS: Partial<Record<(Prop | Furniture)["kind"], { height: number; reach: number; strength: number }>> = {
  lantern: { height: 2.1, reach: 8.5, strength: 1 },
  brazier: { height: 1.5, reach: 11, strength: 1.35 },
  "round-table": { height: 0.8, reach: 4, strength: 0.5 },
  rotunda: { height: 4.2, reach: 10, strength: 1.2 },
  "guide-board": { height: 2.3, reach: 4, strength: 0.7 },
  "lectern-red": { height: 1.6, reach: 4, strength: 0.6 },
  "lectern-blue": { height: 1.6, reach: 4, strength: 0.6 },
  scaena: { height: 3.4, reach: 12, strength: 1 },
  "notes-wall": { height: 3.4, reach: 9, strength: 1.1 },
  pavilion: { height: 2.9, reach: 10, strength: 1.1 },
  blackboard: { height: 3.1, reach: 7.5, strength: 0.9 },
  "teacher-desk": { height: 1.5, reach: 4, strength: 0.6 },
};
const CELL_M = 8;
const LONGEST_REACH_M = 14;

/** The light of lanterns and flames at a spot: 0 dark, about 1 right under one. Baked into the place, looked up for bodies. */
export class LanternLight {
  #cells = new Map<string, Lamp[]>();

  constructor(place: Place, ground: Ground) {
    for (const { kind, x, z, scale } of [...place.props, ...place.furniture]) {
      const lamp = LAMPS[kind];
      if (!lamp) continue;
      this.#add({ x, z, y: heightAt(ground, x, z) + lamp.height * scale, reach: lamp.reach, strength: lamp.strength });
    }
    for (const { x, z } of place.portals) {
      this.#add({ x, z, y: heightAt(ground, x, z) + 1.5, reach: 7, strength: 0.8 });
    }
  }

  #add(lamp: Lamp): void {
    const span = Math.ceil(LONGEST_REACH_M / CELL_M);
    const column = Math.floor(lamp.x / CELL_M);
    const row = Math.floor(lamp.z / CELL_M);
    for (let dx = -span; dx <= span; dx++) {
      for (let dz = -span; dz <= span; dz++) {
        const key = `${column + dx},${row + dz}`;
        this.#cells.set(key, [...(this.#cells.get(key) ?? []), lamp]);
      }
    }
  }

  /** With a normal, surfaces facing away get less. */
  at(x: number, y: number, z: number, normal?: { x: number; y: number; z: number }): number {
    let light = 0;
    for (const lamp of this.#cells.get(`${Math.floor(x / CELL_M)},${Math.floor(z / CELL_M)}`) ?? []) {
      const dx = lamp.x - x;
      const dy = lamp.y - y;
      const dz = lamp.z - z;
      const distance = Math.hypot(dx, dy, dz);
      if (distance >= lamp.reach) continue;
      const facing = normal
        ? 0.25 + 0.75 * Math.max(0, (normal.x * dx + normal.y * dy + normal.z * dz) / (distance + 0.01))
        : 1;
      light += lamp.strength * (1 - distance / lamp.reach) ** 2 * facing;
    }
    return Math.min(1.5, light);
  }
}
