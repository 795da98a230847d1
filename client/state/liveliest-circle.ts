import type { CircleSnapshot } from "../net/place-snapshot.ts";

const LIVELINESS: Record<CircleSnapshot["status"], number> = { talking: 4, paused: 2, asleep: 2, waiting: 1, ended: 0 };

/** The circle to watch when none was chosen: one where somebody speaks first, then the one with most members. Private ones are left out. */
export function liveliestCircle(circles: CircleSnapshot[]): CircleSnapshot | null {
  const open = circles.filter(({ isPrivate, status }) => !isPrivate && status !== "ended");
  const compare = (one: CircleSnapshot, other: CircleSnapshot) =>
    LIVELINESS[other.status] - LIVELINESS[one.status] || other.members.length - one.members.length;
  return open.toSorted(compare)[0] ?? null;
}
