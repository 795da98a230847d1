import { expect, test } from "vitest";
import { addCounts, summariseResults } from "./summarise-results.mjs";

const report = (changes: object) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed", failureMessages: [] }] }],
  ...changes,
});

test("a run's tests are counted as vitest reports them", () => {
  expect(summariseResults(report({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 2, failures: [], retried: [] });
});

test("a file that failed to load is a failure, by its name, though it has no failed test", () => {
  const testResults = [{ name: "a.test.ts", status: "failed", assertionResults: [] }];
  expect(summariseResults(report({ testResults }), 1)).toMatchObject({
    failed: 1,
    failures: ["a.test.ts, which did not load or clean up"],
  });
});

test("a failed test is counted once, by its name, not again for its file", () => {
  const assertionResults = [
    { status: "failed", fullName: "C1 a circle opens", failureMessages: ["Error: no"] },
    { status: "passed", failureMessages: [] },
  ];
  const testResults = [{ name: "a.test.ts", status: "failed", assertionResults }];
  expect(summariseResults(report({ testResults }), 1)).toMatchObject({
    failed: 1,
    failures: ["a.test.ts: C1 a circle opens"],
  });
});

test("a test that passed only when it was retried is counted as passed, and named with its first error", () => {
  const assertionResults = [
    { status: "passed", fullName: "C1 a circle opens", failureMessages: ["Error: too late\n    at a.test.ts:1"] },
  ];
  const testResults = [{ name: "a.test.ts", status: "passed", assertionResults }];
  expect(summariseResults(report({ testResults }), 0)).toMatchObject({
    failed: 0,
    retried: ["a.test.ts: C1 a circle opens (Error: too late)"],
  });
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
