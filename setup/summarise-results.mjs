/**
 * Counts of one vitest run from its JSON report, with the names of what failed, and of what passed only when it was
 * retried; null stands for a report that was never written. A file that failed to load, or a run that failed around its
 * tests, counts as one failure.
 */
export function summariseResults(report, exitCode) {
  if (report === null)
    return { passed: 0, failed: 1, skipped: 0, failures: ["a run that left no report"], retried: [] };
  const failures = report.testResults.flatMap(namesOfFailures);
  if (exitCode !== 0 && failures.length === 0) failures.push("a run whose tests passed: see the errors around them");
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    retried: report.testResults.flatMap(describeRetries),
  };
}

export function addCounts(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) for (const key of Object.keys(total)) total[key] += count[key];
  return total;
}

function namesOfFailures({ name, status, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length > 0) return failed.map((test) => `${name}: ${test.fullName}`);
  return status === "failed" ? [`${name}, which did not load or clean up`] : [];
}

/** A test that passed in the end keeps the errors of its earlier attempts. */
const describeRetries = ({ name, assertionResults }) =>
  assertionResults
    .filter((test) => test.status === "passed" && test.failureMessages.length > 0)
    .map((test) => `${name}: ${test.fullName} (${test.failureMessages[0].split("\n", 1)[0]})`);
