import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Look } from "../messages/look.ts";
import { Attitude, ExperienceLevel } from "../messages/persona.ts";
import { deriveLook } from "./derive-look.ts";

const identity = fc.record({
  name: fc.string(),
  attitude: fc.constantFrom(...Attitude.options),
  experienceLevel: fc.constantFrom(...ExperienceLevel.options),
  traits: fc.array(fc.record({ name: fc.string(), intensity: fc.double({ min: 0, max: 1, noNaN: true }) })),
});
const plain = { attitude: "Neutral", experienceLevel: "Entry", traits: [] } as const;

describe("deriveLook", () => {
  test("W9 any persona gets a whole, valid look, the same each time", () => {
    fc.assert(
      fc.property(identity, (who) => {
        expect(Look.parse(deriveLook(who))).toEqual(deriveLook(structuredClone(who)));
      }),
    );
  });

  test("W9 names alone distinguish personas: of a hundred, hardly any two look alike", () => {
    const looks = Array.from({ length: 100 }, (_, index) =>
      JSON.stringify(deriveLook({ ...plain, traits: [], name: `Persona ${index}` })),
    );
    expect(new Set(looks).size).toBeGreaterThan(95);
  });

  test("W9 attitude shows in the face", () => {
    const faceOf = (attitude: "Pessimistic" | "Excited") =>
      deriveLook({ ...plain, traits: [], name: "Ida", attitude }).mask?.mouth;
    expect(faceOf("Pessimistic")).toBe("frown");
    expect(faceOf("Excited")).toBe("open");
  });
});
