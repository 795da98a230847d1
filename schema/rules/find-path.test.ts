import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Place } from "../messages/place.ts";
import { BODY_SPACING_M, findFreeSpot } from "./find-free-spot.ts";
import { findPath, followPath, isLineWalkable, lengthOfPath, startWalk } from "./find-path.ts";
import { BODY_RADIUS_M, CLEARANCE_TOLERANCE_M, clearanceAt, isWalkable, prepareGround } from "./ground.ts";
import { STEP_SECONDS, stepBody, WALK_SPEED_M_PER_S, type Body } from "./movement.ts";
import { distanceBetween, type Point } from "./point.ts";
import { walkGridOf } from "./walk-grid.ts";

const plaza = Place.parse(JSON.parse(readFileSync(new URL("../../places/plaza.json", import.meta.url), "utf8")));
const ground = prepareGround(plaza);

/** A small linear congruential generator: the same thousand pairs every time. */
const seeded = (seed: number) => () => (seed = (seed * 1664525 + 1013904223) % 4294967296) / 4294967296;

const randomSpot = (random: () => number): Point => {
  for (;;) {
    const x = (random() * 2 - 1) * ground.halfX;
    const z = (random() * 2 - 1) * ground.halfZ;
    if (isWalkable(ground, x, z)) return { x, z };
  }
};

/** Walks the whole path and returns the minimum clearance on the way. */
const walk = (body: Body, path: Point[], run: boolean): number => {
  const steps = Math.ceil(lengthOfPath(body, path) / (WALK_SPEED_M_PER_S * STEP_SECONDS)) + path.length + 1;
  const way = startWalk(path, run);
  let clearance = Infinity;
  for (let step = 0; step < steps; step++) {
    const move = followPath(body, way);
    if (move === null) return clearance;
    stepBody(body, move, STEP_SECONDS, ground);
    clearance = Math.min(clearance, clearanceAt(ground, body.x, body.z));
  }
  throw new Error("still on its way");
};

describe("findPath", () => {
  it("W8 walks 1,000 random pairs of the plaza: all arrive, none crosses a solid or stands in another body", () => {
    const random = seeded(7);
    const standing: Point[] = [];
    const isTaken = (x: number, z: number) =>
      standing.some((other) => distanceBetween(other, { x, z }) < BODY_SPACING_M);
    for (let pair = 0; pair < 1000; pair++) {
      const body = { ...randomSpot(random), yaw: 0 };
      const goal = findFreeSpot(ground, isTaken, randomSpot(random), 6)!;
      const path = findPath(ground, body, goal)!;
      expect(path.at(-1)).toEqual(goal);
      for (const [index, corner] of path.entries())
        expect(isLineWalkable(ground, path[index - 1] ?? body, corner)).toBe(true);
      expect(walk(body, path, pair % 2 === 0)).toBeGreaterThanOrEqual(BODY_RADIUS_M - CLEARANCE_TOLERANCE_M);
      expect(distanceBetween(body, goal)).toBeLessThan(0.01);
      expect(Math.min(Infinity, ...standing.map((other) => distanceBetween(body, other)))).toBeGreaterThan(
        2 * BODY_RADIUS_M,
      );
      standing.push({ x: body.x, z: body.z });
    }
  });

  it("W8 every spot of the plaza one can stand on belongs to one connected floor", () => {
    const regions = new Set(walkGridOf(ground).region);
    regions.delete(0);
    expect(regions.size).toBe(1);
  });

  it("takes a click on a solid or beyond the edge as the nearest spot there", () => {
    const statue = plaza.solids.find((solid) => solid.shape === "circle" && solid.radius > 0.9)!;
    const end = findPath(ground, { x: 0, z: 0 }, statue)!.at(-1)!;
    expect(isWalkable(ground, end.x, end.z)).toBe(true);
    expect(distanceBetween(end, statue)).toBeLessThan(3);
    expect(findPath(ground, { x: 0, z: 0 }, { x: 0, z: 55 })!.at(-1)!.z).toBeGreaterThan(50);
  });

  it("has no way to what is walled off, far outside or no number", () => {
    const walled = prepareGround({
      bounds: { shape: "disc", radius: 20 },
      solids: [{ shape: "box", x: 0, z: 0, halfX: 21, halfZ: 0.2, yaw: 0, height: 2 }],
      terraces: [],
    });
    expect(findPath(walled, { x: 0, z: -10 }, { x: 0, z: 10 })).toBeNull();
    for (const to of [
      { x: 900, z: 0 },
      { x: NaN, z: 0 },
      { x: 0, z: Infinity },
    ])
      expect(findPath(ground, { x: 0, z: 0 }, to)).toBeNull();
  });
});

describe("findFreeSpot", () => {
  it("W8 packs bodies round a point without one standing in another, and says when it is full", () => {
    const standing: Point[] = [];
    const isTaken = (x: number, z: number) =>
      standing.some((other) => distanceBetween(other, { x, z }) < BODY_SPACING_M);
    for (
      let spot = findFreeSpot(ground, isTaken, { x: 0, z: 0 }, 3);
      spot !== null;
      spot = findFreeSpot(ground, isTaken, { x: 0, z: 0 }, 3)
    )
      standing.push(spot);
    expect(standing.length).toBeGreaterThan(20);
    expect(Math.max(...standing.map((spot) => distanceBetween(spot, { x: 0, z: 0 })))).toBeLessThanOrEqual(3);
  });
});
