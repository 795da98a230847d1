/** C9 turns are coded by hand: by each for themselves, compared, exported. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { strFromU8, unzipSync } from "fflate";
import { DOMParser, parseHTML } from "linkedom";
import type { Codebook } from "../../../schema/messages/session-codebook.ts";
import type { SessionResults, SessionTurn } from "../../../schema/messages/session-results.ts";
import { findSchemaProblems } from "../../../test/exports/find-schema-problems.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { makeEndedSession, sessionHouse, type Person } from "../../../test/session/ended-session.ts";
import { writeQdaProject } from "./write-qda-project.ts";

let api: TestApi;
let fay: Person;
let finn: Person;

beforeAll(async () => {
  api = await startTestApi(sessionHouse);
  fay = await api.signIn("Fay", "facilitator");
  finn = await api.signIn("Finn", "facilitator");
});
afterAll(() => api.close());

const BUS = 'Bus & "night"';

/** A session that has ended, with one code. */
async function makeSession() {
  const session = await makeEndedSession(api, fay);
  const made = await session.act(fay, "POST", "/codes", { name: BUS, description: "Says how they ride" });
  expect(made.status, made.text).toBe(201);
  const read = async (): Promise<Codebook> => (await session.act(fay, "GET", "/codebook")).body;
  const idOf = async (name: string): Promise<string> => (await read()).codes.find((each) => each.name === name)!.id;
  const code = (who: Person, codeId: string, turnId: string, isSet = true) =>
    session.act(who, "PUT", "/codings", { codeId, turnId, isSet });
  return { ...session, read, idOf, code, bus: await idOf(BUS) };
}

/** Both gave Pia's turn the code, and Fay Ben's. */
async function makeCoded() {
  const session = await makeSession();
  const { code, bus, turnIds } = session;
  for (const who of [fay, finn]) expect((await code(who, bus, turnIds.pia)).status).toBe(204);
  await code(fay, bus, turnIds.ben);
  return session;
}

test("C9 themes that a model found are suggestions apart, until somebody takes one over", async () => {
  const session = await makeEndedSession(api, fay);
  const { suggestions, codes, codings } = (await session.act(fay, "GET", "/codebook")).body as Codebook;
  expect(suggestions.map(({ name, madeBy }) => [name, madeBy])).toEqual([
    ["Riding late", "model"],
    ["Walking home", "model"],
  ]);
  expect([codes, codings]).toEqual([[], []]);
});

test("C9 everybody codes for themselves, and takes back only their own", async () => {
  const { act, read, code, bus, turnIds } = await makeCoded();
  expect((await act(finn, "POST", "/codes", { name: BUS })).body.code).toBe("code-taken");
  await code(fay, bus, turnIds.ben);
  await code(finn, bus, turnIds.ben, false);
  const { codings, coders } = await read();
  expect(codings).toHaveLength(3);
  expect(coders.map(({ name }) => name)).toEqual(["Fay", "Finn"]);
});

test("C9 a code is renamed by any facilitator, to no name that another has; what was coded by it stays", async () => {
  const { act, read, idOf, code, pia, turnIds } = await makeSession();
  await act(fay, "POST", "/codes", { name: "Walking" });
  const walking = await idOf("Walking");
  await code(finn, walking, turnIds.oriel);
  const rename = (who: Person, name: string) =>
    act(who, "PUT", `/codes/${walking}`, { name, description: "Goes on foot" });
  expect((await rename(fay, BUS)).body.code).toBe("code-taken");
  expect((await rename(pia, "Mine")).status).toBe(403);
  const { status, body } = await rename(finn, "On foot");
  expect([status, (body as Codebook).codes.find(({ id }) => id === walking)]).toEqual([
    200,
    { id: walking, name: "On foot", description: "Goes on foot" },
  ]);
  expect((await read()).codings.filter(({ codeId }) => codeId === walking)).toHaveLength(1);
  await act(fay, "DELETE", `/codes/${walking}`);
  expect((await rename(fay, "Gone")).body.code).toBe("no-such-code");
});

test("C9 α compares what they gave each turn: by hand, one of three turns differs", async () => {
  const { agreement } = await (await makeCoded()).read();
  expect(agreement).not.toEqual([]);
  // Units (1,1), (1,0), (0,0): observed 2 unlike pairs of 6 values, expected 3·3·2 of 6·5.
  for (const { alpha } of agreement) expect(alpha).toBeCloseTo(1 - (5 * 2) / 18, 10);
});

test("C9 codings leave as CSV, and the codebook as REFI-QDA that reads back", async () => {
  const { act } = await makeCoded();
  const csv = (await act(fay, "GET", "/codebook/export?format=csv")).text;
  expect(csv.trim().split("\r\n")).toHaveLength(4);
  expect(csv).toContain('"Bus & ""night""",Finn');
  const { text, headers } = await act(fay, "GET", "/codebook/export?format=qdc");
  expect(headers.get("content-disposition")).toContain("codebook.qdc");
  expect(text).toContain('xmlns="urn:QDA-XML:codebook:1.0"');
  const found = parseHTML(text).document.querySelector("Code")!;
  expect(found.getAttribute("name")).toBe(BUS);
  expect(found.getAttribute("guid")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test("C9 codings leave with the transcript as a REFI-QDA project that its schema accepts, each at its words, by its coder", async () => {
  const { act, read } = await makeCoded();
  const { headers, bytes, status, text: why } = await act(fay, "GET", "/codebook/export?format=qdpx");
  expect(status, why).toBe(200);
  expect(headers.get("content-disposition")).toContain("codings.qdpx");
  const files = unzipSync(bytes);
  const xml = strFromU8(files["project.qde"]!);
  expect(findSchemaProblems(xml, "refi-qda-project.xsd")).toEqual([]);
  const document = new DOMParser().parseFromString(xml, "text/xml");
  const all = (name: string, within: Pick<ParentNode, "querySelectorAll"> = document) => [
    ...within.querySelectorAll(name),
  ];
  const [source] = all("TextSource");
  const path = source!.getAttribute("plainTextPath")!.replace("internal://", "sources/");
  const text = [...strFromU8(files[path]!)];
  const { codings, codes, coders } = await read();
  const found = all("PlainTextSelection").flatMap((selection) => {
    const [from, to] = ["startPosition", "endPosition"].map((name) => Number(selection.getAttribute(name)));
    return all("Coding", selection).map((coding) => {
      const target = all("CodeRef", coding)[0]!.getAttribute("targetGUID");
      // The reader leaves this entity as it is in XML.
      const named = (name: string, guid: string | null) =>
        all(name)
          .find((one) => one.getAttribute("guid") === guid)!
          .getAttribute("name")!
          .replaceAll("&amp;", "&");
      return [text.slice(from, to).join(""), named("Code", target), named("User", coding.getAttribute("creatingUser"))];
    });
  });
  const { turns } = (await act(fay, "GET", "/results")).body as SessionResults;
  expect(found.toSorted()).toEqual(
    codings
      .map(({ turnId, codeId, coderId }) => [
        turns.find(({ id }) => id === turnId)!.text,
        codes.find(({ id }) => id === codeId)!.name,
        coders.find(({ id }) => id === coderId)!.name,
      ])
      .toSorted(),
  );
});

test("C9 a REFI-QDA project of nothing coded, of emoji, of line ends and of hostile names is still one", () => {
  const said = (id: string, speakerName: string, text: string) => ({ id, speakerName, text }) as SessionTurn;
  const turns = [said("1", 'Fay <&"\u0001', "👩‍👩‍👧 one\r\ntwo"), said("2", "Ben", "naïve")];
  const write = (codebook: Pick<Codebook, "codes" | "codings" | "coders">) =>
    unzipSync(writeQdaProject({ session: { id: "s", title: "<b>&\u0002" }, codebook, turns }));
  const none = strFromU8(write({ codes: [], codings: [], coders: [] })["project.qde"]!);
  expect(findSchemaProblems(none, "refi-qda-project.xsd")).toEqual([]);
  for (const [from, to] of [
    ["guid=", "id="],
    ["<Sources>", "<Cases/><Sources>"],
    [/guid="./g, 'guid="z'],
  ] as const)
    expect(findSchemaProblems(none.replace(from, to), "refi-qda-project.xsd")).not.toEqual([]);
  const files = write({
    codes: [{ id: "c", name: "<Code>", description: "" }],
    codings: [{ codeId: "c", turnId: "2", coderId: "f" }],
    coders: [{ id: "f", name: "Fay" }],
  });
  const xml = strFromU8(files["project.qde"]!);
  expect(findSchemaProblems(xml, "refi-qda-project.xsd")).toEqual([]);
  const [, from, to] = /startPosition="(\d+)" endPosition="(\d+)"/.exec(xml)!;
  const text = strFromU8(Object.entries(files).find(([path]) => path.startsWith("sources/"))![1]);
  expect([...text].slice(Number(from), Number(to)).join("")).toBe("naïve");
});

test("C9 only facilitators code, only turns of the session; a turn that is gone takes its codings with it", async () => {
  const { act, read, code, bus, turnIds, pia, ben } = await makeCoded();
  for (const [method, path, body] of [
    ["GET", "/codebook"],
    ["POST", "/codes", { name: "Mine" }],
    ["PUT", "/codings", { codeId: bus, turnId: turnIds.ben, isSet: true }],
    ["DELETE", `/codes/${bus}`],
    ["GET", "/codebook/export?format=qdc"],
    ["GET", "/codebook/export?format=qdpx"],
  ] as const)
    expect((await act(ben, method, path, body)).status, path).toBe(403);
  expect((await code(fay, bus, "another")).body.code).toBe("no-such-code");
  await act(pia, "DELETE", "/seat");
  expect((await read()).codings.map(({ turnId }) => turnId)).toEqual([turnIds.ben]);
  expect((await act(finn, "DELETE", `/codes/${bus}`)).status).toBe(204);
  expect(await read()).toMatchObject({ codes: [], codings: [] });
});
