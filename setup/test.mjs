/**
 * `npm test [-- PATTERN …]`: the check, the tests beside the sources, then the journeys in a real browser.
 * Arguments go to vitest; with a PATTERN only matching test files run, and the check is left out.
 * With `ORDER=random` the tests beside the sources, and the files they are in, run in a random order, whose seed vitest
 * prints; `--sequence.seed=SEED` among the arguments repeats one.
 * The last line says `N passed, N failed, N skipped`, the check counting as one; above it stands what
 * failed, and what passed only when it was retried.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { buildClient } from "./build-client.mjs";
import { fetchSmallModel } from "./fetch-small-model.mjs";
import { findOrInstallBrowser } from "./find-browser.mjs";
import { findOrInstallRedis } from "./find-redis.mjs";
import { findOrInstallStatistics } from "./find-statistics.mjs";
import { findOrBuildWeaviate } from "./find-weaviate.mjs";
import { listTestFiles } from "./list-test-files.mjs";
import { prepare } from "./prepare.mjs";
import { inProject } from "./project.mjs";
import { runProgram } from "./run-program.mjs";
import { runEntry, say } from "./say.mjs";
import { smallEmbeddingPath } from "./small-embedding.mjs";
import { addCounts, summariseResults } from "./summarise-results.mjs";

const vitestArguments = process.argv.slice(2);
const firstOption = vitestArguments.findIndex((argument) => argument.startsWith("-"));
const patterns = firstOption === -1 ? vitestArguments : vitestArguments.slice(0, firstOption);
const order = process.env.ORDER === "random" ? ["--sequence.shuffle.files", "--sequence.shuffle.tests"] : [];
const isContinuousIntegration = process.env.CI === "true" || process.env.CI === "1";

await runEntry(async () => {
  const node = await prepare();
  const files = await listTestFiles(patterns);
  const journeys = files.filter(({ path }) => path.startsWith("e2e/"));
  const wanting = (helper) => files.some(({ text }) => text.includes(helper));
  const missing = [];
  const counts = [];

  // First, because building takes longest: it goes on beside all other set-up and the check.
  const building = wanting("test/weaviate-server.ts") ? findOrBuildWeaviate() : Promise.resolve({});
  const model = wanting("test/small-model.ts") ? await fetchSmallModel() : {};
  const browser = journeys.length > 0 || wanting("test/browser.ts") ? await findOrInstallBrowser() : {};
  const statistics = wanting("test/statistics.ts") ? await findOrInstallStatistics() : {};
  const redis = wanting("test/redis-server.ts") ? await findOrInstallRedis() : {};
  for (const { reason } of [model, browser, redis]) if (reason) missing.push(reason);
  if (browser.path) process.env.TEST_BROWSER = browser.path;
  if (redis.path) process.env.TEST_REDIS = redis.path;
  if (statistics.path) process.env.TEST_STATISTICS = statistics.path;

  if (patterns.length === 0) {
    const code = await runProgram(node, ["check/main.ts"]);
    const failures = code === 0 ? [] : ["the check"];
    counts.push({ passed: 1 - failures.length, failed: failures.length, skipped: 0, failures, retried: [] });
  }
  const weaviate = await building;
  if (weaviate.path) process.env.TEST_WEAVIATE = weaviate.path;
  else if (weaviate.reason && !weaviate.mayBeMissing) missing.push(weaviate.reason);
  if (files.length > journeys.length) counts.push(await runVitest(node, "house", [...vitestArguments, ...order]));
  if (journeys.length > 0 && browser.path) {
    await buildClient(node);
    counts.push(await runVitest(node, "journeys", vitestArguments));
  } else if (journeys.length > 0) {
    // A name no test has: counts every journey as skipped.
    counts.push(await runVitest(node, "journeys", [...patterns, "--testNamePattern", "$no journey^"]));
  }

  // It cannot be fetched, so its absence is not a failure.
  if (wanting("test/small-embedding.ts") && !existsSync(smallEmbeddingPath))
    say(`Skipped: tests of real vectors, since ${smallEmbeddingPath} is not there.`);
  if (statistics.reason) say(`Skipped: ${statistics.reason}.`);
  if (weaviate.mayBeMissing) say(`Skipped: ${weaviate.reason}.`);
  for (const reason of missing) say(`${isContinuousIntegration ? "Failed" : "Skipped"}: ${reason}.`);
  for (const test of counts.flatMap((count) => count.retried)) say(`Passed when retried: ${test}`);
  for (const failure of counts.flatMap((count) => count.failures)) say(`Failed: ${failure}`);
  if (isContinuousIntegration) counts.push({ passed: 0, failed: missing.length, skipped: 0 });
  const { passed, failed, skipped } = addCounts(counts);
  if (passed + failed === 0) say("Nothing ran: no test matches, or all of them were skipped.");
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
});

async function runVitest(node, project, args) {
  const reportFile = inProject("build", "test", `${project}.json`);
  await mkdir(inProject("build", "test"), { recursive: true });
  await rm(reportFile, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const code = await runProgram(node, [
    inProject("node_modules", "vitest", "vitest.mjs"),
    "run",
    "--project",
    project,
    ...reporters,
    ...args,
  ]);
  if (code === 130) process.exit(code); // stopped by Ctrl-C: skip the rest
  const report = await readFile(reportFile, "utf8").then(JSON.parse, () => null);
  return summariseResults(report, code);
}
