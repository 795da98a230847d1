import { assert, boolean, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Solid } from "../messages/place.ts";
import { BODY_RADIUS_M, prepareGround } from "./ground.ts";
import { RUN_SPEED_M_PER_S, STEP_SECONDS, stepBody, WALK_SPEED_M_PER_S, type Body, type Move } from "./movement.ts";

const RADIANS_PER_DEGREE = Math.PI / 180;
/** The loss of a step where a wall's straight part meets its round end. */
const SHARE_TOLERANCE = 0.02;
/** Enough to walk around anything built here. */
const MAX_STEPS = 600;

const groundWith = (...solids: Solid[]) =>
  prepareGround({ bounds: { shape: "disc", radius: 60 }, solids, terraces: [] });

/** From box coordinates to world coordinates: its yaw turns +z towards +x. */
const turned = (x: number, z: number, yaw: number) => ({
  x: x * Math.cos(yaw) + z * Math.sin(yaw),
  z: z * Math.cos(yaw) - x * Math.sin(yaw),
});

/** Walks until steps have been free again for a while, or gives up; returns each step's length as a share of a free one. */
function walk(body: Body, move: Move, ground: ReturnType<typeof groundWith>): { shares: number[]; passed: boolean } {
  const stepM = (move.run ? RUN_SPEED_M_PER_S : WALK_SPEED_M_PER_S) * STEP_SECONDS;
  const shares: number[] = [];
  for (let step = 0; step < MAX_STEPS; step++) {
    const from = { ...body };
    stepBody(body, move, STEP_SECONDS, ground);
    shares.push(Math.hypot(body.x - from.x, body.z - from.z) / stepM);
    if (shares.length > 10 && shares.slice(-10).every((share) => share > 1 - 1e-6)) return { shares, passed: true };
  }
  return { shares, passed: false };
}

const degrees = (min: number, max: number) =>
  double({ min, max, noNaN: true }).map((angle) => angle * RADIANS_PER_DEGREE);

describe("the quality of movement", () => {
  it("W2 keeps the component of its velocity along a rotated wall, and continues around the wall's end", () => {
    assert(
      property(
        degrees(-180, 180),
        // From almost parallel to the wall to almost perpendicular.
        degrees(5, 75),
        double({ min: 0.05, max: 4, noNaN: true }),
        double({ min: 0.05, max: 4, noNaN: true }),
        integer({ min: 0, max: 3 }),
        boolean(),
        boolean(),
        (yaw, angle, halfX, halfZ, side, isLeftwards, run) => {
          const box: Solid = { shape: "box", x: 3, z: -2, halfX, halfZ, yaw, height: 2 };
          const [along, out] = side % 2 === 0 ? [halfX, halfZ] : [halfZ, halfX];
          const face = yaw + (side * Math.PI) / 2;
          const way = isLeftwards ? -1 : 1;
          // Touching the face at its middle.
          const start = turned(0, out + BODY_RADIUS_M, face);
          const heading = turned(way * Math.cos(angle), -Math.sin(angle), face);
          const body = { x: box.x + start.x, z: box.z + start.z, yaw: 0 };
          const move = { moveX: heading.x, moveZ: heading.z, run };

          const { shares, passed } = walk(body, move, groundWith(box));

          expect(passed).toBe(true);
          for (const share of shares) expect(share).toBeGreaterThan(Math.cos(angle) - SHARE_TOLERANCE);
          // As long as a step ends before the face does, it keeps exactly that share.
          const stepM = (run ? RUN_SPEED_M_PER_S : WALK_SPEED_M_PER_S) * STEP_SECONDS;
          const alongSteps = Math.floor(along / (stepM * Math.cos(angle)));
          for (const share of shares.slice(0, alongSteps)) expect(share).toBeCloseTo(Math.cos(angle), 6);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("W2 does not catch on the seam of a wall built of two boxes", () => {
    assert(
      property(degrees(-180, 180), degrees(5, 75), boolean(), (yaw, angle, run) => {
        const half = (side: number): Solid => {
          const middle = turned(side * 2, 0, yaw);
          return { shape: "box", x: middle.x, z: middle.z, halfX: 2, halfZ: 0.3, yaw, height: 2 };
        };
        const start = turned(-1.5, 0.3 + BODY_RADIUS_M, yaw);
        const heading = turned(Math.cos(angle), -Math.sin(angle), yaw);
        const { shares, passed } = walk(
          { ...start, yaw: 0 },
          { moveX: heading.x, moveZ: heading.z, run },
          groundWith(half(-1), half(1)),
        );
        expect(passed).toBe(true);
        for (const share of shares) expect(share).toBeGreaterThan(Math.cos(angle) - SHARE_TOLERANCE);
      }),
      { numRuns: 300 },
    );
  });

  it("W2 walks around a tree that it does not meet dead in the middle", () => {
    assert(
      property(degrees(-180, 180), double({ min: 0.05, max: 2, noNaN: true }), boolean(), (yaw, radius, run) => {
        // A tenth of its width off the middle.
        const start = turned(0.1 * (radius + BODY_RADIUS_M), -4, yaw);
        const heading = turned(0, 1, yaw);
        const ground = groundWith({ shape: "circle", x: 0, z: 0, radius, height: 2 });
        const body = { ...start, yaw: 0 };
        const move = { moveX: heading.x, moveZ: heading.z, run };
        for (let step = 0; step < MAX_STEPS; step++) stepBody(body, move, STEP_SECONDS, ground);
        expect(body.x * heading.x + body.z * heading.z).toBeGreaterThan(10);
      }),
      { numRuns: 300 },
    );
  });
});
