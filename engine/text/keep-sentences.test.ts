import { expect, test } from "vitest";
import { keepSentences } from "./keep-sentences.ts";

test("M7 S8 a long text is cut at the end of a sentence, else of a word, and never within a character", () => {
  expect(keepSentences("I bake. I sleep.", 16)).toBe("I bake. I sleep.");
  expect(keepSentences("I bake bread. Then I sleep.", 20)).toBe("I bake bread.");
  expect(keepSentences("I bake bread. Then I sleep.", 13)).toBe("I bake bread.");
  expect(keepSentences("Ja. Dann backe ich lange Brot", 20)).toBe("Ja. Dann backe ich…");
  expect(keepSentences("我烤面包。然后我睡觉。", 7)).toBe("我烤面包。");
  expect(keepSentences("🥐".repeat(20), 10)).toBe(`${"🥐".repeat(4)}…`);
  for (const longest of [5, 9, 14, 30])
    expect(keepSentences("Ah! " + "long words ".repeat(9), longest).length).toBeLessThanOrEqual(longest);
});
