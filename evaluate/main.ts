/**
 * `npm run evaluate -- [--model NAME] [--talks 10] [--turns 20] [--seed 1] [--thorough] [--json] [--compare FILE]`: holds talks with
 * the configured voice, or the one named, and measures them. The figures are printed; a page with the transcripts and
 * every failing example, and the figures as JSON for a later `--compare`, are written to build/evaluate/. `--thorough` adds
 * attempts to be obeyed, probes of recall and of traits, and a talk of 60 turns for consistency.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { CallRecord } from "../engine/model/wrappers/with-ledger.ts";
import { scopeOfSystem } from "../engine/scope/scope.ts";
import { sayProgress } from "../bench/say-progress.ts";
import { inProject, projectFolder } from "../setup/project.mjs";
import { evaluateVoice } from "./evaluate-voice.ts";
import { openMeaning } from "./measure/meaning.ts";
import { formatFigures } from "./report/format-figures.ts";
import { readReport, toReport, type Report } from "./report/report.ts";
import { writePage } from "./report/write-page.ts";
import { openVoice } from "./talk/open-voice.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    talks: { type: "string", default: "10" },
    turns: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    thorough: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    compare: { type: "string" },
  },
});

/** SPEC M7 */
const LONG_TURNS = 60;

const whole = (name: "talks" | "turns" | "seed", most: number): number => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  console.error(`--${name} must be a whole number from 1 to ${most}.`);
  process.exit(2);
};

const plan = {
  talks: whole("talks", 10),
  turns: whole("turns", 200),
  seed: whole("seed", 1e9),
  longTurns: values.thorough ? LONG_TURNS : 0,
  log: sayProgress,
};
const before: Report | null = values.compare ? readReport(readFileSync(values.compare, "utf8")) : null;
const records: CallRecord[] = [];
const voices = await openVoice(values.model ?? null, (record) => records.push(record), sayProgress);
const meaning = await openMeaning();
try {
  await voices.learnSkills(scopeOfSystem("default", "evaluate", new AbortController().signal));
  records.length = 0;
  const { route } = voices.status();
  sayProgress(`Evaluating ${route} …`);
  const evaluation = await evaluateVoice(voices, () => records.splice(0), meaning, plan);
  const report = toReport(evaluation, { route, commit: commitOf(), seed: plan.seed, at: new Date().toISOString() });
  const name = `${route.replace(/[^\w.-]+/g, "-")}-${report.at.slice(0, 19).replaceAll(":", "")}`;
  const folder = inProject("build", "evaluate");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.json`, JSON.stringify(report, null, 1));
  writeFileSync(`${folder}/${name}.html`, writePage(report, before));
  sayProgress(`Written: ${folder}/${name}.html and .json`);
  const figures = Object.fromEntries(report.figures.map(({ key, value }) => [key, value]));
  console.log(values.json ? JSON.stringify({ route, ...figures }) : formatFigures(report, before));
} finally {
  await meaning.close();
  await voices.close();
}

function commitOf(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { cwd: projectFolder, encoding: "utf8" }).trim();
  } catch {
    // Not a clone.
    return "";
  }
}
