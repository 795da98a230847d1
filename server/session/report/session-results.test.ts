/** C9 what a session leaves: its results, report and data, for its facilitators. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionResults } from "../../../schema/messages/session-results.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import {
  makeEndedSession,
  SAID,
  sessionHouse,
  type EndedSession,
  type Person,
} from "../../../test/session/ended-session.ts";

let api: TestApi;
let fay: Person;
let session: EndedSession;

beforeAll(async () => {
  api = await startTestApi(sessionHouse);
  fay = await api.signIn("Fay", "facilitator");
  session = await makeEndedSession(api, fay);
});
afterAll(() => api.close());

const read = async (part: string, who = fay) => session.act(who, "GET", part);

test("C9 results: shares of talk, findings, pinned quotations, costs by model, turns with their section", async () => {
  const results = (await read("/results")).body as SessionResults;
  expect(results.people).toMatchObject({ participant: 2, withdrawn: 0 });
  expect(results.speakers.map(({ name, kind, words, voices }) => [name, kind, words, voices])).toEqual([
    ["Oriel", "persona", 13, ["test/model"]],
    ["Pia", "person", 8, []],
    ["Ben", "person", 6, []],
  ]);
  expect(results.speakers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(results.outcomes[0]!.items.map(({ content }) => content.text)).toEqual(["Riding late", "Walking home"]);
  expect(results.pins.map(({ quotation, note }) => [quotation, note])).toEqual([
    [SAID.pia, "The headline"],
    [SAID.ben, ""],
  ]);
  expect(results.costs).toEqual([
    { model: "test/model", calls: 1, inputTokens: 120, outputTokens: 30, costNano: 7_000_000 },
  ]);
  expect(results.turns.map(({ speakerName, section }) => [speakerName, section])).toEqual([
    ["Pia", 0],
    ["Ben", 0],
    ["Oriel", 1],
  ]);
});

test("C9 the report says what was asked, quotes word for word, and says what was simulated by what", async () => {
  const { text, headers } = await read("/report");
  expect(headers.get("content-type")).toContain("text/html");
  for (const part of [
    "Better night buses",
    "How do you get home?",
    "Shown: The timetable (https://example.org/?a=1&amp;b=2)",
    "Riding late",
    "the night bus number nineteen",
  ])
    expect(text).toContain(part);
  expect(text).toContain("Partly simulated");
  expect(text).toMatch(/Oriel<\/bdi><\/th><td>test\/model/);
  expect(text).toContain("0.7 ¢");
  // Each quotation leads to its moment.
  expect(text).toContain(`href="#turn-${session.turnIds.pia}"`);
  expect(text).toContain(`id="turn-${session.turnIds.pia}"`);
  expect((await read("/report?language=de")).text).toContain("Redeanteile");
});

test("C9 the data are a row for each turn, which no spreadsheet runs as a formula, or all of it as JSON", async () => {
  const csv = (await read("/export?format=csv")).text.split("\r\n");
  expect(csv).toHaveLength(5);
  expect(csv[1]).toContain(`'${SAID.pia}`);
  expect(csv[1]).toContain("Riding late");
  const json = (await read("/export?format=json")).body as SessionResults;
  expect(json).toEqual((await read("/results")).body);
});

test("C9 nobody but its facilitators gets any of it, and nobody before it has begun", async () => {
  const nosy = await api.signIn("Nosy");
  for (const part of ["/results", "/report", "/export"]) {
    expect((await read(part, session.pia)).status, part).toBe(403);
    expect((await read(part, nosy)).status, part).toBe(404);
  }
  const planned = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { template: "debate", placeId: "plaza", language: "en" },
  });
  const early = await api.call("GET", `/api/sessions/${planned.body.id}/results`, { token: fay.token });
  expect(early.body.code).toBe("session-not-begun");
});
