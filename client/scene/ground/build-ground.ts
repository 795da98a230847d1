import { Mesh } from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import type { LanternLight } from "./lantern-light.ts";
import { PAVE_DISC, PAVE_HALL } from "./paving.ts";
import { StoneFaces } from "./stone-faces.ts";

/** Rings are closer together near the middle, where lanterns light the steps. */
const RING_M = 0.5;
const FINE_WITHIN_M = 28;
const SPOKES = 112;
/** The headland extends a little past the bounds, then falls to the sea. */
const MARGIN_M = 9;
const CLIFF = [
  { out: 3, down: 0.6 },
  { out: 6, down: 2.4 },
  { out: 9, down: 6.5 },
  { out: 14, down: 12 },
];

/** Angles of the spokes, plus one that repeats the first to close the ring. */
const SPOKE_TURNS = Array.from({ length: SPOKES + 1 }, (_, spoke) => (spoke / SPOKES) * Math.PI * 2);
const SIN = SPOKE_TURNS.map(Math.sin);
const COS = SPOKE_TURNS.map(Math.cos);
const middleOf = (spoke: number) => ((spoke + 0.5) / SPOKES) * Math.PI * 2;

/** Rings at every terrace edge, so that steps are sharp, and evenly in between. */
function ringRadii(place: Place, outer: number): number[] {
  const radii = new Set<number>([0, outer]);
  for (let radius = RING_M; radius < outer; radius += radius < FINE_WITHIN_M ? RING_M : 2 * RING_M) radii.add(radius);
  for (const { x, z, fromRadius, toRadius } of place.terraces) {
    if (x !== 0 || z !== 0) continue;
    for (const radius of [fromRadius, toRadius]) if (radius > 0 && radius < outer) radii.add(radius);
  }
  return [...radii].sort((one, other) => one - other);
}

type GroundOptions = {
  place: Place;
  ground: Ground;
  light: LanternLight;
  uniforms: WorldUniforms;
  /** Leaves out detail that is only visible up close. */
  isPlain: boolean;
};

/** The floor of a place: rings of flat stone with upright risers where the height changes, and the cliff around. */
export function buildGround({ place, ground, light, uniforms, isPlain }: GroundOptions): Mesh {
  const { bounds } = place;
  const outer = (bounds.shape === "disc" ? bounds.radius : Math.hypot(bounds.halfX, bounds.halfZ)) + MARGIN_M;
  const faces = new StoneFaces();
  const rim = addTerraces(faces, ringRadii(place, outer), ground);
  addCliff(faces, outer, rim);
  const mesh = new Mesh(
    faces.build(light),
    createSceneMaterial(uniforms, {
      isPlain,
      ground: bounds.shape === "disc" ? PAVE_DISC(bounds.radius) : PAVE_HALL(bounds.halfX, bounds.halfZ, place.floor),
    }),
  );
  mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}

/** Returns the height of the outermost ring at each spoke. */
function addTerraces(faces: StoneFaces, radii: number[], ground: Ground): Float32Array {
  const before = new Float32Array(SPOKES).fill(NaN);
  for (let ring = 0; ring + 1 < radii.length; ring++) {
    const inner = radii[ring]!;
    const rim = radii[ring + 1]!;
    const middle = (inner + rim) / 2;
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const turn = middleOf(spoke);
      const y = heightAt(ground, Math.sin(turn) * middle, Math.cos(turn) * middle);
      const [s0, c0, s1, c1] = [SIN[spoke]!, COS[spoke]!, SIN[spoke + 1]!, COS[spoke + 1]!];
      const low = Number.isNaN(before[spoke]!) ? y : before[spoke]!;
      const isUnderRiser = y !== low && y - low <= 0.01;
      faces.add({
        corners: [
          [s0 * inner, y, c0 * inner],
          [s0 * rim, y, c0 * rim],
          [s1 * rim, y, c1 * rim],
          [s1 * inner, y, c1 * inner],
        ],
        normal: [0, 1, 0],
        // Corners under a riser catch less sky.
        shade: isUnderRiser ? [0.94, 1, 1, 0.94] : [1, 1, 1, 1],
      });
      if (Math.abs(y - low) > 0.01) {
        const facing = y > low ? -1 : 1;
        faces.add({
          corners: [
            [s0 * inner, low, c0 * inner],
            [s0 * inner, y, c0 * inner],
            [s1 * inner, y, c1 * inner],
            [s1 * inner, low, c1 * inner],
          ],
          normal: [Math.sin(turn) * facing, 0, Math.cos(turn) * facing],
          shade: [0.62, 0.98, 0.98, 0.62],
        });
      }
      before[spoke] = y;
    }
  }
  return before;
}

function addCliff(faces: StoneFaces, outer: number, rim: Float32Array): void {
  let from = { radius: outer, y: rim[0]! };
  for (const { out, down } of CLIFF) {
    const rough = (at: number) => 0.05 * Math.sin(at * 1.7) * (out / 9) + 0.03 * Math.sin(at * 0.61 + out);
    const corner = (at: number, radius: number, y: number, roughness: number): readonly [number, number, number] => {
      const reach = radius * (1 + rough(at % SPOKES) * roughness);
      return [SIN[at]! * reach, y, COS[at]! * reach];
    };
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const to = { radius: outer + out, y: rim[spoke]! - down };
      const inside = from.radius > outer ? 1 : 0;
      const turn = middleOf(spoke);
      const lean = Math.min(1, (from.y - to.y) / out);
      faces.add({
        corners: [
          corner(spoke, from.radius, from.y, inside),
          corner(spoke, to.radius, to.y, 1),
          corner(spoke + 1, to.radius, to.y, 1),
          corner(spoke + 1, from.radius, from.y, inside),
        ],
        normal: [Math.sin(turn) * lean, 1 - lean * 0.6, Math.cos(turn) * lean],
        shade: [0.9, 0.75, 0.75, 0.9],
      });
    }
    from = { radius: outer + out, y: rim[0]! - down };
  }
}
