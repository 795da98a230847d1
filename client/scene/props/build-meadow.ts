import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  Quaternion,
  Vector3,
} from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, isWalkable, type Ground } from "../../../schema/rules/ground.ts";
import { CIRCLE_RADIUS_M } from "../../../schema/rules/seating.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";

const TUFTS = 5600;
const BLADES = 7;
/** As in the paving: grass begins at this share of a round place's radius, and leaves the four paths free. */
const GRASS_FROM_SHARE = 0.57;
const PATH_HALF_WIDTH_M = 3.7;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const BLOOMS = ["#f2e2c0", "#e7a24d", "#d8644a", "#c7a4d6"];

const hash = (value: number) => {
  const mixed = Math.sin(value * 127.1) * 43758.5453;
  return mixed - Math.floor(mixed);
};

/** A tuft of blades, dark at the root, bending in the wind; every tuft has one blade that may bloom (cloth zone 2). */
function buildTuft(): BufferGeometry {
  const positions: number[] = [];
  const colours: number[] = [];
  const extras: number[] = [];
  const root = new Color("#55622b");
  const tip = new Color("#b3b264");
  const addTriangle = (
    corners: readonly (readonly [number, number, number])[],
    shades: readonly Color[],
    sways: readonly number[],
    zone: number,
  ) => {
    corners.forEach((corner, index) => {
      positions.push(...corner);
      colours.push(shades[index]!.r, shades[index]!.g, shades[index]!.b);
      extras.push(0, sways[index]!, zone);
    });
  };
  for (let blade = 0; blade < BLADES; blade++) {
    const angle = blade * 2.4;
    const [x, z] = [Math.sin(angle) * 0.07 * (blade % 3), Math.cos(angle) * 0.07 * (blade % 3)];
    const height = 0.14 + 0.13 * hash(blade + 3);
    const lean = 0.1 * hash(blade + 9);
    const [sideX, sideZ] = [Math.cos(angle) * 0.022, -Math.sin(angle) * 0.022];
    addTriangle(
      [
        [x - sideX, 0, z - sideZ],
        [x + sideX, 0, z + sideZ],
        [x + Math.sin(angle) * lean, height, z + Math.cos(angle) * lean],
      ],
      [root, root, tip],
      [0, 0, height * 2.4],
      1,
    );
  }
  const white = new Color("#ffffff");
  for (let petal = 0; petal < 4; petal++) {
    const angle = petal * 1.571;
    const at = (turn: number, reach: number): [number, number, number] => [
      Math.sin(turn) * reach,
      0.27,
      Math.cos(turn) * reach,
    ];
    addTriangle([[0, 0.245, 0], at(angle, 0.055), at(angle + 1.2, 0.055)], [white, white, white], [0.6, 0.6, 0.6], 2);
  }
  const geometry = new BufferGeometry();
  const count = positions.length / 3;
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute(
    "normal",
    new BufferAttribute(
      new Float32Array(count * 3).map((_, index) => (index % 3 === 1 ? 1 : 0)),
      3,
    ),
  );
  geometry.setAttribute("color", new BufferAttribute(new Float32Array(colours), 3));
  geometry.setAttribute("extra", new BufferAttribute(new Float32Array(extras), 3));
  return geometry;
}

/** Grass and flowers on unpaved ground: one draw call. Null for halls. */
export function buildMeadow(
  place: Place,
  ground: Ground,
  light: LanternLight,
  uniforms: WorldUniforms,
): InstancedMesh | null {
  const { bounds } = place;
  if (bounds.shape !== "disc") return null;
  const inner = bounds.radius * GRASS_FROM_SHARE;
  const outer = bounds.radius + 6;
  const spots: { x: number; z: number; seed: number }[] = [];
  for (let index = 0; index < TUFTS; index++) {
    // Clustered rather than evenly spread.
    const radius =
      Math.sqrt(inner ** 2 + (outer ** 2 - inner ** 2) * ((index + 0.5) / TUFTS)) + (hash(index) - 0.5) * 2.4;
    const angle = index * GOLDEN_ANGLE + hash(index + 0.3) * 0.3;
    const [x, z] = [Math.sin(angle) * radius, Math.cos(angle) * radius];
    if (Math.min(Math.abs(x), Math.abs(z)) < PATH_HALF_WIDTH_M || radius < inner + 0.8) continue;
    if (radius < bounds.radius - 1 && !isWalkable(ground, x, z)) continue;
    // No grass where circles meet.
    if (place.circleSpots.some((circle) => Math.hypot(circle.x - x, circle.z - z) < CIRCLE_RADIUS_M)) continue;
    spots.push({ x, z, seed: hash(index * 1.7) });
  }
  // Shuffled, so that drawing fewer tufts thins the meadow evenly.
  spots.sort((one, other) => one.seed - other.seed);
  const geometry = buildTuft();
  const grass = new Color();
  const bloom = new Color();
  const tintA = new Float32Array(spots.length * 3);
  const tintB = new Float32Array(spots.length * 3);
  const glow = new Float32Array(spots.length);
  const mesh = new InstancedMesh(geometry, createSceneMaterial(uniforms, { tinted: true }), spots.length);
  const turn = new Quaternion();
  spots.forEach(({ x, z, seed }, index) => {
    const y = heightAt(ground, x, z);
    const size = 0.7 + seed * 0.8;
    // Only some bloom: the flower of the others has the colour of grass.
    const blooms = seed > 0.86 || hash(Math.floor(x * 0.14) * 7 + Math.floor(z * 0.14) * 13) > 0.86;
    grass.setHSL(0.17 + seed * 0.06, 0.45, 0.66 + 0.22 * hash(seed * 31));
    bloom.set(blooms ? BLOOMS[Math.floor(hash(seed * 53) * BLOOMS.length)]! : "#6d7038");
    grass.toArray(tintA, index * 3);
    bloom.toArray(tintB, index * 3);
    glow[index] = light.at(x, y + 0.2, z);
    mesh.setMatrixAt(
      index,
      new Matrix4().compose(
        new Vector3(x, y, z),
        turn.setFromAxisAngle(new Vector3(0, 1, 0), seed * 40),
        new Vector3(size, size, size),
      ),
    );
  });
  geometry.setAttribute("tintA", new InstancedBufferAttribute(tintA, 3));
  geometry.setAttribute("tintB", new InstancedBufferAttribute(tintB, 3));
  geometry.setAttribute("tintC", new InstancedBufferAttribute(tintB, 3));
  geometry.setAttribute("glow", new InstancedBufferAttribute(glow, 1));
  geometry.setAttribute("fade", new InstancedBufferAttribute(new Float32Array(spots.length), 1));
  mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  mesh.material.side = DoubleSide;
  return mesh;
}
