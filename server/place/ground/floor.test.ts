import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Place } from "../../../schema/messages/place.ts";
import { isWalkable } from "../../../schema/rules/ground.ts";
import { distanceBetween } from "../../../schema/rules/point.ts";
import { seatPosition, SEAT_COUNT } from "../../../schema/rules/seating.ts";
import { findPath } from "../../../schema/rules/find-path.ts";
import { Circle, PlaceState } from "../../../schema/state/place-state.ts";
import { Floor } from "./floor.ts";
import { readPlaces } from "../places.store.ts";
import { yard } from "../../../test/place/test-place.adapter.ts";

let plaza: Place;
beforeAll(async () => {
  plaza = (await readPlaces(join(import.meta.dirname, "../../../places"))).get("plaza")!;
});

const look = { palette: ["#111111", "#222222", "#333333"], silhouette: "tall" } as const;

const prepare = (place: Place) => {
  const floor = new Floor(place, new PlaceState(), () => 0.5);
  floor.addPerson("ada", "Ada", { ...look, palette: [...look.palette] });
  const open = () => {
    const spot = floor.findSpot("ada", [...floor.state.circles.values()]);
    if (spot !== null) floor.state.circles.set(`${floor.state.circles.size}`, Object.assign(new Circle(), spot));
    return spot;
  };
  return { floor, open };
};

test("C1 where the listed spots are taken, free ground is found: everybody of a full plaza can sit with another", () => {
  const { floor, open } = prepare(plaza);
  for (let count = 0; count < plaza.limits.people / 2; count++) expect(open(), `circle ${count}`).not.toBeNull();
  const circles = [...floor.state.circles.values()];
  const { ground, movers } = floor.simulation;
  for (const [index, circle] of circles.entries()) {
    for (let seat = 0; seat < SEAT_COUNT; seat++) {
      const { x, z } = seatPosition(circle, seat);
      expect(isWalkable(ground, x, z)).toBe(true);
    }
    for (const other of circles.slice(index + 1)) expect(distanceBetween(circle, other)).toBeGreaterThan(4.5);
    for (const door of plaza.portals) expect(distanceBetween(circle, door)).toBeGreaterThan(3);
  }
  const path = findPath(ground, movers.get("ada")!.body, circles.at(-1)!);
  expect(path).not.toBeNull();
});

test("C1 the first circles beyond the listed spots keep a way between them, and take the nearest ground", () => {
  const { open } = prepare(plaza);
  const spots = Array.from({ length: plaza.circleSpots.length }, open);
  expect(new Set(spots.map((spot) => `${spot!.x} ${spot!.z}`)).size).toBe(plaza.circleSpots.length);
  const next = open()!;
  for (const spot of spots) expect(distanceBetween(spot!, next)).toBeGreaterThanOrEqual(9);
});

test("W5 instances of a place share its computed ground", () => {
  expect(prepare(plaza).floor.simulation.ground).toBe(prepare(plaza).floor.simulation.ground);
});

test("C1 there are no more circles than a place takes people, and a released spot is reused", () => {
  const { floor, open } = prepare({ ...yard, limits: { people: 3, personas: 0, spectators: 0 } });
  expect([open(), open(), open(), open()].map((spot) => spot !== null)).toEqual([true, true, true, false]);
  const [id] = floor.state.circles.keys();
  floor.state.circles.delete(id!);
  expect(open()).toEqual({ x: 14.5, z: 0 });
});
