import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GESTURES } from "../../messages/room-messages.ts";
import { PLACE_HALF_EXTENT_M } from "../../state/place-state.ts";
import { toPose, toPosture, type Pose } from "./pose.ts";
import { decodeTrack, encodeTrack, poseAt, POSITION_SLACK, YAW_SLACK } from "./track.ts";

const posture = fc.record({
  x: fc.double({ min: -PLACE_HALF_EXTENT_M, max: PLACE_HALF_EXTENT_M, noNaN: true }),
  z: fc.double({ min: -PLACE_HALF_EXTENT_M, max: PLACE_HALF_EXTENT_M, noNaN: true }),
  yaw: fc.double({ min: -7, max: 7, noNaN: true }),
  gesture: fc.constantFrom("", ...GESTURES),
});

/** Bodies stand, walk on and turn, and now and then are somewhere else at once. */
const walk = fc
  .array(
    fc.record({
      samples: fc.integer({ min: 1, max: 60 }),
      stepX: fc.integer({ min: -25, max: 25 }),
      stepZ: fc.integer({ min: -25, max: 25 }),
      stepYaw: fc.integer({ min: -20, max: 20 }),
      gesture: fc.integer({ min: 0, max: GESTURES.length }),
      isJump: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => {
    const poses: Pose[] = [];
    let last: Pose = { x: 0, z: 0, yaw: 0, gesture: 0 };
    for (const { samples, stepX, stepZ, stepYaw, gesture, isJump } of parts)
      for (let count = 0; count < samples; count++) {
        const far = isJump && count === 0 ? 40 : 1;
        last = { x: last.x + stepX * far, z: last.z + stepZ * far, yaw: last.yaw + stepYaw, gesture };
        poses.push(last);
      }
    return poses;
  });

describe("tracks of bodies", () => {
  it("W11 a pose in whole steps is within 2.5 cm and 0.8° of the body, with its gesture", () => {
    fc.assert(
      fc.property(posture, fc.integer({ min: -2000, max: 2000 }), (body, turned) => {
        const drawn = toPosture(toPose(body, turned));
        expect(Math.abs(drawn.x - body.x)).toBeLessThanOrEqual(0.0251);
        expect(Math.abs(drawn.z - body.z)).toBeLessThanOrEqual(0.0251);
        expect(Math.cos(drawn.yaw - body.yaw)).toBeGreaterThan(Math.cos(0.0124));
        expect(drawn.gesture).toBe(body.gesture);
      }),
    );
  });

  it("W11 a body turns the shorter way round", () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), posture, (turned, body) => {
        expect(Math.abs(toPose(body, turned).yaw - turned)).toBeLessThanOrEqual(128);
      }),
    );
  });

  it("W11 what is read back is within 0.1 m and 5.6° of every recorded pose, with its gesture", () => {
    fc.assert(
      fc.property(walk, (poses) => {
        const frames = decodeTrack(encodeTrack(poses));
        for (const [at, pose] of poses.entries()) {
          const found = poseAt(frames, at)!;
          expect(Math.abs(found.x - pose.x)).toBeLessThanOrEqual(POSITION_SLACK);
          expect(Math.abs(found.z - pose.z)).toBeLessThanOrEqual(POSITION_SLACK);
          expect(Math.abs(found.yaw - pose.yaw)).toBeLessThanOrEqual(YAW_SLACK);
          expect(found.gesture).toBe(pose.gesture);
        }
      }),
    );
  });

  it("W11 a body that stands still for a minute takes a few bytes, and so does a straight walk", () => {
    const still = Array.from({ length: 240 }, () => ({ x: 412, z: -88, yaw: 64, gesture: 0 }));
    expect(encodeTrack(still).length).toBeLessThanOrEqual(8);
    const walking = still.map((pose, at) => ({ ...pose, x: pose.x + at * 7 }));
    expect(encodeTrack(walking).length).toBeLessThanOrEqual(16);
  });

  it("W11 damaged bytes are read as far as they make sense", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const frames = decodeTrack(bytes);
        expect(frames.every(({ x, z, yaw, at }) => [x, z, yaw, at].every(Number.isFinite))).toBe(true);
      }),
    );
  });
});
