/**
 * Motion in the wire format of @colyseus/schema, written by hand: x, z and yaw are `fullStateOnly`,
 * so the schema encoder never sends them; the place decides to whom and when. A standard
 * decoder reads the entries as ordinary field changes.
 */
import { encode, type Iterator } from "@colyseus/schema";
import { PLACE_HALF_EXTENT_M } from "../../../schema/state/place-state.ts";

const SWITCH_TO_STRUCTURE = 255;
/** Operation ADD (0x80) with the field's index, as declared by Avatar. */
const SET_X = 0x80;
const SET_Z = 0x81;
const SET_YAW = 0x82;

/** Steps over the range of a clamped 16-bit field around zero: one code stays unused, so that 0 is exact. */
const METRE_STEPS = 65534;
const YAW_STEPS = 65536;
const RANGE_M = 2 * PLACE_HALF_EXTENT_M;
const TURN = 2 * Math.PI;

/** Maximum size of an entry: 1 + 5 (largest refId) + 9. Below 128 references it is 11 bytes, below 65,536 at most 13. */
export const MOTION_MAX_BYTES = 15;

const quantiseMetres = (value: number): number => {
  const clamped = Math.max(-PLACE_HALF_EXTENT_M, Math.min(PLACE_HALF_EXTENT_M, value));
  return Math.floor(((clamped + PLACE_HALF_EXTENT_M) / RANGE_M) * METRE_STEPS + 0.5);
};

const quantiseYaw = (yaw: number): number => {
  const turned = yaw % TURN;
  return Math.floor(((turned < 0 ? turned + TURN : turned) / TURN) * YAW_STEPS + 0.5) % YAW_STEPS;
};

const cursor: Iterator = { offset: 0 };

/** Writes one avatar's position at `offset` and returns the offset after it. Metres; radians. */
export const writeMotion = (
  bytes: Uint8Array,
  offset: number,
  refId: number,
  { x, z, yaw }: { x: number; z: number; yaw: number },
): number => {
  bytes[offset] = SWITCH_TO_STRUCTURE;
  cursor.offset = offset + 1;
  encode.number(bytes, refId, cursor);
  let at = cursor.offset;
  const fieldX = quantiseMetres(x);
  const fieldZ = quantiseMetres(z);
  const fieldYaw = quantiseYaw(yaw);
  bytes[at++] = SET_X;
  bytes[at++] = fieldX & 255;
  bytes[at++] = fieldX >> 8;
  bytes[at++] = SET_Z;
  bytes[at++] = fieldZ & 255;
  bytes[at++] = fieldZ >> 8;
  bytes[at++] = SET_YAW;
  bytes[at++] = fieldYaw & 255;
  bytes[at++] = fieldYaw >> 8;
  return at;
};
