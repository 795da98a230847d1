import type { Place } from "../../../schema/messages/place.ts";
import { clearanceAt, type Ground } from "../../../schema/rules/ground.ts";
import { distanceBetween, type Point } from "../../../schema/rules/point.ts";

/** Metres; `middle` above the ground. `stands`: it has legs, as the place has no board there. */
export type Surface = Place["boards"][number] & { stands: boolean };

/** From further away nobody in the circle could read it. */
const READABLE_WITHIN_M = 14;
/** Outside the outer ring of seats. */
const STANDS_AT_M = 4.6;
const STANDING = { middle: 1.75, width: 3.2, height: 1.9, stands: true };
/** How far a standing board may be turned about its circle from its best spot, in this order. */
const TURNS = [0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2, 1.6, -1.6];
const ROOM_M = 0.3;

/**
 * Where each circle's board is: the nearest board of the place that faces it and that no circle before it has; else one
 * is stood up beside it, opposite the entrance.
 */
export function chooseSurfaces(circles: readonly Point[], place: Place, ground: Ground): Surface[] {
  const free = new Set(place.boards);
  return circles.map((circle) => {
    const [nearest] = [...free]
      .filter((board) => distanceBetween(board, circle) <= READABLE_WITHIN_M && faces(board, circle))
      .toSorted((one, other) => distanceBetween(one, circle) - distanceBetween(other, circle));
    if (!nearest) return standBeside(circle, place, ground);
    free.delete(nearest);
    return { ...nearest, stands: false };
  });
}

const faces = ({ x, z, yaw }: Point & { yaw: number }, circle: Point): boolean =>
  Math.sin(yaw) * (circle.x - x) + Math.cos(yaw) * (circle.z - z) > 0;

function standBeside(circle: Point, { spawn }: Place, ground: Ground): Surface {
  const opposite = Math.atan2(circle.x - spawn.x, circle.z - spawn.z);
  const spots = TURNS.map((turn) => {
    const angle = opposite + turn;
    const x = circle.x + Math.sin(angle) * STANDS_AT_M;
    const z = circle.z + Math.cos(angle) * STANDS_AT_M;
    return { x, z, yaw: angle + Math.PI, ...STANDING };
  });
  const hasRoom = ({ x, z, yaw, width }: Surface) =>
    [-0.5, 0, 0.5].every(
      (share) => clearanceAt(ground, x + Math.cos(yaw) * width * share, z - Math.sin(yaw) * width * share) >= ROOM_M,
    );
  return spots.find(hasRoom) ?? spots[0]!;
}
