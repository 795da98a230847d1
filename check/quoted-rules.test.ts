import { expect, test } from "vitest";
import { findQuotations, listRules } from "./quoted-rules.ts";

const rulesIn = (path: string, text: string) =>
  findQuotations({ path, text }).map(({ rule, line }) => `${rule}@${line}`);

test("a rule is a line that begins with its number", () => {
  expect(listRules("## W. The world\nW1. A browser.\nW2. Movement, see C4. It\n- M3. no rule\nM10. Ten.\n")).toEqual([
    "W1",
    "W2",
    "M10",
  ]);
});

test("a test's name quotes the rules it begins with", () => {
  expect(rulesIn("a.test.ts", `\ntest("W3 refuses a teleport", () => {});\ntest('C4, C7: kept', f)`)).toEqual([
    "W3@2",
    "C4@3",
    "C7@3",
  ]);
  expect(rulesIn("a.test.ts", "test.each([1])(\n  `M6 chooses %s`,\n  f)")).toEqual(["M6@2"]);
});

test("a comment quotes a rule after the word SPEC", () => {
  expect(rulesIn("a.ts", "/** Which model speaks (SPEC L2). */\n// SPEC C1, C3 and C7")).toEqual([
    "L2@1",
    "C1@2",
    "C3@2",
    "C7@2",
  ]);
});

test("other words with a number are no rules", () => {
  expect(rulesIn("a.ts", `const name = "W3 somewhere";`)).toEqual([]);
  expect(rulesIn("a.test.ts", `test("walks", () => key("W3")); const mp3 = "an MP3 file";`)).toEqual([]);
});
