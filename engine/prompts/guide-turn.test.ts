import { expect, test } from "vitest";
import { guideTurn } from "./guide-turn.ts";

test("C9 a whisper is in the prompt from its first word to its last", () => {
  const text = `First ${"word ".repeat(97)}last.`;
  expect(text.length).toBeGreaterThan(490);
  expect(guideTurn({ whispers: [text] })).toContain(text);
});
