import type { Place } from "../../schema/messages/place.ts";
import { findFreeSpot } from "../../schema/rules/find-free-spot.ts";
import { findPath } from "../../schema/rules/find-path.ts";
import { isWalkable, prepareGround, type Ground } from "../../schema/rules/ground.ts";
import { distanceBetween, type Point } from "../../schema/rules/point.ts";
import { CIRCLE_RADIUS_M, FULL_CIRCLES_APART_M, SEAT_COUNT, seatPosition } from "../../schema/rules/seating.ts";

/** Two circles side by side leave a path between them. */
const CIRCLE_SPACING_M = 2 * CIRCLE_RADIUS_M + 0.6;
const REACHED_M = 1;

const nobody = (): boolean => false;

const reaches = (ground: Ground, from: Point, to: Point, slackM: number): boolean => {
  const end = findPath(ground, from, to)?.at(-1);
  return end !== undefined && distanceBetween(end, to) <= slackM;
};

/** @param name its path in the file */
const checkSpot = (name: string, spot: Point, ground: Ground, spawn: Point): string[] => {
  const problems: string[] = [];
  for (let seat = 0; seat < SEAT_COUNT; seat++) {
    const position = seatPosition(spot, seat);
    if (!isWalkable(ground, position.x, position.z))
      problems.push(`${name}: seat ${seat} stands in a solid or out of bounds`);
    // The middle may be a table.
    else if (!reaches(ground, spawn, position, REACHED_M))
      problems.push(`${name}: seat ${seat} cannot be reached from the spawn`);
  }
  return problems;
};

const checkSpots = (place: Place, ground: Ground, spawn: Point): string[] => {
  const problems: string[] = [];
  for (const [index, spot] of place.circleSpots.entries()) {
    problems.push(...checkSpot(`circleSpots.${index} (${spot.id})`, spot, ground, spawn));
    for (const other of place.circleSpots.slice(index + 1)) {
      if (distanceBetween(spot, other) < CIRCLE_SPACING_M)
        problems.push(`circleSpots.${index} (${spot.id}): nearer than ${CIRCLE_SPACING_M} m to ${other.id}`);
    }
  }
  return problems;
};

/** The entrance talk must fit beside every circle on a listed spot. */
const checkEntranceTalk = ({ entranceTalk, circleSpots }: Place, ground: Ground, spawn: Point): string[] => {
  if (entranceTalk === undefined) return [];
  const inTheWay = circleSpots.filter((spot) => distanceBetween(spot, entranceTalk) < FULL_CIRCLES_APART_M);
  return [
    ...checkSpot("entranceTalk", entranceTalk, ground, spawn),
    ...inTheWay.map(({ id }) => `entranceTalk: nearer than ${FULL_CIRCLES_APART_M} m to the circle spot ${id}`),
  ];
};

const checkIds = (name: string, items: { id: string }[]): string[] => {
  const ids = items.map((item) => item.id);
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [`${name}.${index}: the id ${id} is used twice`] : []));
};

/** Checks beyond the schema: whether one can stand, sit and walk there. Each problem names its path in the file. */
export const checkPlace = (place: Place): string[] => {
  const ground = prepareGround(place);
  const spawn = findFreeSpot(ground, nobody, place.spawn, place.spawn.radius);
  if (spawn === null) return ["spawn: there is nowhere to stand"];
  const problems = [
    ...checkIds("circleSpots", place.circleSpots),
    ...checkIds("pointsOfInterest", place.pointsOfInterest),
    ...checkIds("portals", place.portals),
    ...checkSpots(place, ground, spawn),
    ...checkEntranceTalk(place, ground, spawn),
  ];
  for (const [index, interest] of place.pointsOfInterest.entries()) {
    const spot = findFreeSpot(ground, nobody, interest, interest.radius);
    if (spot === null || !reaches(ground, spawn, spot, 0.01))
      problems.push(`pointsOfInterest.${index} (${interest.id}): cannot be reached from the spawn`);
  }
  for (const [index, portal] of place.portals.entries()) {
    if (!reaches(ground, spawn, portal, REACHED_M))
      problems.push(`portals.${index} (${portal.id}): cannot be reached from the spawn`);
  }
  return problems;
};
