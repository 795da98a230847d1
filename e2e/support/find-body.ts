import { until, type Visitor } from "./join-place.ts";

export type Spot = { x: number; z: number };

/** A body by its name, as the server tells it to `witness`; waits until it is there. */
export const findBody = (witness: Visitor, name: string) =>
  until(`${name} to be in the place`, () => [...witness.room.state.avatars.values()].find((avatar) => avatar.name === name));

export const distanceBetween = (one: Spot, other: Spot): number => Math.hypot(one.x - other.x, one.z - other.z);
