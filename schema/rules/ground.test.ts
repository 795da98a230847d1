import { describe, expect, it } from "vitest";
import { clampToBounds, heightAt, isWalkable, prepareGround } from "./ground.ts";

const ground = prepareGround({
  bounds: { shape: "disc", radius: 20 },
  solids: [
    { shape: "circle", x: 5, z: 0, radius: 1, height: 1 },
    { shape: "box", x: -5, z: 0, halfX: 2, halfZ: 0.5, yaw: Math.PI / 2, height: 1 },
  ],
  terraces: [
    { x: 0, z: 0, fromRadius: 10, toRadius: 12, height: 0.5 },
    { x: 0, z: 0, fromRadius: 11, toRadius: 20, fromAngle: -0.5, toAngle: 0.5, height: 1 },
  ],
});

describe("ground", () => {
  it("W3 knows where a body can stand, turned boxes included", () => {
    expect(isWalkable(ground, 5, 1.34)).toBe(false);
    expect(isWalkable(ground, 5, 1.36)).toBe(true);
    // After a quarter turn, the box is long in z and short in x.
    expect(isWalkable(ground, -5, 2.3)).toBe(false);
    expect(isWalkable(ground, -4.1, 0)).toBe(true);
  });

  it("W3 is not walkable out of bounds nor at numbers that are none", () => {
    for (const [x, z] of [
      [0, 19.7],
      [40, 0],
      [NaN, 0],
      [0, Infinity],
      [1e300, 1e300],
    ] as const)
      expect(isWalkable(ground, x, z)).toBe(false);
    expect(clampToBounds(ground, 0, 100)).toEqual({ x: 0, z: 19.65 });
    expect(clampToBounds(ground, 3, 4)).toEqual({ x: 3, z: 4 });
  });

  it("W7 rises in terraces, whole or between two angles, the last listed on top", () => {
    expect(heightAt(ground, 0, 9.9)).toBe(0);
    expect(heightAt(ground, 10, 0)).toBe(0.5);
    expect(heightAt(ground, 0, 11.5)).toBe(1);
    expect(heightAt(ground, 0, -11.5)).toBe(0.5);
    expect(heightAt(ground, 0, -15)).toBe(0);
  });
});
