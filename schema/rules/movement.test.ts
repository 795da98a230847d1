import {
  assert,
  double,
  array,
  boolean,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import type { Solid, Terrace } from "../messages/place.ts";
import { clearanceAt, BODY_RADIUS_M, CLEARANCE_TOLERANCE_M, isWalkable, prepareGround } from "./ground.ts";
import { RUN_SPEED_M_PER_S, STEP_SECONDS, stepBody, WALK_SPEED_M_PER_S, type Body } from "./movement.ts";

const anyNumber = oneof(
  double({ min: -1, max: 1, noNaN: true }),
  double(),
  constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308, 0),
);
const anyMove = record({ moveX: anyNumber, moveZ: anyNumber, run: boolean() });
const metre = (limit: number) => double({ min: -limit, max: limit, noNaN: true });
const anySolid: Arbitrary<Solid> = oneof(
  record({
    shape: constantFrom("circle" as const),
    x: metre(8),
    z: metre(8),
    radius: double({ min: 0.05, max: 3, noNaN: true }),
    height: constantFrom(1),
  }),
  record({
    shape: constantFrom("box" as const),
    x: metre(8),
    z: metre(8),
    halfX: double({ min: 0.05, max: 3, noNaN: true }),
    halfZ: double({ min: 0.05, max: 3, noNaN: true }),
    yaw: metre(4),
    height: constantFrom(1),
  }),
);
const anyBounds = oneof(
  record({ shape: constantFrom("disc" as const), radius: double({ min: 4, max: 12, noNaN: true }) }),
  record({
    shape: constantFrom("box" as const),
    halfX: double({ min: 4, max: 12, noNaN: true }),
    halfZ: double({ min: 4, max: 12, noNaN: true }),
  }),
);
const anyWorld = record({
  bounds: anyBounds,
  solids: array(anySolid, { maxLength: 12 }),
  terraces: constantFrom<Terrace[]>([]),
});

const open = prepareGround({ bounds: { shape: "disc", radius: 60 }, solids: [], terraces: [] });

describe("stepBody", () => {
  it("W3 keeps every body within its speed, outside of solids and inside the bounds, whatever the inputs", () => {
    assert(
      property(
        anyWorld,
        metre(10),
        metre(10),
        array(anyMove, { maxLength: 60 }),
        integer({ min: 0, max: 2 }),
        (world, x, z, moves, pace) => {
          const ground = prepareGround(world);
          const body: Body = { x, z, yaw: 0 };
          if (!isWalkable(ground, x, z)) return;
          const dt = STEP_SECONDS * [1, 0.4, 3][pace]!;
          for (const move of moves) {
            const before = { ...body };
            stepBody(body, move, dt, ground);
            const moved = Math.hypot(body.x - before.x, body.z - before.z);
            const speed = move.run ? RUN_SPEED_M_PER_S : WALK_SPEED_M_PER_S;
            expect(moved).toBeLessThanOrEqual(speed * dt + 1e-9);
            expect(clearanceAt(ground, body.x, body.z)).toBeGreaterThanOrEqual(BODY_RADIUS_M - CLEARANCE_TOLERANCE_M);
            expect(Math.abs(body.yaw)).toBeLessThanOrEqual(Math.PI);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("W3 moves nothing for numbers that make no sense", () => {
    for (const moveX of [NaN, Infinity, -Infinity, 1e300, undefined as unknown as number]) {
      const body = { x: 1, z: 2, yaw: 0.5 };
      stepBody(body, { moveX, moveZ: 0, run: true }, STEP_SECONDS, open);
      expect(body).toEqual({ x: 1, z: 2, yaw: 0.5 });
    }
    for (const seconds of [NaN, -1, 0]) {
      const body = { x: 1, z: 2, yaw: 0.5 };
      stepBody(body, { moveX: 1, moveZ: 0, run: true }, seconds, open);
      expect(body).toEqual({ x: 1, z: 2, yaw: 0.5 });
    }
  });

  it("W3 is no faster diagonally", () => {
    const straight = { x: 0, z: 0, yaw: 0 };
    const diagonal = { x: 0, z: 0, yaw: 0 };
    stepBody(straight, { moveX: 1, moveZ: 0, run: false }, STEP_SECONDS, open);
    stepBody(diagonal, { moveX: 1, moveZ: 1, run: false }, STEP_SECONDS, open);
    expect(Math.hypot(diagonal.x, diagonal.z)).toBeCloseTo(Math.hypot(straight.x, straight.z), 12);
  });

  it("W3 does not tunnel through a thin wall even in one long step", () => {
    const ground = prepareGround({
      bounds: { shape: "disc", radius: 20 },
      solids: [{ shape: "box", x: 0, z: 1, halfX: 10, halfZ: 0.01, yaw: 0, height: 2 }],
      terraces: [],
    });
    const body = { x: 0, z: 0, yaw: 0 };
    for (let step = 0; step < 40; step++) stepBody(body, { moveX: 0, moveZ: 1, run: true }, 10, ground);
    expect(body.z).toBeLessThan(1);
  });

  it("slides along a wall instead of sticking to it, and turns to where it goes", () => {
    const ground = prepareGround({
      bounds: { shape: "disc", radius: 30 },
      solids: [{ shape: "box", x: 0, z: 2, halfX: 25, halfZ: 0.5, yaw: 0.3, height: 2 }],
      terraces: [],
    });
    const body = { x: 0, z: 0, yaw: 0 };
    for (let step = 0; step < 60; step++) stepBody(body, { moveX: 1, moveZ: 1, run: false }, STEP_SECONDS, ground);
    expect(Math.hypot(body.x, body.z)).toBeGreaterThan(4);
    expect(body.yaw).toBeCloseTo(Math.PI / 4, 6);
  });
});
