import { afterAll, beforeAll, expect, test } from "vitest";
import { MOST_CSV, type HumanBaseline } from "../../../schema/messages/human-baseline.ts";
import { principalOf } from "../../../engine/scope/scope.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { createRunExportStore } from "../export/run-export.store.ts";
import { createRunExport } from "../export/run-export.ts";
import { surveyRoutes } from "../survey.route.ts";
import { createSurveyStore } from "../survey.store.ts";
import { createSurveys } from "../surveys.ts";
import { humanBaselineRoutes } from "./human-baseline.route.ts";
import { createHumanBaselineStore, MOST_HUMAN_BASELINES } from "./human-baseline.store.ts";
import { createHumanBaselines } from "./human-baselines.ts";
import { readInWorker } from "./read-in-worker.adapter.ts";
import { createTraitStore } from "../label/trait.store.ts";
import { createTraits } from "../label/traits.ts";

const MODEL = {
  elements: [
    { type: "radiogroup", name: "tea", title: "Tea or coffee?", choices: ["tea", "coffee"] },
    { type: "boolean", name: "sugar", title: "With sugar?" },
    { type: "boolean", name: "constructor", title: "At home?" },
  ],
};
let readInThreads = 0;
let api: TestApi;
let fay: { token: string; userId: string };
let surveyId: string;
beforeAll(async () => {
  api = await startTestApi((database) => {
    const surveys = createSurveys(createSurveyStore(database));
    const baselines = createHumanBaselines({
      store: createHumanBaselineStore(database),
      surveys,
      traits: createTraits(createTraitStore(database)),
      people: [],
      read: (...input) => {
        readInThreads += 1;
        return readInWorker(...input);
      },
    });
    const runs = createRunExport(createRunExportStore(database), "test");
    return [...surveyRoutes(surveys), ...humanBaselineRoutes(baselines, runs)];
  });
  fay = await api.signIn("Fay", "facilitator");
  surveyId = (await ask("POST", "/api/surveys", { name: "Drinks", model: MODEL })).body.id;
});
afterAll(() => api.close());

const ask = (method: string, path: string, body?: unknown, token = fay.token) =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });
const column = (name: string, probe: string, codes: object[] = []) => ({
  column: name,
  means: { kind: "question", probe },
  codes,
});
const DRAFT = {
  name: "Our café",
  csv: "drink,sweet\ntea,1\ncoffee,0\nmilk,1\n",
  codebook: [column("drink", "tea"), column("sweet", "sugar")],
};
const upload = (parts: object = {}, token = fay.token) =>
  ask("POST", "/api/human-baselines", { ...DRAFT, surveyId, ...parts }, token);
const list = async (): Promise<HumanBaseline[]> => (await ask("GET", "/api/human-baselines")).body.items;

test("S7 people's answers are uploaded, listed with what was not understood, and deleted by who uploaded them or an admin", async () => {
  const { status, body, text } = await upload();
  expect(status, text).toBe(201);
  expect(body).toMatchObject({
    name: "Our café",
    surveyName: "Drinks",
    people: 3,
    questions: ["Tea or coffee?", "With sugar?"],
    isWeighted: false,
    notUnderstood: [{ column: "drink", value: "milk", count: 1 }],
    owner: { name: "Fay" },
  });
  expect(await list()).toEqual([body]);
  const gil = await api.signIn("Gil", "facilitator");
  const refused = await ask("DELETE", `/api/human-baselines/${body.id}`, undefined, gil.token);
  expect([refused.status, refused.body.code]).toEqual([403, "baseline-not-yours"]);
  expect((await ask("DELETE", `/api/human-baselines/${body.id}`)).status).toBe(204);
  expect((await ask("DELETE", `/api/human-baselines/${body.id}`)).status).toBe(404);
  expect(await list()).toEqual([]);
});

test("S7 a file with several faults stores nothing, and all of them are named", async () => {
  const { status, body } = await upload({ codebook: [column("drinks", "tea"), column("sweet", "salt")] });
  expect([status, body.code]).toEqual([422, "baseline-wrong"]);
  expect(body.errors.map(({ message }: { message: string }) => message)).toEqual([
    "The file has no column “drinks”.",
    "“salt” is no question of this survey that has one answer in one cell.",
  ]);
  expect(body.detail).toContain("no column “drinks”; “salt” is no question");
  expect(await list()).toEqual([]);
});

test("S7 a file of more than 256 kB is taken, one that is longer than may be kept is refused", async () => {
  const rows = (length: number) => `drink,sweet\n${"tea,1\n".repeat(length)}`;
  const padded = `drink,sweet,note\n${`tea,1,${"x".repeat(80)}\n`.repeat(5_000)}`;
  expect(padded.length).toBeGreaterThan(256_000);
  const before = readInThreads;
  const { status, body } = await upload({ csv: padded });
  expect([status, body.people]).toEqual([201, 5_000]);
  expect(readInThreads).toBe(before + 1);
  await ask("DELETE", `/api/human-baselines/${body.id}`);
  expect((await upload({ csv: rows(MOST_CSV / 6) })).status).toBe(400);
});

test("S7 S3 a trait that a researcher added is a column, one that nobody did is none", async () => {
  const csv = "drink,animals\ntea,yes\ncoffee,No\n";
  const means = (trait: string) => ({ column: "animals", means: { kind: "trait", trait } });
  const codebook = (trait: string) => [column("drink", "tea"), means(trait)];
  expect((await upload({ csv, codebook: codebook("Keeps animals") })).body.errors).toMatchObject([
    { message: expect.stringContaining("Keeps animals") },
  ]);
  const draft = { name: "Keeps animals", question: "Do you keep animals?", isOrdinal: false, values: ["Yes", "No"] };
  await createTraitStore(api.database).insert(principalOf("default", fay.userId), draft);
  const { status, body } = await upload({ csv, codebook: codebook("Keeps animals") });
  expect([status, body.notUnderstood]).toEqual([201, []]);
  const stored = await api.database.em().execute("select columns from human_baselines where id = ?", [body.id]);
  expect(stored).toEqual([{ columns: { tea: ["tea", "coffee"], "Keeps animals": ["Yes", "No"] } }]);
  await ask("DELETE", `/api/human-baselines/${body.id}`);
});

test("S7 one person keeps no more baselines than the limit, counted by the statement that stores one", async () => {
  await api.database.em().execute(
    `insert into human_baselines (id, workspace_id, owner_id, name, survey_name, questions, people, columns, not_understood)
     select 'b' || n, 'default', ?, 'Many', 'Drinks', '[]', 1, '{}', '[]' from generate_series(1, ?) n`,
    [fay.userId, MOST_HUMAN_BASELINES - 1],
  );
  const both = await Promise.all([upload(), upload()]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  await api.database.em().execute("delete from human_baselines");
});

test("A2 S7 only facilitators and admins of the workspace read baselines, and nobody changes one", async () => {
  const { body } = await upload();
  const eve = await api.signIn("Eve");
  expect((await ask("GET", "/api/human-baselines", undefined, eve.token)).status).toBe(403);
  const read = (userId: string) =>
    api.database.inScope(principalOf("default", userId), (em) => em.execute("select id from human_baselines"));
  expect(await read(eve.userId)).toEqual([]);
  expect(await read(fay.userId)).toEqual([{ id: body.id }]);
  await expect(
    api.database.inScope(principalOf("default", fay.userId), (em) =>
      em.execute("update human_baselines set name = 'Other'"),
    ),
  ).rejects.toMatchObject({ code: "42501" });
  await ask("DELETE", `/api/human-baselines/${body.id}`);
});
