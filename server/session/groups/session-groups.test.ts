/** C9 a guide may run with several groups, which stand side by side. */
import { parseHTML } from "linkedom";
import papaparse from "papaparse";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { LanguageModel, RoutedModel } from "../../../engine/model/language-model.ts";
import { NO_USAGE } from "../../../engine/model/usage/add-usage.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { MAX_GROUPS, type CommonTheme, type SessionGroups } from "../../../schema/messages/session-groups.ts";
import type { Skill } from "../../../schema/messages/voice.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import {
  makeEndedSession,
  SAID,
  sessionHouseWith,
  type EndedSession,
  type Person,
} from "../../../test/session/ended-session.ts";
import { exportGroups } from "./export-groups.ts";

let api: TestApi;
let fay: Person;
/** What the model is, what it answers, and what it does meanwhile. */
let voice: { provider: string; skill: Skill; answer: object; meanwhile: () => Promise<unknown> };

const stream: LanguageModel["stream"] = async function* () {
  await voice.meanwhile();
  yield { type: "text-delta", text: JSON.stringify(voice.answer) };
  yield { type: "finish", reason: "stop", usage: NO_USAGE };
};

beforeAll(async () => {
  const voices = {
    modelFor: () => ({ route: { provider: voice.provider, model: "one", local: true }, stream }) as RoutedModel,
    skillOf: () => voice.skill,
  };
  api = await startTestApi(sessionHouseWith(voices));
  fay = await api.signIn("Fay", "facilitator");
});
afterAll(() => api.close());
beforeEach(
  () =>
    void (voice = { provider: "rehearsal", skill: "tiny", answer: { themes: [] }, meanwhile: async () => undefined }),
);

/** Two groups that ended, in which the same was said. */
async function holdGroups(): Promise<{ one: EndedSession; other: EndedSession }> {
  const one = await makeEndedSession(api, fay);
  const other = await makeEndedSession(api, fay, { title: "Night buses, group 2" });
  await one.run("update sessions set guide_id = ? where id = ?", [one.id, other.id]);
  return { one, other };
}
const read = async ({ act }: EndedSession): Promise<SessionGroups> => (await act(fay, "GET", "/groups")).body;
const rename = ({ act }: EndedSession, name: string | null, entryIds: string[], who = fay) =>
  act(who, "PUT", "/groups/themes", { name, entryIds });
const short = ({ themes }: SessionGroups) =>
  themes.map(({ name, by, cells }: CommonTheme) => [name, by, cells.map(({ turns }) => turns)]);

test("C9 a session is made as another group of a guide, with the plan of the first, up to a number that everybody shares", async () => {
  const first = (
    await api.call("POST", "/api/sessions", {
      token: fay.token,
      body: { template: "focus-group", placeId: "plaza", language: "en" },
    })
  ).body as Session;
  const add = (who: Person, copyOf: string) =>
    api.call("POST", "/api/sessions", { token: who.token, body: { copyOf, title: "Next group", isGroup: true } });
  const second = (await add(fay, first.id)).body as Session;
  expect(second.plan).toEqual({ ...first.plan, title: "Next group" });
  const finn = await api.signIn("Finn", "facilitator");
  for (let count = 2; count < MAX_GROUPS - 1; count++) expect((await add(fay, second.id)).status).toBe(201);
  const last = await Promise.all([add(fay, first.id), add(finn, second.id)]);
  expect(last.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect(last.find(({ status }) => status === 409)!.body.code).toBe("groups-limit");
  const duplicate = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { copyOf: first.id, title: "Another study" },
  });
  const groupsOf = async (id: string): Promise<SessionGroups> =>
    (await api.call("GET", `/api/sessions/${id}/groups`, { token: fay.token })).body;
  expect((await groupsOf(second.id)).groups).toHaveLength(MAX_GROUPS);
  expect((await groupsOf(first.id)).groups.slice(0, 2)).toMatchObject([
    { id: first.id, status: "planned", said: null },
    { id: second.id, title: "Next group" },
  ]);
  expect((await groupsOf(duplicate.body.id)).groups).toHaveLength(1);
});

test("C9 themes whose words are alike are one row, how often and word for word by group, whichever group one looks from", async () => {
  const { one, other } = await holdGroups();
  await other.run(`update outcome_items set content = jsonb_set(content, '{text}', '"Late rides"') where id = ?`, [
    `riding-${other.id}`,
  ]);
  const found = await read(one);
  expect(found.groups.map(({ title, said }) => [title, said!.turns, said!.people.participant])).toEqual([
    ["Night buses", 3, 2],
    ["Night buses, group 2", 3, 2],
  ]);
  expect(short(found)).toEqual([
    ["Riding late", "words", [1, 1]],
    ["Walking home", "words", [1, 1]],
  ]);
  expect(found.themes[0]!.cells[1]).toEqual({
    groupId: other.id,
    turns: 1,
    share: 1 / 3,
    quotations: [{ turnId: other.turnIds.pia, speakerName: "Participant 1", text: "the night bus number nineteen" }],
  });
  expect(await read(other)).toEqual(found);
});

test("C9 a code that turns were given by hand stands beside them, with all that those turns said", async () => {
  const { one, other } = await holdGroups();
  const { codes } = (await one.act(fay, "POST", "/codes", { name: "Getting home" })).body;
  for (const turnId of [one.turnIds.pia, one.turnIds.ben])
    await one.act(fay, "PUT", "/codings", { codeId: codes[0].id, turnId, isSet: true });
  const { themes } = await read(other);
  const code = themes.find(({ name }) => name === "Getting home")!;
  expect(code.cells.map(({ turns, quotations }) => [turns, quotations.map(({ text }) => text)])).toEqual([
    [2, [SAID.pia, SAID.ben]],
    [0, []],
  ]);
  expect(code.entries).toMatchObject([{ kind: "code", madeBy: "person", groupId: one.id }]);
});

test("C9 people bring themes together by a name, set them apart, and undo it; who does not lead a group does neither", async () => {
  const { one, other } = await holdGroups();
  const ids = [`walking-${one.id}`, `walking-${other.id}`];
  expect((await rename(one, "Riding late", [ids[0]!])).status).toBe(200);
  expect(short(await read(one))).toEqual([
    ["Riding late", "person", [2, 1]],
    ["Walking home", "words", [0, 1]],
  ]);
  await rename(
    one,
    "Going home",
    (await read(one)).themes[0]!.entries.map(({ id }) => id),
  );
  await rename(one, "On foot", [ids[0]!]);
  expect(short(await read(other))).toEqual([
    ["Going home", "person", [1, 1]],
    ["On foot", "person", [1, 0]],
    ["Walking home", "words", [0, 1]],
  ]);
  await rename(
    one,
    null,
    (await read(one)).themes.flatMap(({ entries }) => entries.map(({ id }) => id)),
  );
  expect(short(await read(one)).map(([name, by]) => [name, by])).toEqual([
    ["Riding late", "words"],
    ["Walking home", "words"],
  ]);
  expect((await rename(one, "Mine", ["none"])).body.code).toBe("no-such-theme");
  expect((await rename(one, "Mine", [ids[0]!], one.pia)).status).toBe(403);
  expect((await rename(one, "Mine", [ids[0]!], await api.signIn("Nosy"))).status).toBe(404);
  expect((await one.act(one.pia, "GET", "/groups")).status).toBe(403);
});

test("C9 M7 a model brings themes together in one call and changes no name that a person gave; a script leaves them by their words", async () => {
  const { one, other } = await holdGroups();
  const ask = () => one.act(fay, "POST", "/groups/themes/proposals");
  expect(short((await ask()).body)).toHaveLength(2);
  voice = { ...voice, provider: "openai", skill: "middle" };
  expect((await ask()).body.code).toBe("voice-too-small");
  voice = { ...voice, skill: "large", answer: { themes: [{ name: "The way home", numbers: [1, 2, 3, 4] }] } };
  expect(short((await ask()).body)).toEqual([["The way home", "model", [2, 2]]]);
  await rename(one, "On foot", [`walking-${one.id}`]);
  expect(short((await ask()).body)).toEqual([
    ["The way home", "model", [1, 2]],
    ["On foot", "person", [1, 0]],
  ]);
  voice = { ...voice, answer: { themes: [] } };
  expect(short((await ask()).body)).toEqual([
    ["Riding late", "words", [1, 1]],
    ["On foot", "person", [1, 0]],
    ["Walking home", "words", [0, 1]],
  ]);
  expect((await read(other)).themes).toHaveLength(3);
});

test("C9 who withdraws takes their words out of names that other groups' themes have, also of one that a model is writing", async () => {
  const { one, other } = await holdGroups();
  await rename(one, "Pia on the night bus", [`walking-${other.id}`]);
  voice = {
    provider: "openai",
    skill: "large",
    answer: { themes: [{ name: "As Pia says", numbers: [1, 2] }] },
    meanwhile: () => one.act(one.pia, "DELETE", "/seat"),
  };
  expect((await one.act(fay, "POST", "/groups/themes/proposals")).body.code).toBe("themes-withdrawn");
  const left = JSON.stringify((await read(other)).themes.map(({ name }) => name));
  expect(left).toContain("[…] on the night bus");
  expect(left).not.toContain("Pia");
  expect((await read(one)).groups.map(({ said }) => said!.people.withdrawn)).toEqual([1, 0]);
});

test("C9 the report has the groups side by side, and each number leads to quotations, each to its turn", async () => {
  const { one, other } = await holdGroups();
  const { document } = parseHTML((await one.act(fay, "GET", "/groups/report")).text);
  const tables = [...document.querySelectorAll("table")].map((table) =>
    [...table.querySelectorAll("tr")].map((row) => [...row.children].map(({ textContent }) => textContent!.trim())),
  );
  expect(tables[0]).toContainEqual(["Night buses, group 2", expect.stringContaining("UTC"), "2", "1", "3"]);
  expect(tables[1]!.slice(0, 2)).toEqual([
    ["Theme", "Night buses", "Night buses, group 2"],
    ["Riding late", "1 33%", "1 33%"],
  ]);
  expect(tables[2]!.map(([name]) => name)).toEqual(
    expect.arrayContaining(["people", "personas, simulated", "Participant 1 person", "Oriel persona, simulated"]),
  );
  const [link] = [...document.querySelectorAll('table a[href="#theme-0-1"]')];
  const cell = document.querySelector(link!.getAttribute("href")!)!;
  expect(cell.querySelector("blockquote")!.textContent).toContain("the night bus number nineteen");
  const turn = cell.querySelector("blockquote a")!.getAttribute("href")!;
  expect(turn).toBe(`#turn-${other.turnIds.pia}`);
  expect(document.querySelector(`[id="${turn.slice(1)}"]`)!.textContent).toContain(SAID.pia);
  expect((await one.act(fay, "GET", "/groups/report?language=de")).text).toContain("Themen nebeneinander");
  const pdf = await one.act(fay, "GET", "/groups/report?format=pdf");
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
});

test("C9 what was asked of all in the same words stands side by side, also in the report and as rows of the data; a question of one group has a row of its own", async () => {
  const { one, other } = await holdGroups();
  const options = ["yes", "no"].map((value) => ({ value, text: value, isLast: false }));
  const ask = async ({ id, run }: EndedSession, title: string, answers: string[]) => {
    await run(
      `insert into session_probes (id, session_id, workspace_id, owner_id, series_id, round, question, persona_ids, seed)
       values (?, ?, 'default', ?, ?, 1, ?, '{}', 1)`,
      [
        `${title}-${id}`,
        id,
        fay.userId,
        `${title}-${id}`,
        JSON.stringify({ kind: "single", title, introduction: [], options }),
      ],
    );
    for (const [place, answer] of answers.entries())
      await run(
        `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer)
         values (?, ?, ?, 'default', 'person', 'Somebody', 'answered', ?)`,
        [`${title}-${id}`, `person ${place}`, id, JSON.stringify(answer)],
      );
    await run("update session_probes set closed_at = now() where id = ?", [`${title}-${id}`]);
  };
  await ask(one, "Free fares?", ["yes", "yes", "no"]);
  await ask(other, "Free fares?", ["no"]);
  await ask(other, "Later trams?", ["yes"]);
  const { questions } = await read(one);
  expect(
    questions.map(({ question, groups }) => [
      question.title,
      groups.map(({ groupId, rounds }) => [groupId, rounds[0]!.people.bars.map(({ count }) => count)]),
    ]),
  ).toEqual([
    [
      "Free fares?",
      [
        [one.id, [2, 1]],
        [other.id, [0, 1]],
      ],
    ],
    ["Later trams?", [[other.id, [1, 0]]]],
  ]);
  const { text } = await one.act(fay, "GET", "/groups/report");
  expect(text).toMatch(/Free fares\?.*yes<\/bdi><\/th><td>2 \(67%\)<\/td><td>0 \(0%\)<\/td>/s);
  const { data } = papaparse.parse<Record<string, string>>((await one.act(fay, "GET", "/groups/export")).text, {
    header: true,
    skipEmptyLines: true,
  });
  const answers = data.filter(({ row, askedOf }) => row === "answer" && askedOf === "people");
  expect(answers.map((row) => [row.question, row.groupId, row.round, row.answer, row.count, row.answered])).toEqual([
    ["Free fares?", one.id, "1", "yes", "2", "3"],
    ["Free fares?", one.id, "1", "no", "1", "3"],
    ["Free fares?", other.id, "1", "yes", "0", "1"],
    ["Free fares?", other.id, "1", "no", "1", "1"],
    ["Later trams?", other.id, "1", "yes", "1", "1"],
    ["Later trams?", other.id, "1", "no", "0", "1"],
  ]);
});

test("C9 the data have a row for each theme, group and quotation, which no spreadsheet runs as a formula, or all as JSON", async () => {
  const { one, other } = await holdGroups();
  await rename(one, "=1+1", [`walking-${one.id}`]);
  const { data } = papaparse.parse<Record<string, string>>((await one.act(fay, "GET", "/groups/export")).text, {
    header: true,
    skipEmptyLines: true,
  });
  expect(data.map(({ theme, groupId, turns, quotation }) => [theme, groupId, turns, quotation])).toEqual([
    ["Riding late", one.id, "1", "the night bus number nineteen"],
    ["Riding late", other.id, "1", "the night bus number nineteen"],
    ["'=1+1", one.id, "1", "I walk"],
    ["'=1+1", other.id, "0", ""],
    ["Walking home", one.id, "0", ""],
    ["Walking home", other.id, "1", "I walk"],
  ]);
  expect((await one.act(fay, "GET", "/groups/export?format=json")).body).toEqual(await read(one));
});

test("C8 C9 the data are written a theme at a time, as they are taken", async () => {
  for (const format of ["csv", "json"] as const) {
    let written = 0;
    const cells = [{ groupId: "one", turns: 0, share: 0, quotations: [] }];
    const theme = {
      name: "Walking",
      by: "words" as const,
      entries: [],
      get cells() {
        return (written++, cells);
      },
    };
    const { parts } = exportGroups({ groups: [], questions: [], themes: [theme, theme, theme] }, format);
    const counts: number[] = [];
    for await (const _ of parts) counts.push(written);
    expect(counts.slice(0, 4), format).toEqual([0, 1, 2, 3]);
  }
});
