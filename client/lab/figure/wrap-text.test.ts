import fc from "fast-check";
import { expect, test } from "vitest";
import { wrapText } from "./wrap-text.ts";

const countLetters = (line: string) => [...line].length;

test("S7 a saved chart's words stay whole, with their marks", () => {
  expect(wrapText("How often (in a week) do you read, if at all?", 16, countLetters)).toEqual([
    "How often (in a",
    "week) do you",
    "read, if at all?",
  ]);
});

test("S7 a title without spaces is wrapped, its full stop not alone", () => {
  const lines = wrapText("您认为在总统选举中您会投票给谁。请选择一个答案。", 8, countLetters);
  expect(lines.join("")).toBe("您认为在总统选举中您会投票给谁。请选择一个答案。");
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(countLetters(line)).toBeLessThanOrEqual(8);
    expect(line).not.toMatch(/^。/);
  }
});

test("S7 a word that is wider than a picture is cut", () => {
  expect(wrapText("run aaaaaaaaaaaa end", 5, countLetters)).toEqual(["run a", "aaaaa", "aaaaa", "a end"]);
});

test("S7 no letter of a saved chart is lost, nor stands outside of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 20, max: 60 }), (text, most) => {
      const lines = wrapText(text, most, countLetters);
      expect(lines.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      for (const line of lines) expect(countLetters(line)).toBeLessThanOrEqual(most);
    }),
  );
});
