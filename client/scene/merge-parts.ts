import { BufferAttribute, Color, Euler, Matrix4, Quaternion, Vector3, type BufferGeometry } from "three";
import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";

type Triple = readonly [number, number, number];

export type Part = {
  shape: BufferGeometry;
  colour: string;
  at?: Triple;
  /** Euler angles in radians. */
  turn?: Triple;
  scale?: number | Triple;
  /** Emitted light, 0–1: flames, lantern glass. */
  light?: number;
  /** Moves in the wind, metres at the tip; a function of the height within the part when it hangs or grows. */
  sway?: number | ((y: number) => number);
  /** 1–3: takes the colour of the instance's first, second or third tint. */
  zone?: number;
  /** Baked shading by position: multiplies the colour. */
  shade?: (x: number, y: number, z: number) => number;
};

const colour = new Color();
const point = new Vector3();

function bake({
  shape,
  colour: name,
  at = [0, 0, 0],
  turn = [0, 0, 0],
  scale = 1,
  light = 0,
  sway = 0,
  zone = 0,
  shade,
}: Part): BufferGeometry {
  const geometry = shape.clone();
  if (!geometry.index)
    geometry.setIndex(Array.from({ length: geometry.getAttribute("position").count }, (_, at) => at));
  const size = typeof scale === "number" ? new Vector3(scale, scale, scale) : new Vector3(...scale);
  geometry.applyMatrix4(
    new Matrix4().compose(new Vector3(...at), new Quaternion().setFromEuler(new Euler(...turn)), size),
  );
  const positions = geometry.getAttribute("position");
  const colours = new Float32Array(positions.count * 3);
  const extras = new Float32Array(positions.count * 3);
  colour.set(name);
  for (let index = 0; index < positions.count; index++) {
    point.fromBufferAttribute(positions as BufferAttribute, index);
    const lit = shade ? shade(point.x, point.y, point.z) : 1;
    colours.set([colour.r * lit, colour.g * lit, colour.b * lit], index * 3);
    extras.set([light, typeof sway === "number" ? sway : sway(point.y), zone], index * 3);
  }
  for (const name of Object.keys(geometry.attributes)) {
    if (name !== "position" && name !== "normal") geometry.deleteAttribute(name);
  }
  geometry.setAttribute("color", new BufferAttribute(colours, 3));
  geometry.setAttribute("extra", new BufferAttribute(extras, 3));
  return geometry;
}

/** One geometry of many coloured parts: position, normal, color, extra (see createSceneMaterial). */
export function mergeParts(parts: readonly Part[]): BufferGeometry {
  const baked = parts.map(bake);
  const merged = mergeGeometries(baked);
  for (const geometry of baked) geometry.dispose();
  return merged;
}
