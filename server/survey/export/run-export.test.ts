import { afterAll, beforeAll, expect, test } from "vitest";
import { principalOf } from "../../../engine/scope/scope.ts";
import { RunSettings } from "../../../schema/messages/run.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { runExportRoutes } from "./run-export.route.ts";
import { createRunExportStore } from "./run-export.store.ts";
import { createRunExport } from "./run-export.ts";

const MODEL = { pages: [{ elements: [{ type: "radiogroup", name: "bus", choices: ["yes", "no"] }] }] };
const TARGET = { kind: "people", people: [{ age: "18-24" }] };
const settings = RunSettings.parse({ method: "demographic-forcing", size: 3, seed: 5 });

let api: TestApi;
let fay: { token: string; userId: string };
beforeAll(async () => {
  api = await startTestApi((database) =>
    runExportRoutes(createRunExport(createRunExportStore(database), "0.1.0-test")),
  );
  fay = await api.signIn("Fay", "facilitator");
  await keepRun("r1", ["yes", "no", null]);
});
afterAll(() => api.close());

/** As a run leaves it: one answer each, null where it was refused; then how many days, and what goes by bus. */
async function keepRun(id: string, answers: (string | null)[]): Promise<void> {
  const execute = (sql: string, values: unknown[]) => api.database.em().getConnection().execute(sql, values);
  await execute(
    `insert into runs (id, workspace_id, owner_id, name, survey_id, survey_version, survey_name, survey, target_id,
       target_version, target_name, target, settings, status)
     values (?, 'default', ?, 'Buses', 's1', 2, 'Ways', ?::jsonb, 't1', 1, 'Young', ?::json, ?::jsonb, 'COMPLETED')`,
    [id, fay.userId, JSON.stringify(MODEL), JSON.stringify(TARGET), JSON.stringify(settings)],
  );
  for (const [ordinal, answer] of answers.entries()) {
    await execute(
      `insert into run_respondents (run_id, ordinal, workspace_id, owner_id, weight, traits, arms, seed)
       values (?, ?, 'default', ?, 0.25, '{"age":["18-24"]}', '{}', ?)`,
      [id, ordinal, fay.userId, ordinal],
    );
    const given: [string, unknown, string][] = [
      ["bus", answer, answer === null ? "I would rather not say." : `(A) ${answer}`],
      ["days", ordinal * 2, `${ordinal * 2} days`],
      ["carry", ["bag", "dog"].slice(ordinal % 2), "=bag"],
    ];
    for (const [position, [probeId, value, text]] of given.entries())
      await execute(
        `insert into run_answers (run_id, respondent, repeat, probe_id, position, workspace_id, owner_id, shown, texts,
           verdict, answer, model, prompt_hash, seed, input_tokens, cached_tokens, output_tokens, cost_nano)
         values (?, ?, 0, ?, ?, 'default', ?, '["yes","no"]', ?::jsonb, ?, ?::jsonb, 'local/small', ?, 9, 100, 0, 5, 0)`,
        [
          id,
          ordinal,
          probeId,
          position,
          fay.userId,
          JSON.stringify([text]),
          value === null ? "refused" : "answered",
          value === null ? null : JSON.stringify(value),
          `hash${ordinal}`,
        ],
      );
  }
}

const ask = (path: string, token = fay.token) => api.call("GET", `/api/runs/${path}`, { token });

test("S9 the manifest has all by which a run is repeated, and what became of it", async () => {
  const plan = { outcomes: ["bus"], comparisons: [], scales: [] };
  await api.database.em().execute("update runs set plan = ?::jsonb where id = 'r1'", [JSON.stringify(plan)]);
  const { body: manifest } = await ask("r1/manifest");
  expect(manifest).toMatchObject({
    format: "dramatis-run-1",
    isSimulated: true,
    version: "0.1.0-test",
    run: { id: "r1", name: "Buses", status: "COMPLETED" },
    survey: { id: "s1", version: 2, model: MODEL },
    target: { id: "t1", definition: TARGET },
    settings,
    plan,
    respondents: { count: 3 },
    models: [{ model: "local/small", answers: 9 }],
  });
  expect(manifest.probes.map(({ id }: { id: string }) => id)).toEqual(["bus", "days", "carry"]);
  expect(manifest.probes[0]).toMatchObject({
    answered: 2,
    refused: 1,
    unclear: 0,
    failed: 0,
    counts: { '"yes"': 1, '"no"': 1 },
  });
});

test("S9 runs that came out alike have equal hashes, others not", async () => {
  await keepRun("r2", ["yes", "no", null]);
  await keepRun("r3", ["no", "yes", null]);
  const read = async (id: string) => (await ask(`${id}/manifest`)).body;
  const [first, same, other] = [await read("r1"), await read("r2"), await read("r3")];
  expect(same.probes).toEqual(first.probes);
  expect(same.respondents).toEqual(first.respondents);
  expect(first.probes[0].answers).toMatch(/^[0-9a-f]{64}$/);
  expect(other.probes[0].answers).not.toBe(first.probes[0].answers);
  expect(other.probes[0].counts).toEqual(first.probes[0].counts);
});

test("S7 the people behind a bar: who chose an option, among others too, put it first, or gave such a number", async () => {
  const who = async (query: string) => {
    const answer = await ask(`r1/people?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.items.map(({ respondent }: { respondent: { ordinal: number } }) => respondent.ordinal);
  };
  const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));
  expect(await who("probeId=bus")).toEqual([0, 1, 2]);
  expect(await who(`probeId=bus&value=${json("yes")}`)).toEqual([0]);
  expect(await who(`probeId=carry&value=${json("dog")}`)).toEqual([0, 1, 2]);
  expect(await who(`probeId=carry&first=${json("dog")}`)).toEqual([1]);
  expect(await who("probeId=days&from=2&below=4")).toEqual([1]);
  const first = (await ask("r1/people?probeId=bus&limit=2")).body;
  expect(first.items[0]).toMatchObject({
    answer: { respondent: 0, texts: ["(A) yes"], answer: "yes", promptHash: "hash0" },
    respondent: { weight: 0.25, traits: { age: ["18-24"] }, backstoryId: null, title: null },
  });
  expect((await ask(`r1/people?probeId=bus&limit=2&cursor=${first.next}`)).body.items).toHaveLength(1);
  expect((await ask("r1/people?probeId=bus&value=%7B")).status).toBe(400);
});

test("S9 answers leave as a file; other people's runs, and guests, get nothing", async () => {
  const csv = await ask("r1/export?format=csv");
  expect(csv.headers.get("content-disposition")).toContain("Buses-answers.csv");
  expect(csv.text.split("\r\n")).toHaveLength(11);
  expect(csv.text).toContain("'=bag");
  expect((await ask("r1/export?format=json")).text).toContain('"isSimulated": true');
  const wide = await ask("r1/export?format=wide");
  expect(wide.headers.get("content-disposition")).toContain("Buses-respondents.csv");
  expect(wide.text.trim().split("\r\n")).toHaveLength(4);
  const spss = await ask("r1/export?format=spss");
  expect(spss.headers.get("content-disposition")).toContain("Buses-respondents.sps");
  expect(spss.text).toContain("/FILE='Buses-respondents.csv'");
  const gus = await api.signIn("Gus");
  for (const path of ["export", "manifest", "people?probeId=bus"]) {
    expect((await ask(`r1/${path}`, gus.token)).status, path).toBe(403);
    expect((await ask(`nowhere/${path}`)).status, path).toBe(404);
  }
});

test("S9 a file of many answers is read from the database page by page, as it is taken, and has each once", async () => {
  await keepRun("r4", ["yes"]);
  await api.database.em().execute(
    `insert into run_answers (run_id, respondent, repeat, probe_id, position, workspace_id, owner_id, shown, texts,
       verdict, answer, model, prompt_hash, seed, input_tokens, cached_tokens, output_tokens, cost_nano)
     select 'r4', 0, 1 + n / 500, 'more ' || n, n, 'default', ?, '[]', '["(A)"]', 'answered', '"yes"', 'local/small', 'h',
       9, 100, 0, 5, 0 from generate_series(1, 4500) n`,
    [fay.userId],
  );
  const store = createRunExportStore(api.database);
  const pages: number[] = [];
  const reading = createRunExport(
    {
      ...store,
      async listAnswers(...asked) {
        const page = await store.listAnswers(...asked);
        pages.push(page.length);
        return page;
      },
    },
    "0.1.0-test",
  );
  const file = await reading.answers(principalOf("default", fay.userId), "r4", "csv");
  const parts = file.parts[Symbol.asyncIterator]();
  await parts.next();
  expect(pages).toEqual([]);
  await parts.next();
  expect(pages).toEqual([2_000]);
  await parts.next();
  expect(pages).toEqual([2_000, 2_000]);
  await parts.return?.();
  const { text } = await ask("r4/export?format=csv");
  const lines = text.trim().split("\r\n").slice(1);
  expect(lines).toHaveLength(4_503);
  expect(new Set(lines).size).toBe(4_503);
});
