import { expect, test } from "vitest";
import { RunSettings } from "../../../schema/messages/run.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import { countRunTokens } from "./estimate-run.ts";

const settings = RunSettings.parse({ method: "simple-persona", size: 2, repeats: 3 });
const count = (model: SurveyModel) => countRunTokens(model, settings, { respondents: 2, interviewWords: 0 });

const QUESTIONS = [
  { type: "boolean", name: "owns", title: "Do you own a car?" },
  { type: "radiogroup", name: "fuel", title: "Which fuel?", choices: ["Petrol", "Diesel"] },
  { type: "text", name: "wish", title: "What would you drive?" },
  { type: "matrix", name: "rate", title: "How safe is it?", columns: ["Safe", "Unsafe"], rows: ["Bus", "Tram"] },
];

test("S6 L8 every question, row and option that anybody may be asked is counted, whatever the rules say", () => {
  const [owns, fuel, wish, rate] = QUESTIONS;
  const everything = count({ pages: [{ elements: [owns, fuel, wish] }, { elements: [rate] }] });
  expect(everything.answers).toBe(2 * 3 * 5);
  const withRules = count({
    pages: [
      {
        elements: [
          owns,
          { ...fuel, visibleIf: "{owns} = true", choicesVisibleIf: "{owns} = false" },
          { ...wish, visibleIf: "{owns} = false" },
        ],
      },
      { elements: [{ ...rate, rowsVisibleIf: "{owns} = true" }], visibleIf: "{fuel} = 'Diesel'" },
    ],
    triggers: [{ type: "complete", expression: "{owns} empty" }],
  });
  expect(withRules).toEqual(everything);
});
