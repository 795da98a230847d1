import { expect, test } from "vitest";
import { addCounts, summariseResults } from "./summarise-results.mjs";

const report = (changes: object) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
  ...changes,
});

test("a run's tests are counted as vitest reports them", () => {
  expect(summariseResults(report({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
});

test("a file that failed to load is a failure though it has no failed test", () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(summariseResults(report({ testResults }), 1)).toMatchObject({ failed: 1 });
});

test("a failed test is counted once, not again for its file", () => {
  const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
  expect(summariseResults(report({ numFailedTests: 1, testResults }), 1)).toMatchObject({ failed: 1 });
});

test("a run that failed outside its tests, or left no report, is a failure", () => {
  expect(summariseResults(report({}), 1)).toMatchObject({ failed: 1 });
  expect(summariseResults(null, 0)).toMatchObject({ passed: 0, failed: 1 });
});

test("counts of several runs add up", () => {
  expect(
    addCounts([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 4, failed: 0, skipped: 1 },
    ]),
  ).toEqual({ passed: 5, failed: 2, skipped: 4 });
});
