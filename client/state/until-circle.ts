import type { PlaceConnection } from "../net/place-connection.ts";

/** Another server takes over the circles of one that died within 10 s (SPEC C7). */
const PATIENCE_MS = 12_000;

/** Resolves once the place shows this circle, or after waiting too long for it. */
export function untilCircle(connection: PlaceConnection, circleId: string): Promise<void> {
  if (connection.circles.has(circleId)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      stops.forEach((stop) => stop());
      clearTimeout(timer);
      resolve();
    };
    const stops = [
      connection.on("circle-added", ({ id }) => id === circleId && done()),
      connection.on("status", ({ kind }) => kind !== "connected" && done()),
    ];
    const timer = setTimeout(done, PATIENCE_MS);
  });
}
