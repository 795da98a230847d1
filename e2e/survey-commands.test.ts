/** `npm run survey` and `npm run reproduce`, as a person runs them in a folder of their own. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunPage } from "../schema/messages/run.ts";
import { letterOf, startAnsweringModel, type AnsweringModel, type Asked } from "../test/survey/answering-model.ts";
import { signInAsAdmin, type Admin } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const PROJECT_FOLDER = resolve(import.meta.dirname, "..");
const PATIENCE_MS = 240_000;
const SURVEY = {
  title: "News",
  elements: [
    { type: "radiogroup", name: "news", title: "Where do you read the news?", choices: ["Paper", "Screen", "Nowhere"] },
    { type: "boolean", name: "car", title: "Do you have a car?" },
  ],
};
const TARGET = {
  kind: "cells",
  cells: [
    { wanted: { party: ["democrat"] }, share: 1 },
    { wanted: { party: ["republican"] }, share: 1 },
  ],
};
/** One in three reads a paper. */
const answerAsked = ({ question, seed }: Asked): string =>
  question.includes("the news")
    ? `(${letterOf(question, seed % 3 === 0 ? "Paper" : "Screen")})`
    : `(${letterOf(question, "Yes")}) Yes`;

let model: AnsweringModel;
let world: PaidWorld;
let admin: Admin;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis commands "));
  await writeFile(join(folder, "news.json"), JSON.stringify(SURVEY));
  await writeFile(join(folder, "halves.json"), JSON.stringify(TARGET));
  model = await startAnsweringModel(answerAsked);
  world = await startPaidWorld({ WORKER: "on", ...model.settings });
  admin = await signInAsAdmin(world);
}, PATIENCE_MS);
afterAll(async () => {
  await world.close();
  await model.close();
  await rm(folder, { recursive: true, force: true });
}, PATIENCE_MS);

type Printed = { code: number; results: string; progress: string };

const command = (name: "survey" | "reproduce", words: string[], signIn: Record<string, string>): Promise<Printed> =>
  new Promise((done) => {
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], INIT_CWD: folder, DRAMATIS_URL: world.url };
    execFile(
      process.execPath,
      ["setup/run.mjs", `commands/${name}.ts`, ...words],
      { cwd: PROJECT_FOLDER, env: { ...env, ...signIn } },
      (error, results, progress) => done({ code: error ? Number(error.code) : 0, results, progress }),
    );
  });
/** Each command signs in with the refresh token, which lasts. */
const run = (name: "survey" | "reproduce", ...words: string[]): Promise<Printed> =>
  command(name, words, { DRAMATIS_TOKEN: admin.refreshToken });

const newestRun = async () => (await admin.call<RunPage>("runs?limit=1")).items[0]!;

const SURVEY_WORDS = ["news.json", "--target", "halves.json", "--size", "4", "--seed", "7"];

test(
  "S9 npm run survey estimates, launches and follows a run, and prints its results or its answers",
  { timeout: PATIENCE_MS },
  async () => {
    const asked = await run("survey", ...SURVEY_WORDS, "--method", "alterity", "--budget", "2");
    expect(asked, asked.progress).toMatchObject({ code: 0 });
    expect(asked.progress).toMatch(/^8 answers of 4 respondents by openai\/answerer-1: \$\d/m);
    const made = await newestRun();
    expect(asked.progress).toContain(`Run ${made.id}: alterity, 4 respondents`);
    expect(made).toMatchObject({ name: "News", status: "COMPLETED", budgetNano: 2_000_000_000 });
    expect(JSON.parse(asked.results)).toMatchObject({ runId: made.id, isSimulated: true, asked: 8, answered: 8 });

    const rows = await run("survey", made.survey.id, "--target", made.target.id, "--size", "2", "--format", "csv");
    expect(rows, rows.progress).toMatchObject({ code: 0 });
    expect(rows.results.trim().split("\n")).toHaveLength(1 + 4);
    expect((await newestRun()).survey).toEqual(made.survey);
  },
);

test(
  "S9 npm run reproduce runs a manifest again and finds no difference, or names each",
  { timeout: PATIENCE_MS },
  async () => {
    expect(await run("survey", ...SURVEY_WORDS)).toMatchObject({ code: 0 });
    const first = await newestRun();
    await writeFile(join(folder, "manifest.json"), JSON.stringify(await admin.call(`runs/${first.id}/manifest`)));
    const again = await run("reproduce", "manifest.json");
    expect(again, again.progress).toMatchObject({ code: 0 });
    expect(JSON.parse(again.results)).toEqual({ first: first.id, again: (await newestRun()).id, differences: [] });

    model.answer = (asked) => answerAsked({ ...asked, seed: 0 });
    const other = await run("reproduce", "manifest.json");
    model.answer = answerAsked;
    expect(other, other.progress).toMatchObject({ code: 0 });
    const { differences } = JSON.parse(other.results) as { differences: { what: string }[] };
    expect(differences.map(({ what }) => what)).toContain("news: answers");
    expect(differences.map(({ what }) => what)).not.toContain("car: answers");
  },
);

test("S9 what is wrong with a command is said in words, without a stack", { timeout: PATIENCE_MS }, async () => {
  await writeFile(join(folder, "broken.json"), "{");
  const said = async (...words: string[]) => {
    const { code, results, progress } = await run("survey", ...words);
    expect({ code, results }, progress).toEqual({ code: 1, results: "" });
    expect(progress).not.toMatch(/\bat .*:\d+:\d+|\[\n/);
    return progress;
  };
  expect(await said()).toContain("Name a survey and a target");
  expect(await said("none.json", "--target", "halves.json")).toContain("none.json");
  expect(await said("broken.json", "--target", "halves.json")).toContain("broken.json");
  expect(await said(...SURVEY_WORDS, "--size", "many")).toContain("size");
  expect(await said(...SURVEY_WORDS, "--budget", "lots")).toContain("budget");
  expect(await said(...SURVEY_WORDS, "--sise", "4")).toContain("--sise");
  await writeFile(join(folder, "typo.json"), JSON.stringify({ kind: "people", people: [{ party: "Democrats" }] }));
  expect(await said("news.json", "--target", "typo.json")).toContain("no value “Democrats”. Its values are: democrat;");
  const { progress } = await command("survey", SURVEY_WORDS, {});
  expect(progress).toContain("DRAMATIS_EMAIL");
});
