import { expect, test } from "vitest";
import { bandMinutes, bandTokens } from "./estimate-effort.ts";

const CALLS = { low: 600, likely: 600, high: 600 };

test("S6 L8 minutes follow the measured rate, with a band; else the places, and how long a call takes there", () => {
  expect(bandMinutes({ calls: CALLS, places: 2, serves: "machine", rate: 5 })).toEqual({
    low: 1.4,
    likely: 2,
    high: 4,
    isMeasured: true,
  });
  expect(bandMinutes({ calls: CALLS, places: 2, serves: "machine", rate: null })).toEqual({
    low: 5,
    likely: 25,
    high: 150,
    isMeasured: false,
  });
  const onServer = bandMinutes({ calls: CALLS, places: 400, serves: "server", rate: null });
  expect(onServer.likely).toBeCloseTo((600 * 1.5) / 400 / 60);
});

test("L8 tokens have a band: letters alone, or answers as long as they may be with each tenth drawn again", () => {
  const tokens = { answers: 10, promptTokens: 1000, sharedTokens: 0, outputTokens: 90 };
  expect(bandTokens(tokens)).toEqual({ low: 1030, likely: 1090, high: 2508 });
});
