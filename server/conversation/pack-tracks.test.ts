import fc from "fast-check";
import { expect, it } from "vitest";
import { SAMPLES_PER_SECOND, toPose } from "../../schema/rules/replay/pose.ts";
import { encodeTrack } from "../../schema/rules/replay/track.ts";
import { packTracks, unpackTracks } from "./pack-tracks.ts";

it("W11 stored tracks are read back as they were, one for each member, also those of nobody who moved", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 20 }), (tracks) => {
      expect(unpackTracks(packTracks(tracks)).map((track) => [...track])).toEqual(tracks.map((track) => [...track]));
    }),
  );
});

it("W11 a minute of eight who turn to another speaker each second takes less than 2 kB, with its row", () => {
  const EIGHT = 8;
  const SECONDS = 60;
  /** Of the row besides its tracks: eight ids, times, lengths. */
  const ROW_BYTES = 480;
  const angleOf = (seat: number) => (seat / EIGHT) * 2 * Math.PI;
  const talk = fc.array(
    fc.record({
      speaker: fc.nat(EIGHT - 1),
      /** After how many samples each of the others turns to them; most do so in this second. */
      noticed: fc.array(fc.nat(SAMPLES_PER_SECOND), { minLength: EIGHT, maxLength: EIGHT }),
    }),
    { minLength: SECONDS, maxLength: SECONDS },
  );
  fc.assert(
    fc.property(talk, (seconds) => {
      const poseOf = (seat: number, at: number) => {
        const { speaker, noticed } = seconds[Math.floor(at / SAMPLES_PER_SECOND)]!;
        const turns = speaker !== seat && at % SAMPLES_PER_SECOND >= noticed[seat]!;
        const yaw = turns ? (angleOf(seat) + angleOf(speaker)) / 2 : angleOf(seat);
        return toPose({
          x: Math.cos(angleOf(seat)),
          z: Math.sin(angleOf(seat)),
          yaw,
          gesture: speaker === seat ? "point" : "",
        });
      };
      const tracks = Array.from({ length: EIGHT }, (_, seat) =>
        encodeTrack(Array.from({ length: SECONDS * SAMPLES_PER_SECOND }, (__, at) => poseOf(seat, at))),
      );
      expect(packTracks(tracks).length + ROW_BYTES).toBeLessThanOrEqual(2_000);
    }),
  );
});
