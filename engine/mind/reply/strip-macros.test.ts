import { expect, test } from "vitest";
import { stripMacros } from "./strip-macros.ts";

const strip = (text: string) => stripMacros(text, true, "Mara").text;

test.each([
  ["I am {{char}}, {{user}}.", "I am Mara, ."],
  ["<BOT> waits. <USER>?", "Mara waits. ?"],
  ["Well {{random:a,b}} then.", "Well  then."],
  ["A brace { alone } stays.", "A brace { alone } stays."],
  ["It ends {{here", "It ends "],
])("M2 %j is said as %j", (raw, said) => {
  expect(strip(raw)).toBe(said);
});

test("M2 however the stream is cut, no placeholder is shown, and what was shown stays", () => {
  const raw = "I am {{char}}. I waited for {{user}} and <USER> all night {{x";
  for (let size = 1; size <= 7; size++) {
    let shown = "";
    for (let at = size; at <= raw.length; at += size) {
      const { text } = stripMacros(raw.slice(0, at), false, "Mara");
      expect(text.startsWith(shown)).toBe(true);
      expect(text).not.toMatch(/\{\{|<USER/i);
      shown = text;
    }
    expect(strip(raw).startsWith(shown)).toBe(true);
  }
});
