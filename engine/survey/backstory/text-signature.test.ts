import { expect, test } from "vitest";
import { SIGNATURE_LENGTH, signText } from "./text-signature.ts";

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => `word${from + place}`).join(" ");
/** Estimated: of the sequences of words, those that both texts have. */
function share(one: string, other: string): number {
  const signature = signText(other);
  return signText(one).filter((value, place) => value === signature[place]).length / SIGNATURE_LENGTH;
}

test("S2 the shared part of two texts is estimated within the error of the method", () => {
  expect(share(words(0, 500), words(0, 500))).toBe(1);
  expect(share(words(0, 500), words(1000, 1500))).toBeLessThan(0.05);
  // 300 of 900 sequences are shared.
  expect(Math.abs(share(words(0, 600), words(300, 900)) - 1 / 3)).toBeLessThan(0.15);
});

test("S2 case, punctuation and line breaks make no difference; an empty text has a signature too", () => {
  expect(share("I grew up, then, in Ohio!", "i grew up then\n in ohio")).toBe(1);
  expect(signText("")).toHaveLength(SIGNATURE_LENGTH);
  expect(share("", words(0, 50))).toBe(0);
});
