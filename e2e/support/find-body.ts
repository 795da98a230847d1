import { until, type Visitor } from "./join-place.ts";

export type Spot = { x: number; z: number };

/** A body by its name, as the server sends it to `witness`; waits until it is there. */
export const findBody = (witness: Visitor, name: string) =>
  until(`${name} to be in the place`, () =>
    [...witness.room.state.avatars.values()].find((avatar) => avatar.name === name),
  );

export const distanceBetween = (one: Spot, other: Spot): number => Math.hypot(one.x - other.x, one.z - other.z);

const STILL_MS = 1000;

/** Where `name` is, once it has not moved for a second. */
export async function standStill(witness: Visitor, name: string): Promise<Spot> {
  const body = await findBody(witness, name);
  let spot: Spot = { x: NaN, z: NaN };
  let since = 0;
  await until(`${name} to stand still`, () => {
    if (spot.x !== body.x || spot.z !== body.z) {
      spot = { x: body.x, z: body.z };
      since = Date.now();
    }
    return Date.now() - since > STILL_MS;
  });
  return spot;
}

/** Names of the free personas nearest to `name`, which reach a circle there first. */
export async function nearestPersonas(witness: Visitor, name: string, count: number): Promise<string[]> {
  const body = await findBody(witness, name);
  return [...witness.room.state.avatars.values()]
    .filter(({ kind, circleId }) => kind === "persona" && circleId === "")
    .toSorted((one, other) => distanceBetween(one, body) - distanceBetween(other, body))
    .slice(0, count)
    .map((avatar) => avatar.name);
}

export const findCircle = (witness: Visitor, topic: string) =>
  until(
    `the circle “${topic}”`,
    () => [...witness.room.state.circles].find(([, circle]) => circle.topic === topic)?.[0],
  );
