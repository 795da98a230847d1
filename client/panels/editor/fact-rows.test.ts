import { expect, test } from "vitest";
import { factsToRows, rowsToFacts } from "./fact-rows.ts";

test("M1 further demographics come back from their rows as they were", () => {
  const facts = { Income: "about 40,000 a year", "Household size": "4" };
  expect(rowsToFacts(factsToRows(facts))).toEqual(facts);
});

test("M1 a row without a name is no fact yet, and the first of two with one name counts", () => {
  const rows = [
    { name: " ", value: "lost" },
    { name: "Faith ", value: "none" },
    { name: "Faith", value: "late" },
  ];
  expect(rowsToFacts(rows)).toEqual({ Faith: "none" });
});
