import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PromptPreviewQuery, type Survey } from "../../schema/messages/survey.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { commute } from "../../schema/rules/survey/import/test-survey.qsf.ts";
import { previewPrompt } from "./preview-prompt.ts";
import { surveyFileRoutes } from "./survey-file.route.ts";
import { surveyRoutes } from "./survey.route.ts";
import { createSurveyStore, MAX_SURVEYS } from "./survey.store.ts";
import { createSurveys } from "./surveys.ts";

let api: TestApi;
type Who = { token: string; userId: string };
let fay: Who;
let finn: Who;
let admin: Who;
let guest: Who;

beforeAll(async () => {
  api = await startTestApi((database) => {
    const surveys = createSurveys(createSurveyStore(database));
    return [...surveyRoutes(surveys), ...surveyFileRoutes(surveys)];
  });
  [fay, finn, admin, guest] = await Promise.all([
    api.signIn("Fay", "facilitator"),
    api.signIn("Finn", "facilitator"),
    api.signIn("Root", "admin"),
    api.signIn("Gus"),
  ]);
});
afterAll(() => api.close());

const ask = (who: Who, method: string, path: string, body?: unknown) =>
  api.call(method, `/api/surveys${path}`, { token: who.token, ...(body !== undefined && { body }) });
const choice = { type: "radiogroup", name: "q1", title: "Bus or bike?", choices: ["bus", "bike"] };
const model = (...elements: object[]) => ({ pages: [{ name: "page", elements }] });
async function make(who: Who, questions: object = model(choice), name = "Ways to work"): Promise<Survey> {
  const made = await ask(who, "POST", "", { name, model: questions });
  expect(made.status, made.text).toBe(201);
  return made.body;
}

describe("surveys", () => {
  test("S1 facilitators and admins of a workspace share surveys; others have none", async () => {
    const { id } = await make(fay);
    for (const who of [finn, admin]) expect((await ask(who, "GET", `/${id}`)).body).toMatchObject({ id, version: 1 });
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["GET", `/${id}`, undefined],
      ["POST", "", { name: "Mine", model: {} }],
      ["DELETE", `/${id}`, undefined],
    ] as const)
      expect((await ask(guest, method, path, body)).status, `${method} ${path}`).toBe(403);
    const found = (await ask(finn, "GET", "")).body.items.find((survey: Survey) => survey.id === id);
    expect(found).toMatchObject({ name: "Ways to work", questionCount: 1, owner: { name: "Fay" }, status: "draft" });
  });

  test("S1 each change makes a version, and every version stays as it was", async () => {
    const { id } = await make(fay);
    const second = await ask(finn, "PUT", `/${id}`, {
      name: "Ways",
      version: 1,
      model: model(choice, { ...choice, name: "q2" }),
    });
    expect(second.body).toMatchObject({ version: 2, latestVersion: 2, questionCount: 2, name: "Ways" });
    expect((await ask(fay, "GET", `/${id}?version=1`)).body).toMatchObject({
      version: 1,
      latestVersion: 2,
      questionCount: 1,
      model: model(choice),
    });
    expect((await ask(fay, "GET", `/${id}/versions`)).body.items).toMatchObject([
      { version: 2, authorName: "Finn" },
      { version: 1, authorName: "Fay" },
    ]);
    expect((await ask(fay, "GET", `/${id}?version=3`)).body).toMatchObject({
      status: 404,
      code: "no-such-survey-version",
      values: { version: 3, latest: 2 },
    });
  });

  test("S1 of concurrent changes one is stored; the others are refused with what to do, and change nothing", async () => {
    const { id } = await make(fay);
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((title) =>
        ask(fay, "PUT", `/${id}`, { name: title, version: 1, model: model({ ...choice, title }) }),
      ),
    );
    const stored = answers.filter(({ status }) => status === 200);
    expect(stored.length).toBe(1);
    for (const { status, body } of answers.filter((answer) => answer !== stored[0])) {
      expect(status).toBe(409);
      expect(body).toMatchObject({ code: "survey-changed", values: { version: 2 } });
    }
    const now = (await ask(fay, "GET", `/${id}`)).body;
    expect(now).toMatchObject({ version: 2, name: stored[0]!.body.name });
    expect((await ask(fay, "GET", `/${id}/versions`)).body.items.length).toBe(2);
  });

  test("S1 a survey with errors is stored with them, and is not published until they are gone", async () => {
    const { id, problems } = await make(fay, model({ ...choice, choices: ["bus"] }));
    expect(problems).toMatchObject([{ code: "survey-few-options", question: "q1", level: "error" }]);
    const publish = (version: number) => ask(fay, "PUT", `/${id}/status`, { status: "published", version });
    expect((await publish(1)).body).toMatchObject({ status: 422, code: "survey-not-ready" });
    await ask(fay, "PUT", `/${id}`, { name: "Ways", version: 1, model: model(choice) });
    expect((await publish(1)).body).toMatchObject({ status: 409, code: "survey-changed" });
    expect((await publish(2)).body).toMatchObject({ status: "published", problems: [] });
  });

  test("S1 a published survey that gets errors is a draft again; one that gets none stays published", async () => {
    const { id } = await make(fay);
    await ask(fay, "PUT", `/${id}/status`, { status: "published", version: 1 });
    const change = async (version: number, questions: object) =>
      (await ask(fay, "PUT", `/${id}`, { name: "Ways", version, model: questions })).body;
    expect(await change(1, model({ ...choice, title: "Bike or bus?" }))).toMatchObject({ status: "published" });
    const broken = await change(2, model({ ...choice, choices: ["bus"] }));
    expect(broken).toMatchObject({ status: "draft", version: 3, problems: [{ code: "survey-few-options" }] });
    expect(await change(3, model(choice))).toMatchObject({ status: "draft", problems: [] });
  });

  test("S1 an archived survey is listed only if asked for, and is changed only once it is a draft again", async () => {
    const { id } = await make(fay);
    const setStatus = (status: string) => ask(fay, "PUT", `/${id}/status`, { status, version: 1 });
    expect((await setStatus("archived")).status).toBe(200);
    const idsIn = async (query: string) =>
      (await ask(fay, "GET", query)).body.items.map((survey: Survey) => survey.id) as string[];
    expect(await idsIn("")).not.toContain(id);
    expect(await idsIn("?status=archived")).toContain(id);
    const change = { name: "Ways", version: 1, model: model(choice) };
    expect((await ask(fay, "PUT", `/${id}`, change)).body).toMatchObject({ status: 409, code: "survey-archived" });
    await setStatus("draft");
    expect((await ask(fay, "PUT", `/${id}`, change)).status).toBe(200);
  });

  test("S1 who made a survey deletes it, and admins do; its versions go with it", async () => {
    const { id } = await make(fay);
    expect((await ask(finn, "DELETE", `/${id}`)).body).toMatchObject({ status: 403, code: "survey-not-yours" });
    expect((await ask(fay, "DELETE", `/${id}`)).status).toBe(204);
    expect((await ask(fay, "GET", `/${id}`)).body).toMatchObject({ status: 404, code: "no-such-survey" });
    expect(await api.database.em().execute("select from survey_versions where survey_id = ?", [id])).toEqual([]);
    const other = await make(fay);
    expect((await ask(admin, "DELETE", `/${other.id}`)).status).toBe(204);
  });

  test("S1 pages list every survey once, newest first", async () => {
    const made = [await make(fay), await make(fay), await make(fay)].map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: { items: Survey[]; next: string | null } = (
        await ask(fay, "GET", `?limit=2${cursor && `&cursor=${cursor}`}`)
      ).body;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen.slice(0, 3)).toEqual(made.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("S1 a person has a limited number of surveys, also when they are made concurrently", async () => {
    const busy = await api.signIn("Busy", "facilitator");
    await api.database.em().execute(
      `insert into surveys (id, workspace_id, owner_id, name, description, question_count)
       select 'many' || n, 'default', ?, '', '', 0 from generate_series(2, ?) n`,
      [busy.userId, MAX_SURVEYS],
    );
    const answers = await Promise.all([1, 2, 3].map(() => ask(busy, "POST", "", { name: "More", model: {} })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    await api.database.em().execute("delete from surveys where owner_id = ?", [busy.userId]);
  });

  test("S1 what cannot be stored is refused, whatever it is", async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${"}".repeat(40)}`) as object;
    for (const wrong of [
      { elements: [{ type: "comment", name: "a\0" }] },
      { elements: [{ type: "comment", title: "\ud800" }] },
      { title: "x".repeat(200_000) },
      deep,
      [],
      "text",
    ])
      expect((await ask(fay, "POST", "", { name: "Odd", model: wrong })).status).toBe(400);
    const hostile = JSON.parse(
      '{"__proto__": {"polluted": true}, "elements": [null, 7, {"type": {"a": 1}}], "pages": {"0": 1}}',
    ) as object;
    const made = await make(fay, hostile);
    expect(made.problems.map(({ code }) => code)).toContain("survey-empty");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

test("S1 S5 the preview is the prompt that a run would write, after the answers given", async () => {
  const questions = {
    ...model(choice, {
      type: "comment",
      name: "why",
      title: "Why {frame}, and why the {q1}?",
      visibleIf: "{q1} = 'bus'",
    }),
    conditions: [
      {
        name: "frame",
        arms: [
          { name: "a", text: "now" },
          { name: "b", text: "later" },
        ],
      },
    ],
  };
  const preview = async (answers: object, respondent = 0) =>
    (await ask(fay, "POST", "/prompt", { model: questions, answers, respondent })).body;
  const first = await preview({});
  expect(first.probe).toMatchObject({ id: "q1", kind: "single" });
  expect(first.probe.text).toContain("Question: Bus or bike?\n\n(A) ");
  expect(first.probe.options.map(({ letter }: { letter: string }) => letter)).toEqual(["A", "B"]);
  const second = await preview({ q1: "bus" });
  expect(second.probe.text).toMatch(/Question: Why (now|later), and why the bus\?/);
  expect((await preview({ q1: "bus" }, 1)).arms).not.toEqual(second.arms);
  expect((await preview({ q1: "bike" })).probe).toBeNull();
});

test("S1 S5 a preview is refused for more questions than a survey may have, and has no arms for too many combinations", async () => {
  const many = Array.from({ length: 301 }, (_, place) => ({ type: "comment", name: `q${place}` }));
  expect((await ask(fay, "POST", "/prompt", { model: model(...many) })).body).toMatchObject({
    status: 422,
    code: "survey-many-questions",
    values: { count: 301, most: 300 },
  });
  for (const parts of [
    { elements: Array.from({ length: 9_000 }, () => ({ type: "panel" })) },
    { elements: [{ ...choice, choices: Array.from({ length: 30_000 }, (_, option) => option) }] },
    { pages: Array.from({ length: 9_000 }, () => ({})), elements: [choice] },
  ])
    expect((await ask(fay, "POST", "/prompt", { model: parts })).body).toMatchObject({
      status: 422,
      code: "survey-many-parts",
    });
  const arms = [{ name: "a" }, { name: "b" }];
  const conditions = Array.from({ length: 27 }, (_, place) => ({ name: `c${place}`, arms }));
  const { body } = await ask(fay, "POST", "/prompt", { model: { ...model(choice), conditions } });
  expect(body).toMatchObject({ probe: { id: "q1" }, arms: {} });
});

test("S1 S5 the order of options does not depend on the arm", async () => {
  const conditions = [{ name: "frame", arms: [{ name: "a" }, { name: "b" }] }];
  const seen = new Set<string>();
  for (let seed = 0; seed < 60; seed += 1) {
    const query = PromptPreviewQuery.parse({ model: { ...model(choice), conditions }, seed });
    const { probe, arms } = previewPrompt(query);
    seen.add(`${arms["frame"]} ${String(probe!.options[0]!.value)}`);
  }
  expect([...seen].toSorted()).toEqual(["a bike", "a bus", "b bike", "b bus"]);
});

test("S1 a file is read without being stored, and a stored survey is a file again, in any of its versions", async () => {
  const before = (await ask(fay, "GET", "")).body.items.length;
  const text = JSON.stringify(commute);
  const { draft, notes } = (await ask(fay, "POST", "/import", { name: "a.qsf", text })).body;
  expect(draft).toMatchObject({ name: "Ways to work" });
  expect(notes.length).toBeGreaterThan(0);
  expect((await ask(fay, "GET", "")).body.items.length).toBe(before);
  expect((await ask(fay, "POST", "/import", { name: "a.qsf", text: "PNG" })).body).toMatchObject({
    status: 422,
    code: "survey-file-unread",
  });
  const { id } = await make(fay, draft.model);
  await ask(fay, "PUT", `/${id}`, { name: "Ways", version: 1, model: model(choice) });
  const spss = await ask(fay, "GET", `/${id}/export?format=spss`);
  expect(spss.headers.get("content-disposition")).toContain("Ways-v2.sps");
  expect(spss.text).toContain("VARIABLE LABELS");
  const first = await ask(fay, "GET", `/${id}/export?version=1`);
  expect(JSON.parse(first.text)).toMatchObject(draft.model);
});
