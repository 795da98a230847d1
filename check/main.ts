/** `npm run check`: format, lint (including boundaries and the filename rule), types, quoted rules, work as the database's owner, places, and file sizes. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { inProject, projectFolder } from "../setup/project.mjs";
import { measureFileSizes } from "./file-sizes.ts";
import { findPlaceProblems } from "./place-problems.ts";
import { findQuotations, listRules } from "./quoted-rules.ts";
import { readPlaces } from "../server/place/places.store.ts";
import { readSourceFiles, type SourceFile } from "./source-files.ts";
import { findSystemWork } from "./system-work.ts";

interface Outcome {
  /** What fails the check. */
  problems: string;
  /** Information that does not fail it. */
  notes: string[];
}

/** The output of a tool that fails is its problem. */
function runTool(program: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [inProject("node_modules", program), ...args],
      { cwd: projectFolder, maxBuffer: 1 << 26 },
      (error, stdout, stderr) =>
        resolve({ problems: error ? `${stdout}${stderr}`.trim() || String(error) : "", notes: [] }),
    );
  });
}

function checkQuotedRules(files: SourceFile[]): Outcome {
  const rules = listRules(readFileSync(inProject("SPEC.md"), "utf8"));
  const quotations = files.flatMap(findQuotations);
  const unknown = quotations.filter(({ rule }) => !rules.includes(rule));
  const proved = new Set(quotations.filter(({ path }) => /\.test\.tsx?$/.test(path)).map(({ rule }) => rule));
  const unquoted = rules.filter((rule) => !proved.has(rule));
  return {
    problems: unknown
      .map(({ rule, path, line }) => `${path}:${line} quotes ${rule}, which SPEC.md does not have`)
      .join("\n"),
    notes: unquoted.length > 0 ? [`no test quotes ${unquoted.join(" ")}`] : [],
  };
}

function reportFileSizes(files: SourceFile[]): Outcome {
  const { median, p90, tooLong } = measureFileSizes(files);
  const long = tooLong.map(
    ({ path, lines }) => `${path} has ${lines} lines: split it, or begin it with a comment "Long because …"`,
  );
  return { problems: long.join("\n"), notes: [`lines per file: median ${median}, p90 ${p90}`] };
}

async function checkPlaces(): Promise<Outcome> {
  const problems = await readPlaces(inProject("places")).then(findPlaceProblems, (error: Error) => [error.message]);
  return { problems: problems.join("\n"), notes: [] };
}

const files = await readSourceFiles();
const checks: [string, Promise<Outcome> | Outcome][] = [
  [
    "format",
    runTool("prettier/bin/prettier.cjs", [
      "--check",
      "--log-level",
      "warn",
      "--cache",
      "--cache-location",
      ".cache/prettier",
      ".",
    ]),
  ],
  ["lint", runTool("oxlint/bin/oxlint", ["--format", "unix", "."])],
  ["types", runTool("typescript/bin/tsc", ["-p", "."])],
  ["quoted rules", checkQuotedRules(files)],
  ["system work", { problems: findSystemWork(files).join("\n"), notes: [] }],
  ["places", checkPlaces()],
  ["file sizes", reportFileSizes(files)],
];

let failed = 0;
for (const [name, running] of checks) {
  const { problems, notes } = await running;
  if (problems) failed += 1;
  console.log(`${problems ? "✗" : "✓"} ${name}`);
  for (const line of [...(problems ? problems.split("\n") : []), ...notes]) console.log(`    ${line}`);
}
console.log(failed === 0 ? "check passed" : `check failed: ${failed} of ${checks.length}`);
process.exitCode = failed === 0 ? 0 : 1;
