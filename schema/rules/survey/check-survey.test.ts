import { describe, expect, test } from "vitest";
import type { SurveyModel } from "../../messages/survey.ts";
import { checkSurvey, hasErrors } from "./check-survey.ts";

const survey = (...elements: object[]): SurveyModel => ({ pages: [{ name: "page", elements }] });
const codes = (model: SurveyModel) => checkSurvey(model).map(({ code }) => code);
const choices = ["a", "b"];

describe("what keeps a survey from being asked", () => {
  test("S1 one question of each type has no problem", () => {
    const model = survey(
      { type: "radiogroup", name: "q1", choices },
      { type: "checkbox", name: "q2", choices },
      { type: "rating", name: "q3" },
      { type: "ranking", name: "q4", choices },
      { type: "text", inputType: "number", name: "q5", min: 0, max: 120 },
      { type: "matrix", name: "q6", columns: choices, rows: ["r"] },
      { type: "comment", name: "q7", title: "Why {q1}?", visibleIf: "{q1} = 'a' and {q6.r} = 'b'" },
      { type: "boolean", name: "q8" },
      { type: "checkbox", name: "q9", choices: ["I agree"] },
    );
    expect(checkSurvey(model)).toEqual([]);
  });

  test.each<[string, SurveyModel]>([
    ["survey-empty", {}],
    ["survey-empty", { pages: "none" }],
    ["survey-name-missing", survey({ type: "comment" })],
    ["survey-name-odd", survey({ type: "comment", name: "a.b" })],
    ["survey-name-odd", survey({ type: "comment", name: "{x}" })],
    ["survey-name-twice", survey({ type: "comment", name: "a" }, { type: "comment", name: "A" })],
    [
      "survey-many-parts",
      survey(
        { type: "comment", name: "a" },
        ...Array.from({ length: 600 }, (_, n) => ({ type: "html", name: `h${n}` })),
      ),
    ],
    ["survey-few-options", survey({ type: "radiogroup", name: "a", choices: ["only"] })],
    ["survey-no-options", survey({ type: "rating", name: "a", rateStep: 0 })],
    ["survey-no-options", survey({ type: "checkbox", name: "a" })],
    ["survey-option-twice", survey({ type: "dropdown", name: "a", choices: ["x", { value: "x", text: "y" }] })],
    ["survey-option-empty", survey({ type: "dropdown", name: "a", choices: ["x", " "] })],
    [
      "survey-many-options",
      survey({ type: "radiogroup", name: "a", choices: Array.from({ length: 101 }, (_, n) => n) }),
    ],
    ["survey-many-options", survey({ type: "rating", name: "a", rateMax: 1e9 })],
    ["survey-scale-order", survey({ type: "rating", name: "a", rateValues: [1, 3, 2] })],
    ["survey-scale-order", survey({ type: "rating", name: "a", rateValues: [1, 2, 2.5, 2] })],
    ["survey-range", survey({ type: "text", inputType: "number", name: "a", min: 5, max: 1 })],
    ["survey-no-rows", survey({ type: "matrix", name: "a", columns: choices })],
    ["survey-rule-broken", survey({ type: "comment", name: "a", visibleIf: "{a} = = 1" })],
    ["survey-name-unknown", survey({ type: "comment", name: "a", visibleIf: "{ghost} = 1" })],
    ["survey-name-unknown", survey({ type: "comment", name: "a", title: "Why {ghost}?" })],
    ["survey-name-later", survey({ type: "comment", name: "a", visibleIf: "{b} = 1" }, { type: "comment", name: "b" })],
    ["survey-long-text", survey({ type: "comment", name: "a", title: "x".repeat(5_001) })],
    [
      "survey-few-arms",
      { ...survey({ type: "comment", name: "a" }), conditions: [{ name: "c", arms: [{ name: "x" }] }] },
    ],
    [
      "survey-name-twice",
      {
        ...survey({ type: "comment", name: "a" }),
        conditions: [{ name: "a", arms: [{ name: "x" }, { name: "y" }] }],
      },
    ],
    [
      "survey-many-cells",
      {
        ...survey({ type: "comment", name: "a" }),
        conditions: ["c", "d", "e", "f"].map((name) => ({
          name,
          arms: ["1", "2", "3"].map((arm) => ({ name: arm })),
        })),
      },
    ],
  ])("S1 %s is an error, in its words", (code, model) => {
    expect(codes(model)).toContain(code);
    expect(hasErrors(checkSurvey(model))).toBe(true);
  });

  test("S1 what virtual respondents do not get is a note, which keeps nothing from being asked", () => {
    const model = {
      ...survey(
        { type: "html", name: "story", html: "Once" },
        { type: "file", name: "photo" },
        { type: "dropdown", name: "town", choices, choicesByUrl: { url: "https://elsewhere.example" } },
      ),
      triggers: [{ type: "complete", expression: "{town} = 'a'" }],
    };
    expect(codes(model)).toEqual(["survey-element-unread", "survey-choices-elsewhere", "survey-trigger-unread"]);
    expect(hasErrors(checkSurvey(model))).toBe(false);
  });
});

test("S1 the first of a great many options that is there twice is found", () => {
  const many = Array.from({ length: 100_000 }, (_, n) => n);
  const said = checkSurvey(survey({ type: "radiogroup", name: "a", choices: [...many, 7, 5] }));
  expect(said.find(({ code }) => code === "survey-option-twice")).toMatchObject({ values: { option: "7" } });
});
