import { expect, test } from "vitest";
import { english } from "../../schema/messages/english.ts";
import { german } from "../../schema/messages/german.ts";
import { wordMessage, type Message, type MessageCode } from "../../schema/messages/message.ts";
import { de as germanWorld } from "./de.ts";
import { en as enFirst } from "./en.ts";
import { enPages } from "./en-pages.ts";
import { deLab } from "./lab/de-lab.ts";
import { enLab } from "./lab/en-lab.ts";
import { deReplay } from "./replay/de-replay.ts";
import { enReplay } from "./replay/en-replay.ts";
import { deStudio } from "./studio/de-studio.ts";
import { enStudio } from "./studio/en-studio.ts";

const en = { ...enFirst, ...enPages, inTheLab: enLab, inTheStudio: enStudio, inReplay: enReplay };
const de = { ...germanWorld, inTheLab: deLab, inTheStudio: deStudio, inReplay: deReplay };

type Catalogue = { [key: string]: string | Catalogue };

const entries = (catalogue: Catalogue, path = ""): [string, string][] =>
  Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value]] : entries(value, `${path}${key}.`),
  );
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, \w+)?\}\}/g)].map(([, name]) => name).toSorted();

test("W13 both catalogues say the same things with the same placeholders", () => {
  const german = new Map(entries(de));
  for (const [key, text] of entries(en))
    expect([key, placeholders(german.get(key) ?? "")]).toEqual([key, placeholders(text)]);
  expect(german.size).toBe(entries(en).length);
});

test("W13 no text is empty or left in English by accident", () => {
  for (const [key, text] of entries(de)) expect(`${key} ${text}`.trim()).not.toBe(key);
  const long = entries(en).filter(([, text]) => text.split(" ").length > 4);
  const german = new Map(entries(de));
  for (const [key, text] of long) expect([key, german.get(key)]).not.toEqual([key, text]);
});

const codes = Object.keys(english) as MessageCode[];
/** Values that no text contains by accident. */
const valuesOf = (code: MessageCode) =>
  Object.fromEntries(placeholders(english[code]).map((name, place) => [name, 7_000 + place]));

test.each(codes)("W13 %s has a sentence in each language, with all its values, and none left in English", (code) => {
  const said: Message = { code, values: valuesOf(code) };
  const [inEnglishWords, inGermanWords] = [wordMessage(said, english, "en"), wordMessage(said, german, "de")];
  for (const words of [inEnglishWords, inGermanWords]) {
    expect(words).not.toMatch(/\{\{|\}\}|undefined|NaN/);
    expect(words).not.toBe("");
  }
  for (const name of placeholders(english[code])) expect(placeholders(german[code])).toContain(name);
  if (english[code].replaceAll(/\{\{.*?\}\}/g, "").match(/\p{L}{3}/u)) expect(german[code]).not.toBe(english[code]);
});
