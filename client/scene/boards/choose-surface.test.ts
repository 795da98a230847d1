import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Place } from "../../../schema/messages/place.ts";
import { clearanceAt, prepareGround } from "../../../schema/rules/ground.ts";
import { distanceBetween } from "../../../schema/rules/point.ts";
import { CIRCLE_RADIUS_M } from "../../../schema/rules/seating.ts";
import { chooseSurfaces } from "./choose-surface.ts";

const folder = join(import.meta.dirname, "../../../places");
const readPlace = (id: string) => Place.parse(JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8")));
const surfacesOf = (place: Place, circles: { x: number; z: number }[]) =>
  chooseSurfaces(circles, place, prepareGround(place));

test("C9 a circle has the board of its place that faces it; another one beside it has a board stood up", () => {
  const place = readPlace("focus-room");
  const [first, second] = surfacesOf(place, [
    { x: 0, z: 0 },
    { x: 0, z: 1 },
  ]);
  expect(first).toEqual({ ...place.boards[0], stands: false });
  expect(second!.stands).toBe(true);
  const [behind] = surfacesOf(readPlace("classroom"), [{ x: 0, z: -13 }]);
  expect(behind!.stands).toBe(true);
});

test("C9 on every spot of every place, what a session shows faces its circle, near enough to read, in nobody's seat and in no solid", () => {
  for (const file of readdirSync(folder)) {
    const place = readPlace(file.replace(".json", ""));
    const ground = prepareGround(place);
    for (const spot of place.circleSpots) {
      const { x, z, yaw, width, stands } = surfacesOf(place, [spot])[0]!;
      const name = `${place.id} ${spot.id}`;
      expect(Math.sin(yaw) * (spot.x - x) + Math.cos(yaw) * (spot.z - z), name).toBeGreaterThan(0);
      expect(distanceBetween({ x, z }, spot), name).toBeLessThanOrEqual(14);
      if (!stands) continue;
      expect(distanceBetween({ x, z }, spot), name).toBeGreaterThan(CIRCLE_RADIUS_M);
      for (const share of [-0.5, 0, 0.5])
        expect(
          clearanceAt(ground, x + Math.cos(yaw) * width * share, z - Math.sin(yaw) * width * share),
          name,
        ).toBeGreaterThan(0);
    }
  }
});
