import { LatheGeometry, Vector2 } from "three";

/** A solid of revolution about the vertical axis; `profile` is radius, height, radius, height … from below, in metres. */
export function lathe(profile: readonly number[], segments = 18): LatheGeometry {
  const points = Array.from(
    { length: profile.length / 2 },
    (_, index) => new Vector2(profile[index * 2], profile[index * 2 + 1]),
  );
  return new LatheGeometry(points, segments);
}
