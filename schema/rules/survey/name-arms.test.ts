import { expect, test } from "vitest";
import { listShownProbes, nameArms } from "./name-arms.ts";

test("S7 S1 where results show a question, a condition's piped text is replaced with all its wordings", () => {
  const survey = {
    conditions: [
      {
        name: "city",
        arms: [
          { name: "a", text: "Bern" },
          { name: "b", text: "$& Rome" },
        ],
      },
    ],
  };
  const read = nameArms(survey);
  expect(read("Would you move to {city}, or { City }?")).toBe(
    "Would you move to [Bern / $& Rome], or [Bern / $& Rome]?",
  );
  expect(read("You said {travel}. Was it {city.arm}?")).toBe("You said {travel}. Was it {city.arm}?");
});

test("S7 questions, rows and options of results show no raw piping of a condition", () => {
  const survey = {
    conditions: [
      {
        name: "city",
        arms: [
          { name: "a", text: "Bern" },
          { name: "b", text: "Rome" },
        ],
      },
    ],
    elements: [
      {
        type: "radiogroup",
        name: "move",
        title: "Move to {city}?",
        choices: [{ value: 1, text: "Yes, to {city}" }, "No"],
      },
      { type: "matrix", name: "rate", title: "Rate", columns: [1, 2], rows: [{ value: "c", text: "Life in {city}" }] },
    ],
  };
  const shown = listShownProbes(survey);
  expect(shown.map(({ title }) => title)).toEqual(["Move to [Bern / Rome]?", "Rate – Life in [Bern / Rome]"]);
  expect(shown[0]!.options.map(({ text }) => text)).toEqual(["Yes, to [Bern / Rome]", "No"]);
});
