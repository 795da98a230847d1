import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDollars, parseLimit } from "./parse-dollars.ts";

test.each([
  ["2", 2_000_000_000],
  ["$0.50", 500_000_000],
  ["0,05 $", 50_000_000],
  [" 0.000000001 ", 1],
  ["999999.999999999", 999_999_999_999_999],
])("L7 %s is %d nano-dollars", (text, nano) => {
  expect(parseDollars(text)).toBe(nano);
});

test.each(["", "-1", "1.2.3", "1e9", "two", "1,000.00", "0.0000000001", "1234567"])("L7 “%s” is no sum", (text) => {
  expect(parseDollars(text)).toBeNull();
});

test("L7 every sum that can be typed is read to the nano-dollar", () => {
  fc.assert(
    fc.property(fc.nat(999_999), fc.nat(999_999_999), (dollars, nano) => {
      expect(parseDollars(`${dollars}.${String(nano).padStart(9, "0")}`)).toBe(dollars * 1e9 + nano);
    }),
  );
});

test("L7 a limit that is left empty is none, and what is no sum is no limit", () => {
  expect([" ", "2", "two"].map(parseLimit)).toEqual([null, 2_000_000_000, undefined]);
});
