import { BufferAttribute, Group, Matrix4, Mesh, Quaternion, Vector3, type BufferGeometry } from "three";
import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";
import type { Place, Prop } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import { mergeParts } from "../merge-parts.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { banner, brazier, lantern, stall } from "./fittings.ts";
import { garlands } from "./garlands.ts";
import { portalFrame } from "./portal-frame.ts";
import { bench, column, portico, rock, statue, urn } from "./stonework.ts";
import { cypress, hedge, olive } from "./trees.ts";

const BANNER_CLOTHS = [
  ["#a8432f", "#e9c46a"],
  ["#2c4a63", "#e9d3a4"],
  ["#c98a2d", "#6f2d2a"],
  ["#5b6b3c", "#efdcae"],
] as const;

const DRAW: Record<Exclude<Prop["kind"], "banner">, () => BufferGeometry> = {
  cypress,
  olive,
  lantern,
  column,
  portico,
  bench,
  urn,
  rock,
  brazier,
  statue,
  hedge,
  stall,
};
const TREES = new Set<Prop["kind"]>(["cypress", "olive", "hedge", "rock"]);

const up = new Vector3(0, 1, 0);
const place4 = new Matrix4();

/** Places a copy and bakes the lanterns' light into it. */
function putDown(
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

/** All props and portal frames of a place, one mesh per quarter, and its strings of lights as another that casts no shadow. */
export function buildProps(place: Place, ground: Ground, light: LanternLight, uniforms: WorldUniforms): Group {
  const models = new Map<string, BufferGeometry>();
  const modelOf = (name: string, draw: () => BufferGeometry) => {
    const model = models.get(name) ?? draw();
    models.set(name, model);
    return model;
  };
  let banners = 0;
  const pieces = new Map<string, BufferGeometry[]>();
  const stand = (spot: { x: number; z: number }, piece: BufferGeometry) =>
    pieces.set(quarterOf(spot), [...(pieces.get(quarterOf(spot)) ?? []), piece]);
  place.props.forEach(({ kind, x, z, yaw, scale }, index) => {
    const cloth = kind === "banner" ? banners++ % BANNER_CLOTHS.length : 0;
    const model =
      kind === "banner"
        ? modelOf(`banner${cloth}`, () => banner(BANNER_CLOTHS[cloth]![0], BANNER_CLOTHS[cloth]![1]))
        : modelOf(kind, DRAW[kind]);
    const isTree = TREES.has(kind);
    const turned = isTree && kind !== "hedge" ? yaw + index * 1.7 : yaw;
    const tint = isTree ? 0.92 + 0.16 * ((index * 0.618) % 1) : 1;
    stand({ x, z }, putDown(model, { x, y: heightAt(ground, x, z), z, yaw: turned, scale }, tint, light));
  });
  for (const { x, z, yaw } of place.portals) {
    const spot = { x, y: heightAt(ground, x, z), z, yaw, scale: 1 };
    stand(spot, putDown(modelOf("portal", portalFrame), spot, 1, light));
  }
  const material = createSceneMaterial(uniforms, { seenThrough: true });
  const group = new Group();
  for (const quarter of pieces.values()) {
    const standing = new Mesh(mergeGeometries(quarter), material);
    for (const piece of quarter) piece.dispose();
    standing.castShadow = standing.receiveShadow = true;
    group.add(standing);
  }
  const strings = garlands(place, ground);
  if (strings.length > 0)
    group.add(new Mesh(putDown(mergeParts(strings), { x: 0, y: 0, z: 0, yaw: 0, scale: 1 }, 1, light), material));
  return group;
}
