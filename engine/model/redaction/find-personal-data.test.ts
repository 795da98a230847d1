import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findPersonalData } from "./find-personal-data.ts";
import { CORPUS, DEVELOPMENT } from "../../../test/redaction-corpus/label-corpus.ts";
import { toPlainText } from "./plain-text.ts";

const LABELLED = [...CORPUS, ...DEVELOPMENT].filter(({ labels }) => labels.length > 0);
const found = (text: string) => findPersonalData(text).map(({ start, end }) => text.slice(start, end));

const ZERO_WIDTH = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"];
const DISGUISES: Record<string, (text: string) => string> = {
  "full-width digits": (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  "Arabic-Indic digits": (text) => text.replace(/\d/g, (digit) => String.fromCharCode(Number(digit) + 0x0660)),
  "mathematical digits": (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(Number(digit) + 0x1d7ec)),
  "non-breaking spaces": (text) => text.replaceAll(" ", "\u00a0"),
  "narrow spaces": (text) => text.replaceAll(" ", "\u202f"),
  "other hyphens": (text) => text.replaceAll("-", "\u2011"),
  "invisible signs between all letters": (text) =>
    [...text].map((letter, index) => letter + ZERO_WIDTH[index % ZERO_WIDTH.length]).join(""),
};

test.for(Object.entries(DISGUISES))("L4 personal data is found behind %s", ([, disguise]) => {
  for (const { text, labels } of LABELLED) {
    const parts = labels.map(({ start, end }) => ({ before: text.slice(0, start), value: text.slice(start, end) }));
    const shown = found(disguise(text)).join("\n");
    for (const { value } of parts)
      if (found(text).some((each) => each.includes(value)))
        expect(toPlainText(shown).text, text).toContain(toPlainText(disguise(value)).text.trim());
  }
});

test("L4 whatever the text, spans lie in it, in order, apart, and never cut a character in two", () => {
  const pieces = fc.array(
    fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom(...LABELLED.map(({ text }) => text))),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join(" ");
      let last = 0;
      for (const { start, end } of findPersonalData(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 300 },
  );
});

test("L4 separators that are spelled out hide no address", () => {
  for (const text of [
    "mira at weaver dot io",
    "mira (at) weaver (dot) io",
    "mira [at] weaver.io",
    "m.k at a dot co dot uk",
  ])
    expect(found(`Write to ${text} please.`), text).toEqual([text]);
});

/** Inputs that would make a careless pattern backtrack excessively. */
const LONG: Record<string, string> = {
  digits: "1",
  "digits in groups": "12 ",
  "digits and dots": "1.",
  capitals: "A",
  "capitalised words": "Am Alten ",
  "streets without end": "12 Alte ",
  prefixes: "sk-",
  "prefixes with digits": "sk-1",
  "tokens of three parts": "eyJaaaaaaaa.",
  letters: "a",
  ats: "a@",
  "spelled-out ats": "a at b dot ",
  colons: "a:",
  "key words": "key=",
  passwords: "password is ",
  codes: "recovery codes 1a1a ",
  passports: "passport no ",
  "letters of PEM": "-----BEGIN RSA PRIVATE KEY-----",
  brackets: "[EMAIL_",
  "mixed signs": "aA1",
  spaces: " ",
  quotes: 'password: "',
  "invisible signs": "\u200b1",
};

// A pattern with superlinear cost would not finish the longest of these within the test's time.
test.for(Object.entries(LONG))("L4 a very long text of %s is processed", ([, piece]) => {
  const text = piece.repeat(Math.ceil(200_000 / piece.length));
  for (const { end } of findPersonalData(text)) expect(end).toBeLessThanOrEqual(text.length);
});

test("L4 no pattern of the finders repeats without a bound: the work at each place of a text is limited", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && !/test|corpus/.test(name));
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) {
    const patterns = readFileSync(join(import.meta.dirname, name), "utf8")
      .split("\n")
      .filter(isPatternLine);
    for (const line of patterns) expect(withoutClasses(line), `${name}: ${line}`).not.toMatch(UNBOUNDED);
  }
});

const isPatternLine = (line: string): boolean => /\\[sdpwb]|\(\?[:<=!]|String\.raw|^\s*\/.*\/[dgimsuy]*,?$/.test(line);
/** Replaces character classes and escapes, which stand for single characters. */
const withoutClasses = (line: string): string =>
  line
    .replace(/\/\/ .*|^\s*\/\*\*.*|`[^`]*\$\{[^}]*\}$/, "")
    .replace(/\\p\{\w+\}|\\u\{?\w+\}?|\\./g, "x")
    .replace(/\[\^?[^\]]*\]/g, "x");
/** A repetition after a character, a class or a group that has no upper bound. */
const UNBOUNDED = /[\w)][*+]|\{\d+,\}/;
