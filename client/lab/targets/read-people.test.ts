import { describe, expect, test } from "vitest";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { evenShares, setShare } from "./draft-target.ts";
import { readPeople, writePeople } from "./read-people.ts";

const NAMES = {
  nameOf: (traitId: string) => (traitId === "gender" ? "Geschlecht" : traitId),
  valueOf: (_: string, value: string) => (value === "woman" ? "Frau" : value),
};

describe("S1 a table of people", () => {
  test("S1 columns and values are found by id, by English wording and by their name on screen", () => {
    const read = readPeople("Geschlecht;Party;hobby\nFrau;Democrat;chess\nman;republican;\n", NAMES, STANDARD_TRAITS);
    expect(read).toEqual({
      people: [
        { gender: "woman", party: "democrat", hobby: "chess" },
        { gender: "man", party: "republican" },
      ],
      notUnderstood: [],
    });
  });

  test("S1 what is not understood is listed, and nobody else is lost", () => {
    const { people, notUnderstood } = readPeople(
      "gender,party\nwoman,Whig\nman,whig\nman,democrat",
      NAMES,
      STANDARD_TRAITS,
    );
    expect(people).toEqual([{ gender: "woman" }, { gender: "man" }, { gender: "man", party: "democrat" }]);
    expect(notUnderstood).toEqual([{ traitId: "party", value: "Whig", count: 2 }]);
    expect(readPeople("", NAMES, STANDARD_TRAITS)).toEqual({ people: [], notUnderstood: [] });
  });

  test("S1 ages in years and incomes in dollars belong to the value that they lie in", () => {
    const { people, notUnderstood } = readPeople(
      'age,income\n18,$14999\n24,15000\n25,\n64,"74,999.50"\n101,75000\n17,none',
      NAMES,
      STANDARD_TRAITS,
    );
    expect(people.map(({ age, income }) => [age, income])).toEqual([
      ["18-24", "under-15000"],
      ["18-24", "15000-29999"],
      ["25-34", undefined],
      ["55-64", "50000-74999"],
      ["65-and-over", "75000-and-over"],
    ]);
    expect(notUnderstood.map(({ value }) => value)).toEqual(["17", "none"]);
  });

  test("S1 S3 traits that researchers added are found as they wrote them, and so are their values", () => {
    const values = ["Yes", "No"].map((id) => ({ id, wording: id }));
    const own = { id: "Keeps animals", wording: "Keeps animals", question: "Do you?", isOrdinal: false, values };
    expect(readPeople("keeps animals,hobby\nYES,chess\nmaybe,go", NAMES, [...STANDARD_TRAITS, own])).toEqual({
      people: [{ "Keeps animals": "Yes", hobby: "chess" }, { hobby: "go" }],
      notUnderstood: [{ traitId: "Keeps animals", value: "maybe", count: 1 }],
    });
  });

  test("S1 what was stored is shown as a table again", () => {
    const people: Record<string, string>[] = [{ gender: "woman", hobby: "chess, go" }, { gender: "man" }];
    expect(readPeople(writePeople(people), NAMES, STANDARD_TRAITS).people).toEqual(people);
  });
});

test("S1 shares of marginals stay at 100 %", () => {
  const shares = setShare(evenShares(["a", "b", "c", "d"]), "a", 40);
  expect(shares).toEqual({ a: 40, b: 20, c: 20, d: 20 });
  expect(setShare({ a: 100, b: 0, c: 0 }, "a", 40)).toEqual({ a: 40, b: 30, c: 30 });
  expect(setShare({ a: 100 }, "a", 40)).toEqual({ a: 100 });
});
