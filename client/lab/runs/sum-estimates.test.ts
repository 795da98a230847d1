import { expect, test } from "vitest";
import { RunEstimate } from "../../../schema/messages/run.ts";
import { sumEstimates } from "./sum-estimates.ts";

const estimate = (given: Partial<RunEstimate>): RunEstimate =>
  RunEstimate.parse({
    respondents: 40,
    answers: 120,
    promptTokens: 1,
    outputTokens: 1,
    tokens: { low: 1, likely: 2, high: 3 },
    minutes: { low: 1, likely: 2, high: 4, isMeasured: true },
    labelling: null,
    batch: null,
    notes: [],
    lowNano: 10,
    likelyNano: 20,
    highNano: 30,
    model: "a/b",
    isFree: false,
    ...given,
  });

test("S6 L8 of several methods the estimates add up, and what one cannot say the sum does not", () => {
  const guessed = { low: 2, likely: 4, high: 8, isMeasured: false };
  expect(sumEstimates([estimate({}), estimate({ answers: 80, minutes: guessed, highNano: 70 })])).toEqual({
    respondents: 80,
    answers: 200,
    tokens: { low: 2, likely: 4, high: 6 },
    model: "a/b",
    isFree: false,
    minutes: { low: 3, likely: 6, high: 12, isMeasured: false },
    lowNano: 20,
    likelyNano: 40,
    highNano: 100,
    labelling: null,
  });
  expect(sumEstimates([estimate({}), estimate({ minutes: null, isFree: true })])).toMatchObject({
    minutes: null,
    isFree: false,
  });
});
