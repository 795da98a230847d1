/** C9 turns are coded by hand: by each for themselves, compared, exported. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseHTML } from "linkedom";
import type { Codebook } from "../../../schema/messages/session-codebook.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { makeEndedSession, sessionHouse, type EndedSession, type Person } from "../../../test/session/ended-session.ts";

let api: TestApi;
let fay: Person;
let finn: Person;
let session: EndedSession;

beforeAll(async () => {
  api = await startTestApi(sessionHouse);
  fay = await api.signIn("Fay", "facilitator");
  finn = await api.signIn("Finn", "facilitator");
  session = await makeEndedSession(api, fay);
});
afterAll(() => api.close());

const read = async (): Promise<Codebook> => (await session.act(fay, "GET", "/codebook")).body;
const code = (who: Person, codeId: string, turnId: string, isSet = true) =>
  session.act(who, "PUT", "/codings", { codeId, turnId, isSet });
const idOf = async (name: string): Promise<string> => (await read()).codes.find((each) => each.name === name)!.id;

test("C9 themes that a model found are suggestions apart, until somebody takes one over", async () => {
  const { suggestions, codes, codings } = await read();
  expect(suggestions.map(({ name, madeBy }) => [name, madeBy])).toEqual([
    ["Riding late", "model"],
    ["Walking home", "model"],
  ]);
  expect([codes, codings]).toEqual([[], []]);
});

test("C9 everybody codes for themselves, and takes back only their own", async () => {
  const made = await session.act(fay, "POST", "/codes", { name: 'Bus & "night"', description: "Says how they ride" });
  expect(made.status, made.text).toBe(201);
  expect((await session.act(finn, "POST", "/codes", { name: 'Bus & "night"' })).body.code).toBe("code-taken");
  const bus = await idOf('Bus & "night"');
  for (const who of [fay, finn]) expect((await code(who, bus, session.turnIds.pia)).status).toBe(204);
  await code(fay, bus, session.turnIds.ben);
  await code(fay, bus, session.turnIds.ben);
  await code(finn, bus, session.turnIds.ben, false);
  const { codings, coders } = await read();
  expect(codings).toHaveLength(3);
  expect(coders.map(({ name }) => name)).toEqual(["Fay", "Finn"]);
});

test("C9 a code is renamed by any facilitator, to no name that another has; what was coded by it stays", async () => {
  await session.act(fay, "POST", "/codes", { name: "Walking" });
  const walking = await idOf("Walking");
  await code(finn, walking, session.turnIds.oriel);
  const rename = (who: Person, name: string) =>
    session.act(who, "PUT", `/codes/${walking}`, { name, description: "Goes on foot" });
  expect((await rename(fay, 'Bus & "night"')).body.code).toBe("code-taken");
  expect((await rename(session.pia, "Mine")).status).toBe(403);
  const { status, body } = await rename(finn, "On foot");
  expect([status, (body as Codebook).codes.find(({ id }) => id === walking)]).toEqual([
    200,
    { id: walking, name: "On foot", description: "Goes on foot" },
  ]);
  expect((await read()).codings.filter(({ codeId }) => codeId === walking)).toHaveLength(1);
  await session.act(fay, "DELETE", `/codes/${walking}`);
  expect((await rename(fay, "Gone")).body.code).toBe("no-such-code");
});

test("C9 α compares what they gave each turn: by hand, one of three turns differs", async () => {
  const { agreement } = await read();
  // Units (1,1), (1,0), (0,0): observed 2 unlike pairs of 6 values, expected 3·3·2 of 6·5.
  for (const { alpha } of agreement) expect(alpha).toBeCloseTo(1 - (5 * 2) / 18, 10);
});

test("C9 codings leave as CSV, and the codebook as REFI-QDA that reads back", async () => {
  const csv = (await session.act(fay, "GET", "/codebook/export?format=csv")).text;
  expect(csv.trim().split("\r\n")).toHaveLength(4);
  expect(csv).toContain('"Bus & ""night""",Finn');
  const { text, headers } = await session.act(fay, "GET", "/codebook/export?format=qdc");
  expect(headers.get("content-disposition")).toContain("codebook.qdc");
  expect(text).toContain('xmlns="urn:QDA-XML:codebook:1.0"');
  const found = parseHTML(text).document.querySelector("Code")!;
  expect(found.getAttribute("name")).toBe('Bus & "night"');
  expect(found.getAttribute("guid")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test("C9 only facilitators code, only turns of the session; a turn that is gone takes its codings with it", async () => {
  const bus = await idOf('Bus & "night"');
  for (const [method, path, body] of [
    ["GET", "/codebook"],
    ["POST", "/codes", { name: "Mine" }],
    ["PUT", "/codings", { codeId: bus, turnId: session.turnIds.ben, isSet: true }],
    ["DELETE", `/codes/${bus}`],
    ["GET", "/codebook/export?format=qdc"],
  ] as const)
    expect((await session.act(session.ben, method, path, body)).status, path).toBe(403);
  expect((await code(fay, bus, "another")).body.code).toBe("no-such-code");
  await session.act(session.pia, "DELETE", "/seat");
  expect((await read()).codings.map(({ turnId }) => turnId)).toEqual([session.turnIds.ben]);
  expect((await session.act(finn, "DELETE", `/codes/${bus}`)).status).toBe(204);
  expect(await read()).toMatchObject({ codes: [], codings: [] });
});
