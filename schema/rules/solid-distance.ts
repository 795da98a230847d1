import type { Solid } from "../messages/place.ts";

/** A solid with its rotation precomputed. */
export type PreparedSolid =
  | { shape: "circle"; x: number; z: number; radius: number }
  | { shape: "box"; x: number; z: number; halfX: number; halfZ: number; cos: number; sin: number };

export const prepareSolid = (solid: Solid): PreparedSolid =>
  solid.shape === "circle"
    ? { shape: "circle", x: solid.x, z: solid.z, radius: solid.radius }
    : {
        shape: "box",
        x: solid.x,
        z: solid.z,
        halfX: solid.halfX,
        halfZ: solid.halfZ,
        cos: Math.cos(solid.yaw),
        sin: Math.sin(solid.yaw),
      };

/** Signed distance (metres, negative inside) and the outward direction there. */
export type Nearest = { distance: number; normalX: number; normalZ: number };

const toCircle = (dx: number, dz: number, radius: number, out: Nearest): void => {
  const length = Math.sqrt(dx * dx + dz * dz);
  out.distance = length - radius;
  out.normalX = length > 0 ? dx / length : 1;
  out.normalZ = length > 0 ? dz / length : 0;
};

const toBox = (localX: number, localZ: number, halfX: number, halfZ: number, out: Nearest): void => {
  const overX = Math.abs(localX) - halfX;
  const overZ = Math.abs(localZ) - halfZ;
  const signX = localX < 0 ? -1 : 1;
  const signZ = localZ < 0 ? -1 : 1;
  if (overX > 0 && overZ > 0) {
    const length = Math.sqrt(overX * overX + overZ * overZ);
    out.distance = length;
    out.normalX = (signX * overX) / length;
    out.normalZ = (signZ * overZ) / length;
  } else if (overX > overZ) {
    out.distance = overX;
    out.normalX = signX;
    out.normalZ = 0;
  } else {
    out.distance = overZ;
    out.normalX = 0;
    out.normalZ = signZ;
  }
};

/** Writes into `out`, so that a step allocates nothing. A box's yaw turns its +z side towards +x, as an avatar's does. */
export const nearestOfSolid = (solid: PreparedSolid, x: number, z: number, out: Nearest): void => {
  const dx = x - solid.x;
  const dz = z - solid.z;
  if (solid.shape === "circle") return toCircle(dx, dz, solid.radius, out);
  toBox(dx * solid.cos - dz * solid.sin, dx * solid.sin + dz * solid.cos, solid.halfX, solid.halfZ, out);
  const { normalX, normalZ } = out;
  out.normalX = normalX * solid.cos + normalZ * solid.sin;
  out.normalZ = normalZ * solid.cos - normalX * solid.sin;
};

/** Half the side of the square that contains the solid at any rotation. */
export const reachOfSolid = (solid: PreparedSolid): number =>
  solid.shape === "circle" ? solid.radius : Math.sqrt(solid.halfX * solid.halfX + solid.halfZ * solid.halfZ);
