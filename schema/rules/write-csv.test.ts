import { expect, test } from "vitest";
import { writeCsv } from "./write-csv.ts";

test("C8 L8 cells with commas, quotes and line breaks are quoted, and nothing becomes a formula", () => {
  expect(
    writeCsv([
      ["name", "cost"],
      ['Ada, "the first"', 1_500],
      ["=HYPERLINK(1)", -2],
      ["two\nlines", null],
    ]),
  ).toBe(`\uFEFFname,cost\r\n"Ada, ""the first""",1500\r\n'=HYPERLINK(1),-2\r\n"two\nlines",\r\n`);
});
