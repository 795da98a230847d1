import fc from "fast-check";
import { expect, test } from "vitest";
import { nameFromKey, traitKey } from "./trait-key.ts";

test("M3 a trait's name has one key, whatever its case, accents and spaces", () => {
  expect(["Dry humour", " dry  HUMOUR!", "Drÿ-humour"].map(traitKey)).toEqual(Array(3).fill("dry-humour"));
  expect(traitKey("好奇心")).toBe("好奇心");
});

test("M3 any name gives a key that stays the same through its own name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (name) => {
      const key = traitKey(name);
      expect(key).not.toBe("");
      expect(traitKey(key)).toBe(key);
      expect(nameFromKey(key)).not.toBe("");
    }),
  );
});
