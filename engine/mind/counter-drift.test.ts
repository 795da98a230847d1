import { describe, expect, test } from "vitest";
import { counterDrift, measureAgreement, measureRepetition } from "./counter-drift.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";

const personas = ["Ada", "Tom", "Mara"].map((name) => buildPersona({ name }));
const said = (...lines: string[]) => buildView({ personas, people: ["Sam"], lines }).utterances;

describe("M7 drift is measured and countered", () => {
  test("M7 agreement is the share of turns that begin by agreeing", () => {
    expect(measureAgreement(said("Ada: I agree.", "Tom: Exactly!", "Mara: Ovens are hot.", "Ada: Genau, heiß."))).toBe(
      0.75,
    );
    expect(measureAgreement(said("Ada: I agree.", "Tom: Exactly!"))).toBe(0);
    expect(measureAgreement(said("Sam: I agree.", "Sam: Exactly!", "Sam: Absolutely."))).toBe(0);
  });
  test("M7 after a row of agreement the next is asked for another view", () =>
    expect(counterDrift(said("Ada: Good point.", "Tom: You're right.", "Mara: I totally agree with Tom."))).toContain(
      "Do not agree again",
    ));
  test("M7 after a repetition the next is asked for something new", () => {
    const repeated = said(
      "Ada: The oven is the heart of the house.",
      "Tom: Yes.",
      "Ada: The oven is the heart of the house!",
    );
    expect(measureRepetition(repeated)).toBe(1);
    expect(counterDrift(repeated)).toContain("Do not repeat");
  });
  test("M7 lively talk is left alone", () =>
    expect(
      counterDrift(said("Ada: The oven is hot.", "Tom: I would rather have a fridge.", "Mara: You are both cold.")),
    ).toBeNull());
});
