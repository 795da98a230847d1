import { BufferAttribute, BufferGeometry, Mesh } from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import type { LanternLight } from "./lantern-light.ts";
import { PAVE_DISC, PAVE_HALL } from "./paving.ts";

/** Near the middle rings are closer, where lanterns shed their light on steps. */
const RING_M = 0.5;
const FINE_WITHIN_M = 28;
const SPOKES = 112;
/** Past the bounds the headland goes on a little, then falls to the sea. */
const MARGIN_M = 9;
const CLIFF = [
  { out: 3, down: 0.6 },
  { out: 6, down: 2.4 },
  { out: 9, down: 6.5 },
  { out: 14, down: 12 },
];

/** Rings at every terrace edge, so that steps are sharp, and evenly between. */
function ringRadii(place: Place, outer: number): number[] {
  const radii = new Set<number>([0, outer]);
  for (let radius = RING_M; radius < outer; radius += radius < FINE_WITHIN_M ? RING_M : 2 * RING_M) radii.add(radius);
  for (const { x, z, fromRadius, toRadius } of place.terraces) {
    if (x !== 0 || z !== 0) continue;
    for (const radius of [fromRadius, toRadius]) if (radius > 0 && radius < outer) radii.add(radius);
  }
  return [...radii].sort((one, other) => one - other);
}

/** The floor of a place: rings of flat stone with upright risers where the height changes, and the cliff around. `isPlain` leaves out what is only seen closely. */
export function buildGround(
  place: Place,
  ground: Ground,
  light: LanternLight,
  uniforms: WorldUniforms,
  isPlain: boolean,
): Mesh {
  const { bounds } = place;
  const outer = (bounds.shape === "disc" ? bounds.radius : Math.hypot(bounds.halfX, bounds.halfZ)) + MARGIN_M;
  const positions: number[] = [];
  const normals: number[] = [];
  const shades: number[] = [];
  const indices: number[] = [];
  const addQuad = (
    corners: readonly (readonly [number, number, number])[],
    normal: readonly [number, number, number],
    shade: readonly number[],
  ) => {
    const first = positions.length / 3;
    corners.forEach((corner, index) => {
      positions.push(...corner);
      normals.push(...normal);
      shades.push(shade[index]!);
    });
    indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  };
  const radii = ringRadii(place, outer);
  const sin = Array.from({ length: SPOKES + 1 }, (_, spoke) => Math.sin((spoke / SPOKES) * Math.PI * 2));
  const cos = Array.from({ length: SPOKES + 1 }, (_, spoke) => Math.cos((spoke / SPOKES) * Math.PI * 2));
  const before = new Float32Array(SPOKES).fill(NaN);
  for (let ring = 0; ring + 1 < radii.length; ring++) {
    const inner = radii[ring]!;
    const rim = radii[ring + 1]!;
    const middle = (inner + rim) / 2;
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const turn = ((spoke + 0.5) / SPOKES) * Math.PI * 2;
      const y = heightAt(ground, Math.sin(turn) * middle, Math.cos(turn) * middle);
      const [s0, c0, s1, c1] = [sin[spoke]!, cos[spoke]!, sin[spoke + 1]!, cos[spoke + 1]!];
      const riser = y - (Number.isNaN(before[spoke]!) ? y : before[spoke]!);
      // Corners under a riser catch less sky.
      const shade = riser > 0.01 ? [1, 1, 1, 1] : [0.94, 1, 1, 0.94];
      addQuad(
        [
          [s0 * inner, y, c0 * inner],
          [s0 * rim, y, c0 * rim],
          [s1 * rim, y, c1 * rim],
          [s1 * inner, y, c1 * inner],
        ],
        [0, 1, 0],
        riser === 0 ? [1, 1, 1, 1] : shade,
      );
      if (Math.abs(riser) > 0.01) {
        const low = before[spoke]!;
        const facing = riser > 0 ? -1 : 1;
        const normal = [Math.sin(turn) * facing, 0, Math.cos(turn) * facing] as const;
        const face = [
          [s0 * inner, low, c0 * inner],
          [s0 * inner, y, c0 * inner],
          [s1 * inner, y, c1 * inner],
          [s1 * inner, low, c1 * inner],
        ] as const;
        addQuad(face, normal, [0.62, 0.98, 0.98, 0.62]);
      }
      before[spoke] = y;
    }
  }
  let from = { radius: outer, y: before[0]! };
  for (const { out, down } of CLIFF) {
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const rough = (at: number) => 1 + 0.05 * Math.sin(at * 1.7) * (out / 9) + 0.03 * Math.sin(at * 0.61 + out);
      const corner = (at: number, radius: number, y: number, roughness: number): readonly [number, number, number] => [
        sin[at]! * radius * (1 + (rough(at % SPOKES) - 1) * roughness),
        y,
        cos[at]! * radius * (1 + (rough(at % SPOKES) - 1) * roughness),
      ];
      const to = { radius: outer + out, y: before[spoke]! - down };
      const inside = from.radius > outer ? 1 : 0;
      const turn = ((spoke + 0.5) / SPOKES) * Math.PI * 2;
      const lean = Math.min(1, (from.y - to.y) / out);
      addQuad(
        [
          corner(spoke, from.radius, from.y, inside),
          corner(spoke, to.radius, to.y, 1),
          corner(spoke + 1, to.radius, to.y, 1),
          corner(spoke + 1, from.radius, from.y, inside),
        ],
        [Math.sin(turn) * lean, 1 - lean * 0.6, Math.cos(turn) * lean],
        [0.9, 0.75, 0.75, 0.9],
      );
    }
    from = { radius: outer + out, y: before[0]! - down };
  }
  const count = positions.length / 3;
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
  geometry.setIndex(indices);
  const mesh = new Mesh(
    geometry,
    createSceneMaterial(uniforms, {
      isPlain,
      ground: bounds.shape === "disc" ? PAVE_DISC(bounds.radius) : PAVE_HALL(bounds.halfX, bounds.halfZ),
    }),
  );
  mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}
