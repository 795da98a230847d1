import { expect, test } from "vitest";
import { named, written } from "./written-text.ts";

const name = named(40, "choose a name");
const read = (text: string) => name.safeParse(text).data;

test("A5 a name stays on its line and in its direction", () => {
  expect(read(" Ada\n\tBob: hello\u2028you ")).toBe("Ada Bob: hello you");
  expect(read("\u202eadA\u2066")).toBe("adA");
});

test("A5 a name that nobody can see is none", () => {
  for (const text of ["", "  ", "\u200b", "\u202e\u200b", "\u3164", "\ufe0f", "\u2800"])
    expect(read(text), JSON.stringify(text)).toBeUndefined();
});

test("W13 names of every script and emoji of several parts stay whole", () => {
  for (const text of ["مرحبا", "می‌خواهم", "👩‍🚀", "李小龍", "O'Brien-Ødegård", "नमस्ते"]) expect(read(text)).toBe(text);
});

test("A5 NUL and half characters are no text", () => {
  for (const text of ["a\0b", "\ud800", ""]) expect(written(10).safeParse(text).success).toBe(false);
  expect(written(10).parse(" 🐦 ")).toBe("🐦");
});
