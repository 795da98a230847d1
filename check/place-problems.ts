/** What would make a place poor to be in, beyond what the server refuses at its start (SPEC W7). */
import type { Place, Solid } from "../schema/messages/place.ts";
import { heightAt, isWalkable, prepareGround, type Ground } from "../schema/rules/ground.ts";
import type { Point } from "../schema/rules/point.ts";
import { nearestOfSolid, prepareSolid, type Nearest } from "../schema/rules/solid-distance.ts";

const HOME = "plaza";
/** What a page can build and draw within its budgets. */
const MOST = { props: 260, solids: 260, portals: 8, circleSpots: 40 };
/** Share of the spawn on which one can stand. */
const SPAWN_SHARE = 0.6;
const SPAWN_TRIES = 60;
const BEFORE_PORTAL_M = 1.3;
/** A solid may lean against another, but not stand in it. */
const STANDS_IN_M = 0.05;
/** From these one looks at the first circle spot. */
const VIEWERS = new Set<Place["furniture"][number]["kind"]>(["cushions", "school-desk"]);
const EYE_M = 1.1;
/** Posts thinner than this hide nobody. */
const THIN_M = 0.3;
const SIGHT_STEP_M = 0.25;

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const found: Nearest = { distance: 0, normalX: 0, normalZ: 0 };
const distanceTo = (solid: Solid, { x, z }: Point): number => {
  nearestOfSolid(prepareSolid(solid), x, z, found);
  return found.distance;
};

function findOverlaps({ solids }: Place): string[] {
  return solids.flatMap((solid, index) =>
    solids.slice(0, index).flatMap((other, earlier) => {
      const isInside = distanceTo(other, solid) < -STANDS_IN_M || distanceTo(solid, other) < -STANDS_IN_M;
      return isInside ? [`solids.${index} stands in solids.${earlier}, at ${solid.x}, ${solid.z}`] : [];
    }),
  );
}

function checkDoors({ spawn, portals }: Place, ground: Ground): string[] {
  let standable = 0;
  for (let index = 0; index < SPAWN_TRIES; index++) {
    const reach = spawn.radius * Math.sqrt(index / SPAWN_TRIES);
    const angle = index * GOLDEN_ANGLE;
    if (isWalkable(ground, spawn.x + Math.sin(angle) * reach, spawn.z + Math.cos(angle) * reach)) standable++;
  }
  const problems: string[] = [];
  if (standable < SPAWN_TRIES * SPAWN_SHARE)
    problems.push(`spawn: one can stand on ${Math.round((standable / SPAWN_TRIES) * 100)} % of it`);
  for (const [index, { id, x, z, yaw }] of portals.entries())
    if (!isWalkable(ground, x + Math.sin(yaw) * BEFORE_PORTAL_M, z + Math.cos(yaw) * BEFORE_PORTAL_M))
      problems.push(`portals.${index} (${id}): something stands before it, or it looks the wrong way`);
  return problems;
}

function checkSight({ furniture, solids, circleSpots }: Place, ground: Ground): string[] {
  const stage = circleSpots[0]!;
  const stageY = heightAt(ground, stage.x, stage.z) + EYE_M;
  const tall = solids.filter(
    (solid) => (solid.shape === "box" ? Math.max(solid.halfX, solid.halfZ) : solid.radius) > THIN_M,
  );
  return furniture.flatMap(({ kind, x, z }, index) => {
    if (!VIEWERS.has(kind)) return [];
    const eyeY = heightAt(ground, x, z) + EYE_M;
    const length = Math.hypot(stage.x - x, stage.z - z);
    for (let gone = 1; gone < length - 1; gone += SIGHT_STEP_M) {
      const share = gone / length;
      const spot = { x: x + (stage.x - x) * share, z: z + (stage.z - z) * share };
      const y = eyeY + (stageY - eyeY) * share;
      const hides = tall.find(
        (solid) => heightAt(ground, solid.x, solid.z) + solid.height > y && distanceTo(solid, spot) < 0,
      );
      if (hides)
        return [`furniture.${index} (${kind}): what stands at ${hides.x}, ${hides.z} hides the circle ${stage.id}`];
    }
    return [];
  });
}

function checkAmounts(place: Place): string[] {
  const amounts = { ...place, props: [...place.props, ...place.furniture] };
  return (Object.keys(MOST) as (keyof typeof MOST)[]).flatMap((name) =>
    amounts[name].length > MOST[name] ? [`${name}: ${amounts[name].length}, more than ${MOST[name]}`] : [],
  );
}

/** Places that people cannot walk to from the plaza, or not back from. */
function findLost(places: ReadonlyMap<string, Place>): string[] {
  const reachable = (from: string) => {
    const seen = new Set([from]);
    for (const id of seen) for (const { toPlaceId } of places.get(id)?.portals ?? []) seen.add(toPlaceId);
    return seen;
  };
  const fromHome = reachable(HOME);
  return [...places.keys()].flatMap((id) => [
    ...(fromHome.has(id) ? [] : [`${id}: no portals lead here from the ${HOME}`]),
    ...(reachable(id).has(HOME) ? [] : [`${id}: no portals lead from here to the ${HOME}`]),
  ]);
}

/** Each problem names its place, and its path in the file. */
export function findPlaceProblems(places: ReadonlyMap<string, Place>): string[] {
  const problems = [...places.values()].flatMap((place) => {
    const ground = prepareGround(place);
    return [
      ...findOverlaps(place),
      ...checkDoors(place, ground),
      ...checkSight(place, ground),
      ...checkAmounts(place),
    ].map((problem) => `places/${place.id}.json: ${problem}`);
  });
  return [...problems, ...findLost(places)];
}
