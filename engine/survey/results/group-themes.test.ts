import { expect, test } from "vitest";
import { groupThemes } from "./group-themes.ts";
import type { ResultAnswer } from "./results-input.ts";

const answer = (respondent: number, text: string): ResultAnswer =>
  ({ respondent, probeId: "why", repeat: 0, verdict: "answered", answer: text }) as ResultAnswer;

test("S7 a theme counts each answer and quotes those that say the same once, by who gave it first", () => {
  const texts = ["Parking costs too much.", "Parking costs too much. ", "No parking at home.", "The bus is slow."];
  const [theme] = groupThemes(texts.map((text, respondent) => answer(respondent, text)));
  expect(theme).toMatchObject({ word: "parking", share: { value: 3 / 4, n: 4 } });
  expect(theme!.quotations).toEqual([
    { respondent: 0, text: "Parking costs too much." },
    { respondent: 2, text: "No parking at home." },
  ]);
});
