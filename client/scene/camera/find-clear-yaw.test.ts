import { expect, test } from "vitest";
import { clutterOf, findClearYaw, type Obstacle } from "./find-clear-yaw.ts";

const shot = { x: 0, y: 1, z: 0, radius: 2.5, distance: 8, pitch: 0.36 };
const post = (x: number, z: number): Obstacle => ({ x, z, radius: 0.2, top: 2.4 });

test("W1 a circle is framed from the wanted direction when nothing blocks the view", () => {
  expect(findClearYaw([post(0, 6), post(9, 0)], shot, 0)).toBe(0);
});

test("W1 a post before the camera turns it until the view is free", () => {
  const posts = [post(0, -3.5), post(0.4, -6.5)];
  expect(clutterOf(posts, shot, 0)).toBeGreaterThan(0);
  const yaw = findClearYaw(posts, shot, 0);
  expect(yaw).not.toBe(0);
  expect(clutterOf(posts, shot, yaw)).toBe(0);
});

test("W1 anything below the line of sight is no obstacle", () => {
  expect(clutterOf([{ ...post(0, -6), top: 1.2 }], shot, 0)).toBe(0);
});

test("W1 where everything is full of posts the view is the one with the least before it", () => {
  const ring = Array.from({ length: 40 }, (_, index) =>
    post(Math.sin(index * 0.157) * 4, Math.cos(index * 0.157) * 4),
  ).filter(({ x, z }) => !(x > 2.9 && z < -2));
  const yaw = findClearYaw(ring, shot, 0);
  expect(clutterOf(ring, shot, yaw)).toBeLessThan(clutterOf(ring, shot, 0));
});
