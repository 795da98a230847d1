import { BufferAttribute, Group, Matrix4, Mesh, Quaternion, Vector3, type BufferGeometry } from "three";
import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";

export type Draw = () => BufferGeometry;
type Spot = { x: number; z: number; yaw: number; scale: number };
/** `tint`: 1 keeps the colours; more makes them lighter and less blue. */
type Model = { name: string; draw: Draw; tint?: number; yaw?: number };

const up = new Vector3(0, 1, 0);
const place4 = new Matrix4();

/** Places a copy and bakes the lanterns' light into it. */
export function putDown(
  model: BufferGeometry,
  spot: { x: number; y: number; z: number; yaw: number; scale: number },
  tint: number,
  light: LanternLight,
): BufferGeometry {
  const geometry = model.clone();
  place4.compose(
    new Vector3(spot.x, spot.y, spot.z),
    new Quaternion().setFromAxisAngle(up, spot.yaw),
    new Vector3(spot.scale, spot.scale, spot.scale),
  );
  geometry.applyMatrix4(place4);
  const { position, normal, color } = geometry.attributes as Record<string, BufferAttribute>;
  const glow = new Float32Array(position!.count);
  const facing = new Vector3();
  for (let index = 0; index < glow.length; index++) {
    facing.fromBufferAttribute(normal!, index);
    glow[index] = light.at(position!.getX(index), position!.getY(index), position!.getZ(index), facing);
    color!.setXYZ(index, color!.getX(index) * tint, color!.getY(index) * tint, color!.getZ(index) * (2 - tint));
  }
  geometry.setAttribute("glow", new BufferAttribute(glow, 1));
  return geometry;
}

/** One mesh per quarter of the place, so that quarters behind the camera are culled. */
const quarterOf = ({ x, z }: { x: number; z: number }) => `${x < 0} ${z < 0}`;

/** One mesh per quarter; each model is drawn once and copied. */
export function standProps<Prop extends Spot>(
  props: readonly Prop[],
  modelOf: (prop: Prop, index: number) => Model,
  { ground, light, uniforms }: { ground: Ground; light: LanternLight; uniforms: WorldUniforms },
): Group {
  const models = new Map<string, BufferGeometry>();
  const pieces = new Map<string, BufferGeometry[]>();
  props.forEach((prop, index) => {
    const { name, draw, tint = 1, yaw = prop.yaw } = modelOf(prop, index);
    const model = models.get(name) ?? draw();
    models.set(name, model);
    const spot = { x: prop.x, y: heightAt(ground, prop.x, prop.z), z: prop.z, yaw, scale: prop.scale };
    pieces.set(quarterOf(prop), [...(pieces.get(quarterOf(prop)) ?? []), putDown(model, spot, tint, light)]);
  });
  const material = createSceneMaterial(uniforms, { seenThrough: true });
  const group = new Group();
  for (const quarter of pieces.values()) {
    const standing = new Mesh(mergeGeometries(quarter), material);
    for (const piece of quarter) piece.dispose();
    standing.castShadow = standing.receiveShadow = true;
    group.add(standing);
  }
  return group;
}
