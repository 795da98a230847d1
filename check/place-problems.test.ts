import { beforeAll, expect, test } from "vitest";
import type { Place } from "../schema/messages/place.ts";
import { readPlaces, type Places } from "../server/place/places.store.ts";
import { inProject } from "../setup/project.mjs";
import { findPlaceProblems } from "./place-problems.ts";

let places: Places;
beforeAll(async () => {
  places = await readPlaces(inProject("places"));
});

const withChange = (id: string, change: (place: Place) => void) => {
  const place = structuredClone(places.get(id)!);
  change(place);
  return findPlaceProblems(new Map(places).set(id, place));
};

test("W7 the places that ship have nothing in each other, free doors and free sight, and portals lead everywhere and back", () => {
  expect(findPlaceProblems(places)).toEqual([]);
});

test("W7 a desk in a wall, a bench on the spawn and a closed portal are found", () => {
  const problems = withChange("classroom", ({ solids, spawn, portals }) => {
    solids.push({ shape: "circle", x: solids[0]!.x, z: solids[0]!.z, radius: 0.4, height: 1 });
    solids.push({ shape: "box", x: spawn.x, z: spawn.z, halfX: 2, halfZ: 0.8, yaw: 0, height: 0.5 });
    portals[0]!.yaw += Math.PI;
  });
  expect(problems.join("\n")).toMatch(/classroom\.json: solids\.\d+ stands in solids\.0/);
  expect(problems.join("\n")).toMatch(/spawn: one can stand on \d+ % of it/);
  expect(problems.join("\n")).toMatch(/portals\.0 \(to-cloister\): something stands before it/);
});

test("W7 a wall between the audience and the stage is found", () => {
  const problems = withChange("debate-stage", ({ solids }) =>
    solids.push({ shape: "box", x: 0, z: 7.8, halfX: 4, halfZ: 0.2, yaw: 0, height: 3 }),
  );
  expect(problems[0]).toMatch(/furniture\.\d+ \(cushions\): what stands at 0, 7.8 hides the circle stage/);
});

test("W7 a place that no portal leads to, or from, is found", () => {
  expect(withChange("classroom", (place) => (place.portals = []))).toEqual([
    "classroom: no portals lead from here to the plaza",
  ]);
  const lone = structuredClone({ ...places.get("garden")!, id: "island" });
  expect(findPlaceProblems(new Map(places).set("island", lone))).toEqual([
    "island: no portals lead here from the plaza",
  ]);
});
