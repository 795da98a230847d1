import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Place } from "../../../schema/messages/place.ts";
import { prepareGround } from "../../../schema/rules/ground.ts";
import { garlands } from "./garlands.ts";

test("W7 no string of lights hangs across what one sees on arriving: before the wall of the workshop", () => {
  const place = Place.parse(JSON.parse(readFileSync("places/workshop.json", "utf8")));
  const { x, z } = place.spawn;
  const hung = garlands(place, prepareGround(place)).map(({ at = [0, 0, 0] }) => ({ x: at[0], z: at[2] }));
  expect(hung.filter((spot) => Math.abs(spot.x - x) < 1.5 && spot.z < z)).toEqual([]);
  expect(hung.some((spot) => Math.abs(spot.x - x) < 1.5 && spot.z > z)).toBe(true);
});
