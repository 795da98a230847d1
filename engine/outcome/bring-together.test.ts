import { expect, test } from "vitest";
import { bringTogether, type Nameable } from "./bring-together.ts";

const entry = (text: string, name: string | null = null, by: "model" | "person" = "person"): Nameable => ({
  text,
  named: name === null ? null : { name, by },
});
const gather = (entries: Nameable[], language = "en") =>
  bringTogether(entries, language).map(({ name, by, entries: own }) => [name, by, own.map(({ text }) => text)]);

test("C9 themes whose words are alike are one, in English and German; others and other numbers stay apart", () => {
  expect(
    gather([
      entry("Night buses are too rare"),
      entry("Night buses too rare!"),
      entry("Walking home"),
      entry("Line 19"),
      entry("Line 20"),
    ]),
  ).toEqual([
    ["Night buses are too rare", "words", ["Night buses are too rare", "Night buses too rare!"]],
    ["Walking home", "words", ["Walking home"]],
    ["Line 19", "words", ["Line 19"]],
    ["Line 20", "words", ["Line 20"]],
  ]);
  expect(gather([entry("Die Nachtbusse fahren selten"), entry("Nachtbusse fahren seltener")], "de")).toHaveLength(1);
});

test("C9 what was given one name is one theme, whatever its words; what is like the name joins it", () => {
  expect(
    gather([entry("Riding late", "Getting home"), entry("Walking home", "getting home"), entry("Getting home!")]),
  ).toEqual([["Getting home", "person", ["Riding late", "Walking home", "Getting home!"]]]);
});

test("C9 what a person set apart stays apart, though its words are alike", () => {
  expect(gather([entry("Riding late"), entry("Late riding", "Shift work", "model")])).toEqual([
    ["Shift work", "model", ["Late riding"]],
    ["Riding late", "words", ["Riding late"]],
  ]);
});

test("C9 the names of several scripts, and of signs alone, stay apart", () => {
  expect(gather([entry("夜のバス", "夜"), entry("ليل", "ليل"), entry("1", "!!"), entry("2", "??")])).toHaveLength(4);
});
