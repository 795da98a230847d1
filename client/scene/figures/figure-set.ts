import type { Material } from "three";
import { buildMaskPlate } from "../mask/build-mask-plate.ts";
import { MASK_LAYOUT } from "../mask/mask-material.ts";
import { maskShapes } from "../mask/mask-outline.ts";
import { silhouettes } from "./builds.ts";
import { buildArm, buildEyes, buildFace, buildFoot, buildHead } from "./figure-shapes.ts";
import { buildHeadwear } from "./headwear.ts";
import { InstancedPart, MAX_FIGURES } from "./instanced-part.ts";
import { buildBody } from "./robes.ts";

export const CLOTH_LAYOUT = { tintA: 3, tintB: 3, tintC: 3, glow: 1, fade: 1 };

/** The parts of whole figures, at one level of detail. */
export class FigureSet {
  readonly bodies: Record<string, InstancedPart> = {};
  readonly headwear: Record<string, InstancedPart> = {};
  readonly masks: Record<string, InstancedPart> = {};
  readonly head: InstancedPart;
  readonly face: InstancedPart;
  readonly eyes: InstancedPart;
  readonly arms: InstancedPart;
  readonly feet: InstancedPart;
  readonly parts: InstancedPart[];

  constructor(cloth: Material, wood: Material, fineness: number, most = MAX_FIGURES) {
    for (const silhouette of silhouettes) {
      this.bodies[silhouette] = new InstancedPart(buildBody(silhouette, fineness), cloth, CLOTH_LAYOUT, most);
      this.headwear[silhouette] = new InstancedPart(buildHeadwear(silhouette, fineness), cloth, CLOTH_LAYOUT, most);
    }
    for (const shape of maskShapes)
      this.masks[shape] = new InstancedPart(buildMaskPlate(shape, fineness), wood, MASK_LAYOUT, most);
    this.head = new InstancedPart(buildHead(fineness), cloth, CLOTH_LAYOUT, most);
    this.face = new InstancedPart(buildFace(fineness), cloth, CLOTH_LAYOUT, most);
    this.eyes = new InstancedPart(buildEyes(fineness), cloth, CLOTH_LAYOUT, most);
    this.arms = new InstancedPart(buildArm(fineness), cloth, CLOTH_LAYOUT, 2 * most);
    this.feet = new InstancedPart(buildFoot(fineness), cloth, CLOTH_LAYOUT, 2 * most);
    const casters = [...Object.values(this.bodies), ...Object.values(this.headwear)];
    for (const { mesh } of casters) mesh.castShadow = true;
    // Under a hat a plain head adds nothing to the shadow.
    this.head.mesh.castShadow = fineness === 1;
    this.parts = [...casters, this.head, this.arms, ...Object.values(this.masks), this.face, this.eyes, this.feet];
  }
}
