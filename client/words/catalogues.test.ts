import { expect, test } from "vitest";
import {
  NOTICE_CODES,
  PROBLEM_CODES,
  REFUSAL_CODES,
  VOICE_PROBLEM_CODES,
} from "../../schema/messages/message-codes.ts";
import { de } from "./de.ts";
import { en as enFirst } from "./en.ts";
import { enPages } from "./en-pages.ts";

const en = { ...enFirst, ...enPages };

type Catalogue = { [key: string]: string | Catalogue };

const entries = (catalogue: Catalogue, path = ""): [string, string][] =>
  Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value]] : entries(value, `${path}${key}.`),
  );
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)].map(([, name]) => name).toSorted();

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

test("W13 everything the server can refuse or tell has words in both catalogues", () => {
  const codes = [...REFUSAL_CODES, ...NOTICE_CODES, ...PROBLEM_CODES, ...VOICE_PROBLEM_CODES];
  for (const { told } of [en, de]) expect(Object.keys(told)).toEqual(expect.arrayContaining(codes));
});
