import { afterAll, beforeAll, expect, test } from "vitest";
import { RunSettings } from "../../../schema/messages/run.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import { ANES_1996_SURVEY } from "../../../schema/rules/survey/anes-1996-survey.ts";
import { browserPath } from "../../../test/browser.ts";
import { readPdf } from "../../../test/exports/read-export.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { PROJECT_FOLDER } from "../../run-process.process.ts";
import { createPrinter } from "../../print/print-page.adapter.ts";
import { createSurveyStore } from "../survey.store.ts";
import { surveyRoutes } from "../survey.route.ts";
import { createSurveys } from "../surveys.ts";
import { humanBaselineRoutes } from "../baseline/human-baseline.route.ts";
import { readInWorker } from "../baseline/read-in-worker.adapter.ts";
import { createTraitStore } from "../label/trait.store.ts";
import { createTraits } from "../label/traits.ts";
import { createHumanBaselineStore } from "../baseline/human-baseline.store.ts";
import { createHumanBaselines } from "../baseline/human-baselines.ts";
import { readBaseline } from "../baseline/baselines.process.ts";
import { createRunExportStore } from "../export/run-export.store.ts";
import { createRunExport } from "../export/run-export.ts";
import { runResultRoutes } from "./run-results.route.ts";
import { compareInWorker } from "./compare-in-worker.adapter.ts";
import { computeInWorker } from "./compute-in-worker.adapter.ts";
import { createRunResults } from "./run-results.ts";

const settings = RunSettings.parse({ method: "demographic-forcing", size: 12, seed: 5 });
const RESPONDENTS = 12;
/** Chromium may have no sandbox here, which is reported and prints all the same. */
const ignore = () => undefined;

let api: TestApi;
let fay: { token: string; userId: string };
/** Runs, as their results were computed. */
const computed: string[] = [];
beforeAll(async () => {
  const people = await readBaseline(`${PROJECT_FOLDER}/baselines`);
  api = await startTestApi((database) => {
    const runExport = createRunExport(createRunExportStore(database), "0.1.0-test");
    const surveys = createSurveys(createSurveyStore(database));
    const baselines = createHumanBaselines({
      store: createHumanBaselineStore(database),
      surveys,
      traits: createTraits(createTraitStore(database)),
      people,
      read: readInWorker,
    });
    const results = createRunResults(runExport, baselines, {
      compare: compareInWorker,
      compute: (input, signal) => {
        computed.push(input.runId);
        return computeInWorker(input, signal);
      },
    });
    const print = createPrinter({ find: () => browserPath, report: ignore });
    return [
      ...surveyRoutes(surveys),
      ...humanBaselineRoutes(baselines, runExport),
      ...runResultRoutes(results, runExport, print),
    ];
  });
  fay = await api.signIn("Fay", "facilitator");
  await keepRun("r1", ANES_1996_SURVEY.model, "Votes <b>");
  const model = { elements: [{ type: "radiogroup", name: "vote", title: "Cake?", choices: [0, 1] }] };
  await keepRun("r2", model, "Cakes");
  const [page] = ANES_1996_SURVEY.model["pages"] as [{ elements: { name: string; title: string }[] }];
  const elements = page.elements.map((one) => (one.name === "vote" ? one : { ...one, title: `${one.title} Truly?` }));
  await keepRun("r3", { pages: [{ elements: [...elements, { type: "comment", name: "why" }] }] }, "Reworded");
  await addAnswers("r3", "own-views", 4, "respondent % 2 + 3");
});
afterAll(() => api.close());

/** Of the first respondents, who have not been asked it. */
async function addAnswers(id: string, probe: string, count: number, value: string): Promise<void> {
  const em = api.database.em();
  await em.execute(
    `insert into run_answers (run_id, respondent, repeat, probe_id, position, workspace_id, owner_id, shown, texts,
       verdict, answer, model, prompt_hash, seed, input_tokens, cached_tokens, output_tokens, cost_nano)
     select ?, respondent, 0, ?, 1, 'default', ?, '[0,1]', '["(A)"]', 'answered', to_jsonb(${value}), 'local/small', 'hash', 9, 100, 0, 5, 0
     from generate_series(0, ? - 1) respondent`,
    [id, probe, fay.userId, count],
  );
  await em.execute("update runs set answered = answered + ? where id = ?", [count, id]);
}

/** Everybody but one votes for the first candidate; one refuses. */
async function keepRun(id: string, model: SurveyModel, name: string, plan: unknown = null): Promise<void> {
  const execute = (sql: string, values: unknown[]) => api.database.em().getConnection().execute(sql, values);
  await execute(
    `insert into runs (id, workspace_id, owner_id, name, survey_id, survey_version, survey_name, survey, target_id,
       target_version, target_name, target, settings, plan, status)
     values (?, 'default', ?, ?, 's1', 1, 'Votes', ?::jsonb, 't1', 1, 'All', '{"kind":"people","people":[{"age":"18-24"}]}', ?::jsonb, ?::jsonb, 'COMPLETED')`,
    [id, fay.userId, name, JSON.stringify(model), JSON.stringify(settings), plan && JSON.stringify(plan)],
  );
  for (let ordinal = 0; ordinal < RESPONDENTS; ordinal++) {
    await execute(
      `insert into run_respondents (run_id, ordinal, workspace_id, owner_id, traits, arms, seed)
       values (?, ?, 'default', ?, ?::jsonb, '{}', ?)`,
      [id, ordinal, fay.userId, JSON.stringify({ party: [ordinal < 6 ? "democrat" : "republican"] }), ordinal],
    );
    const answer = ordinal === 0 ? null : ordinal === 1 ? 1 : 0;
    await execute(
      `insert into run_answers (run_id, respondent, repeat, probe_id, position, workspace_id, owner_id, shown, texts,
         verdict, answer, model, prompt_hash, seed, input_tokens, cached_tokens, output_tokens, cost_nano)
       values (?, ?, 0, 'vote', 0, 'default', ?, '[0,1]', '["(A)"]', ?, ?::jsonb, 'local/small', 'hash', 9, 100, 0, 5, 0)`,
      [id, ordinal, fay.userId, answer === null ? "refused" : "answered", answer === null ? null : String(answer)],
    );
  }
}

const ask = (path: string) => api.call("GET", `/api/runs/${path}`, { token: fay.token });

test("S7 results have shares with bands, refusals are no data, and people's answers with their noise floor stand beside", async () => {
  const { body, text, status } = await ask("r1/results");
  expect(status, text).toBe(200);
  const results = body as RunResults;
  expect(results).toMatchObject({ isSimulated: true, respondents: RESPONDENTS, answered: 11, refused: 1 });
  const vote = results.probes.find(({ id }) => id === "vote")!;
  expect(vote.options.map(({ count }) => count)).toEqual([10, 1]);
  expect(vote.options[0]!.share.value).toBeCloseTo(10 / 11, 10);
  expect(vote.options[0]!.share.low).toBeLessThan(10 / 11);
  expect(vote.baseline).toMatchObject({ people: 944 });
  expect(vote.options[0]!.baseline!.share).toBeCloseTo(551 / 944, 10);
  expect(vote.distances.map(({ of }) => of)).toEqual(expect.arrayContaining(["run", "sample"]));
});

test("S7 results are computed once for the answers there are, and again when there are more", async () => {
  const { body } = await ask("r3/results");
  expect((await ask("r3/results")).body).toEqual(body);
  await ask("r3/report");
  expect(computed.filter((id) => id === "r3")).toHaveLength(1);
  await addAnswers("r3", "television-news", RESPONDENTS, "respondent % 8");
  const asked = await Promise.all([ask("r3/results"), ask("r3/results"), ask("r3/report")]);
  expect(asked[1]!.body.asked).toBe(body.asked + RESPONDENTS);
  expect(computed.filter((id) => id === "r3")).toHaveLength(2);
});

test("S7 of a survey with one question as it ships and others reworded, only that one is compared with the people", async () => {
  const { probes } = (await ask("r3/results")).body as RunResults;
  expect(probes.map(({ id, baseline }) => [id, baseline?.people])).toEqual([
    ["own-views", undefined],
    ["vote", 944],
    ["television-news", undefined],
    ["why", undefined],
  ]);
  expect(probes[0]!.distances.filter(({ to }) => to === "baseline")).toEqual([]);
});

test("S7 two questions are crossed: who answered both, by what they answered; open ones are not", async () => {
  const { status, body, text } = await ask("r3/crosstab?rows=vote&columns=own-views");
  expect(status, text).toBe(200);
  // Of the first four, one refused to say whom they vote for.
  expect(body.counts).toEqual([
    [0, 0, 1, 1, 0, 0, 0],
    [0, 0, 0, 1, 0, 0, 0],
  ]);
  expect(body.figures.map(({ id }: { id: string }) => id)).toContain("cramers-v");
  expect((await ask("r3/crosstab?rows=vote&columns=why")).status).toBe(404);
  expect((await ask("r9/crosstab?rows=vote&columns=own-views")).status).toBe(404);
  const visitor = await api.signIn("Vic");
  expect((await api.call("GET", "/api/runs/r3/crosstab?rows=vote&columns=vote", { token: visitor.token })).status).toBe(
    403,
  );
});

test("S7 uploaded answers of people to the same question stand beside a run, weighted, with their noise floor, if chosen", async () => {
  const model = { elements: [{ type: "radiogroup", name: "vote", title: "Pie?", choices: [0, 1] }] };
  await keepRun("r6", model, "Pies");
  const survey = await api.call("POST", "/api/surveys", { token: fay.token, body: { name: "Pies", model } });
  expect((await ask("r6/baselines")).body.items).toEqual([]);
  const upload = (name: string, csv: string) =>
    api.call("POST", "/api/human-baselines", {
      token: fay.token,
      body: {
        name,
        csv,
        surveyId: survey.body.id,
        codebook: [
          { column: "pie", means: { kind: "question", probe: "vote" }, codes: [{ code: "yes", option: "1" }] },
          { column: "party", means: { kind: "trait", trait: "party" } },
          { column: "weight", means: { kind: "weight" } },
        ],
      },
    });
  const rows = "yes,democrat,1\n0,republican,3\n";
  const older = (await upload("Older", `pie,party,weight\n${rows}`)).body;
  const newer = (await upload("Newer", `pie,party,weight\n${rows.repeat(30)}`)).body;
  expect((await ask("r6/baselines")).body.items).toEqual([
    { id: newer.id, name: "Newer", people: 60 },
    { id: older.id, name: "Older", people: 2 },
  ]);
  const probeBeside = async (query: string) => ((await ask(`r6/results${query}`)).body as RunResults).probes[0]!;
  const usual = await probeBeside("");
  expect(usual.baseline).toMatchObject({ id: newer.id, name: "Newer", people: 60 });
  expect(usual.options.map(({ baseline }) => baseline!.share)).toEqual([0.75, 0.25]);
  expect(usual.distances.map(({ of }) => of)).toEqual(expect.arrayContaining(["run", "sample", "halves"]));
  expect(usual.subgroups.find(({ trait }) => trait === "party")!.groups[0]!.baseline).toMatchObject({ people: 30 });
  expect((await probeBeside(`?baseline=${older.id}`)).baseline).toMatchObject({ people: 2 });
  expect((await probeBeside("?baseline=none")).baseline).toBeNull();
  expect((await ask("r6/results?baseline=other")).body.code).toBe("no-such-baseline");
  expect((await ask(`r6/report?baseline=${older.id}`)).text).toContain("Older (n = 2)");
  expect((await ask("r2/baselines")).body.items).toEqual([]);
});

test("S7 the respondents that a wanted band takes", async () => {
  const size = async (query: string) =>
    (await api.call("GET", `/api/sample-size?${query}`, { token: fay.token })).body as unknown;
  expect(await size("halfWidth=0.05")).toEqual({ respondents: 381 });
  expect(await size("halfWidth=0.05&designEffect=2")).toEqual({ respondents: 762 });
  expect(await size("halfWidth=0")).toMatchObject({ status: 400 });
});

test("S7 another question of the same name is not compared with the people of the baseline", async () => {
  const { probes } = (await ask("r2/results")).body as RunResults;
  expect(probes[0]).toMatchObject({ title: "Cake?", baseline: null });
});

test("S9 the report is one page that says it is simulated, draws the charts and lists what repeats the run", async () => {
  const { text, status, headers } = await ask("r1/report");
  expect(status, text).toBe(200);
  expect(headers.get("content-type")).toContain("text/html");
  expect(text).toContain("Simulated: every answer was written by a language model");
  expect(text).toContain("<h1>Votes &lt;b&gt;</h1>");
  expect(text.match(/<svg/g)!.length).toBeGreaterThanOrEqual(1);
  expect(text).toContain("American National Election Study 1996");
  expect(text).toContain("local/small (12)");
  expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  expect((await ask("r1/report?language=de")).text).toContain("Keine ist die Meinung eines Menschen");
});

test("S7 A2 two runs of the same respondents are compared over HTTP, pair by pair; runs that share nobody have no pairs", async () => {
  expect((await ask("r1/changes?to=r2")).body).toMatchObject({ pairs: 0, questions: [] });
  await keepRun("before", ANES_1996_SURVEY.model, "Before");
  await keepRun("after", ANES_1996_SURVEY.model, "After");
  await api.database
    .em()
    .execute("update run_respondents set backstory_id = 'b' || ordinal where run_id in ('before', 'after')");
  // All but the first two change their minds.
  await api.database
    .em()
    .execute("update run_answers set answer = '1' where run_id = 'after' and respondent > 1 and probe_id = 'vote'");
  const { body } = await ask("before/changes?to=after");
  expect(body).toMatchObject({ before: "before", after: "after", pairs: RESPONDENTS, isSimulated: true });
  expect(body.questions.find(({ probe }: { probe: string }) => probe === "vote")).toMatchObject({
    both: RESPONDENTS - 1,
    tests: expect.arrayContaining([expect.objectContaining({ id: "mcnemar-exact", adjustedP: expect.any(Number) })]),
  });
  expect((await ask("before/changes?to=nothing")).body.code).toBe("no-such-run");
  const eve = await api.signIn("Eve");
  expect((await api.call("GET", "/api/runs/before/changes?to=after", { token: eve.token })).status).toBe(403);
});

test("S7 the report lists the plan as it was fixed at the launch, and marks everything else as exploratory", async () => {
  const plan = {
    outcomes: ["vote"],
    comparisons: [
      { kind: "subgroups", probe: "vote", trait: "party", values: ["democrat", "republican"], test: "fisher-exact" },
    ],
    scales: [],
  };
  await keepRun("r5", ANES_1996_SURVEY.model, "Planned", plan);
  const results = (await ask("r5/results")).body as RunResults;
  expect(results.plan).toMatchObject({ plan });
  expect(results.probes.filter(({ isPlanned }) => isPlanned).map(({ id }) => id)).toEqual(["vote"]);
  const { text } = await ask("r5/report");
  expect(text).toContain("Analysis plan, fixed before the launch");
  expect(text).toMatch(/Party: Democrat \/ Republican · Fisher/);
  expect(text).toContain(results.plan!.hash);
  expect(text).toMatch(/Fisher[^<]* \(planned\)/);
  expect(text).toMatch(/χ² test \(exploratory\)/);
  expect(text.match(/unusable \(planned\)/g)).toHaveLength(1);
  expect(text.match(/unusable \(exploratory\)/g)).toHaveLength(2);
  // Without a plan that stands once.
  const without = (await ask("r1/report")).text;
  expect(without).toContain("None: everything is exploratory");
  expect(without.match(/exploratory/g)).toHaveLength(1);
});

test.skipIf(browserPath === null)("S7 the report is downloaded as a PDF, with its charts and tables", async () => {
  const { status, headers, bytes } = await ask("r1/report?format=pdf");
  expect([status, headers.get("content-disposition")]).toEqual([200, "attachment; filename=report.pdf"]);
  const { pages, text } = await readPdf(bytes);
  expect(pages).toBeGreaterThan(1);
  for (const words of ["Votes <b>", "Simulated: every answer was written", "local/small (12)"])
    expect(text).toContain(words);
});

test("S9 in the report of a run nobody's text becomes HTML, and names stand for ids", async () => {
  const hostile = '<img src=x onerror="alert(1)">';
  const elements = [
    { type: "radiogroup", name: "vote", title: `Cake? ${hostile}`, choices: [0, { value: 1, text: `Pie ${hostile}` }] },
    { type: "comment", name: "why", title: hostile },
  ];
  await keepRun("r4", { elements }, `Cakes ${hostile}`);
  await addAnswers("r4", "why", 4, `'because ${hostile}'::text`);
  const em = api.database.em();
  await em.execute("update runs set status = 'PAUSED' where id = 'r4'");
  await em.execute(
    `update run_respondents set traits = traits || jsonb_build_object(?::text, jsonb_build_array(?::text || ordinal % 2)),
       arms = jsonb_build_object(?::text, ?::text || ordinal % 2) where run_id = 'r4'`,
    [hostile, hostile, hostile, hostile],
  );
  const english = (await ask("r4/report")).text;
  expect(english).toContain("Pie &lt;img");
  expect(english).toContain("because &lt;img");
  expect(english).not.toContain("<img");
  expect(english).toContain("Paused. Not final: answers so far: 15.");
  expect(english).toMatch(/Difference[^<]*: Pie &lt;img/);
  expect(english).toContain("Share of respondents with this word");
  expect(english).toContain("✓ No backstory answered for two respondents");
  const german = (await ask("r4/report?language=de")).text;
  expect(german).toContain("Gruppen: Partei");
  expect(german).toContain("Eine Liste von Merkmalen");
  for (const id of ["demographic-forcing", "log-probabilities", "PAUSED", ">democrat<"])
    expect(german).not.toContain(id);
});
