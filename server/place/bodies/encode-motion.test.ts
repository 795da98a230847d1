import { $refId, Decoder, Encoder } from "@colyseus/schema";
import { assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { Avatar, PlaceState } from "../../../schema/state/place-state.ts";
import { MOTION_MAX_BYTES, writeMotion } from "./encode-motion.ts";

const placeOf = (count: number) => {
  const state = new PlaceState();
  for (let index = 0; index < count; index++) state.avatars.set(`avatar-${index}`, new Avatar());
  const seen = new PlaceState();
  const decoder = new Decoder(seen);
  decoder.decode(new Encoder(state).encodeAll({ offset: 0 }, new Uint8Array(1 << 20)));
  return { state, seen, decoder };
};

const bytes = new Uint8Array(MOTION_MAX_BYTES);

describe("writeMotion", () => {
  it("W4 is read by the standard decoder exactly as the schema itself rounds, at every size of place", () => {
    const { state, seen, decoder } = placeOf(600);
    const metre = double({ min: -140, max: 140, noNaN: true });
    for (const id of ["avatar-0", "avatar-60", "avatar-100", "avatar-599"]) {
      const avatar = state.avatars.get(id)!;
      assert(
        property(metre, metre, double({ min: -20, max: 20, noNaN: true }), (x, z, yaw) => {
          const end = writeMotion(bytes, 0, avatar[$refId]!, { x, z, yaw });
          decoder.decode(bytes.subarray(0, end));
          Object.assign(avatar, { x, z, yaw });
          const copy = seen.avatars.get(id)!;
          expect([copy.x, copy.z, copy.yaw]).toEqual([avatar.x, avatar.z, avatar.yaw]);
        }),
      );
    }
  });

  it("W4 takes 11 bytes per avatar, and at most 13 beyond 128 references", () => {
    expect(writeMotion(bytes, 0, 2, { x: 1, z: 2, yaw: 3 })).toBe(11);
    expect(writeMotion(bytes, 0, 127, { x: 1, z: 2, yaw: 3 })).toBe(11);
    expect(writeMotion(bytes, 0, 128, { x: 1, z: 2, yaw: 3 })).toBe(12);
    expect(writeMotion(bytes, 0, 2001, { x: 1, z: 2, yaw: 3 })).toBe(13);
  });

  it("W4 several entries in one frame are read one after another", () => {
    const { state, seen, decoder } = placeOf(300);
    const frame = new Uint8Array(300 * MOTION_MAX_BYTES);
    let end = 0;
    for (let index = 0; index < 300; index++)
      end = writeMotion(frame, end, state.avatars.get(`avatar-${index}`)![$refId]!, {
        x: index / 10,
        z: -index / 10,
        yaw: 0,
      });
    decoder.decode(frame.subarray(0, end));
    expect(seen.avatars.get("avatar-299")!.x).toBeCloseTo(29.9, 2);
    expect(seen.avatars.get("avatar-42")!.z).toBeCloseTo(-4.2, 2);
  });
});
