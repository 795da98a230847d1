import { expect, test } from "vitest";
import { measureCharacter } from "./measure-character.ts";

const talk = (...lines: string[]) =>
  lines.map((line) => {
    const [speakerName = "", text = ""] = line.split(": ");
    const speakerKind = speakerName === "Sam" ? ("person" as const) : ("persona" as const);
    return { speakerId: speakerName.toLowerCase(), speakerName, speakerKind, text };
  });
const own = [
  "Ada: Rye bread needs salt and a hot oven.",
  "Tom: The tide takes every boat that is badly moored.",
  "Ada: My oven burns bread when the flour is damp.",
  "Tom: A boat without a rope is lost at high tide.",
];
const alike = [
  "Ada: I agree, a community garden helps the community.",
  "Tom: I agree, the community needs a community garden.",
  "Ada: Exactly, a garden is good for the community.",
  "Tom: Absolutely, a community garden is good.",
];

test("M7 personas that sound alike later than at first are told from those that stay themselves", () => {
  const drifted = measureCharacter(talk(...own, ...alike), "en");
  expect(drifted).toMatchObject({ agreement: 0.5, agreementDrift: 1 });
  expect(drifted.homogenisation).toBeGreaterThan(0.3);
  const steady = measureCharacter(talk(...own, ...own.map((line) => `${line} Still.`)), "en");
  expect(steady).toMatchObject({ agreement: 0, agreementDrift: 0 });
  expect(Math.abs(steady.homogenisation!)).toBeLessThan(0.05);
});

test("M7 a persona is distinct when its turns are closer to its own than to others'", () => {
  const distinctOf = (lines: string[]) =>
    measureCharacter(talk(...lines), "en").personas.map((one) => one.distinctness!);
  for (const value of distinctOf(own)) expect(value).toBeGreaterThan(0.1);
  for (const value of distinctOf(alike)) expect(value).toBeLessThan(0.1);
});

test("M7 near-repeats are counted, people's words are not", () => {
  const line = "Rye bread needs salt and a hot oven";
  const measured = measureCharacter(talk(`Sam: ${line}.`, `Ada: ${line}.`, `Tom: ${line}, too.`, "Ada: No."), "en");
  expect(measured.nearRepeats).toBeCloseTo(1 / 3);
});

test("M7 too little talk gives no figure, and no talk none at all", () => {
  expect(measureCharacter([], "en")).toEqual({
    agreement: null,
    agreementDrift: null,
    nearRepeats: null,
    homogenisation: null,
    personas: [],
  });
  expect(measureCharacter(talk("Ada: Rye."), "en").personas).toEqual([
    { personaId: "ada", name: "Ada", turns: 1, distinctness: null },
  ]);
});
