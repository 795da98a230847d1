import fc from "fast-check";
import { expect, test } from "vitest";
import { buildPersona } from "../../test/minds/test-circle.ts";
import { shapeTemperature } from "./shape-temperature.ts";

const temperatureOf = (traits: { name: string; intensity: number }[], base = 0.8) =>
  shapeTemperature(
    buildPersona({
      name: "Ada",
      voice: { temperature: base },
      personality: { traits: traits.map((trait) => ({ ...trait, description: "" })) },
    }),
  );

test("M3 the temperature is the persona's own without traits that bear on it", () => {
  expect(temperatureOf([])).toBe(0.8);
  expect(temperatureOf([{ name: "Honesty", intensity: 1 }])).toBe(0.8);
});
test("M3 nouns and adjectives of a trait do the same", () => {
  expect(temperatureOf([{ name: "Playfulness", intensity: 1 }])).toBe(
    temperatureOf([{ name: "playful", intensity: 1 }]),
  );
  expect(temperatureOf([{ name: "Patience", intensity: 1 }])).toBeCloseTo(0.4);
});
test("M3 it never falls as a lively trait grows, never rises as a restrained one does, and stays within 0.1–1.5", () => {
  const intensity = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      intensity,
      intensity,
      intensity,
      fc.double({ min: 0, max: 2, noNaN: true }),
      (less, more, other, base) => {
        const [low, high] = [Math.min(less, more), Math.max(less, more)];
        const lively = (value: number) =>
          temperatureOf(
            [
              { name: "Curiosity", intensity: value },
              { name: "Prudence", intensity: other },
            ],
            base,
          );
        const restrained = (value: number) =>
          temperatureOf(
            [
              { name: "Curiosity", intensity: other },
              { name: "Prudence", intensity: value },
            ],
            base,
          );
        expect(lively(high)).toBeGreaterThanOrEqual(lively(low));
        expect(restrained(high)).toBeLessThanOrEqual(restrained(low));
        expect(lively(high)).toBeGreaterThanOrEqual(0.1);
        expect(lively(high)).toBeLessThanOrEqual(1.5);
      },
    ),
  );
});
