/** C9 whoever withdraws disappears, also after the end: from every table, and from all that is made of them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Outcome } from "../../schema/messages/outcome.ts";
import type { SessionPerson } from "../../schema/messages/session-seat.ts";
import type { RecordEntry } from "../../schema/messages/session.ts";
import type { SessionResults } from "../../schema/messages/session-results.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import {
  makeEndedSession,
  SAID,
  sessionHouse,
  type EndedSession,
  type Person,
} from "../../test/session/ended-session.ts";
import { findInTables } from "../../test/session/find-in-tables.ts";

let api: TestApi;
let fay: Person;
let session: EndedSession;

/** Sentence, reflection on it, and a reflection on Ben that names Pia. */
async function remember({ id, circleId, oriel, pia, ben, turnIds, run }: EndedSession): Promise<void> {
  const add = (key: string, text: string, about: Person, turnId: string | null, sources: string[]) =>
    run(
      `insert into memories (id, workspace_id, persona_id, kind, text, about_user_id, owner_id, circle_id, turn_id, source_ids, importance, witnesses)
       values (?, 'default', ?, ?, ?, ?, ?, ?, ?, ?, 0.5, ?)`,
      [
        `${key}-${id}`,
        oriel,
        sources.length > 0 ? "reflection" : "witnessed",
        text,
        about.userId,
        about.userId,
        circleId,
        turnId,
        `{${sources.join(",")}}`,
        `{${ben.userId}}`,
      ],
    );
  await add("said", `Pia said: ${SAID.pia}`, pia, turnIds.pia, []);
  await add("reflected", "They live far out.", pia, null, [`said-${id}`]);
  await add("about-ben", "Ben agrees with Pia", ben, null, []);
  await add("bens", `Ben said: ${SAID.ben}`, ben, turnIds.ben, []);
}

beforeAll(async () => {
  api = await startTestApi(sessionHouse);
  fay = await api.signIn("Fay", "facilitator");
  session = await makeEndedSession(api, fay);
  await remember(session);
  await session.run(
    `insert into reactions (turn_id, user_id, emoji, workspace_id, circle_id) values (?, ?, '👍', 'default', ?)`,
    [session.turnIds.ben, session.pia.userId, session.circleId],
  );
  await session.act(fay, "POST", "/back-channel", { text: "Ask Pia again" });
  expect(await findInTables(api.databaseUrl, "night bus number nineteen")).not.toEqual([]);
  expect((await session.act(session.pia, "DELETE", "/seat")).status).toBe(204);
});
afterAll(() => api.close());

test("C9 no table has what they said or their name, but for their account; nor what a persona repeated of it", async () => {
  expect(await findInTables(api.databaseUrl, "night bus number nineteen")).toEqual([]);
  expect(await findInTables(api.databaseUrl, "Pia")).toEqual(["users"]);
  const left = await session.run("select text from turns where circle_id = ? order by position", [session.circleId]);
  expect((left as { text: string }[]).map(({ text }) => text)).toEqual([SAID.ben, "[…], you […]; I would rather wait"]);
});

test("C9 M4 what was remembered of them, and concluded from it, is gone; what others said is not", async () => {
  const memories = (await session.run("select id from memories where circle_id = ?", [session.circleId])) as {
    id: string;
  }[];
  expect(memories.map(({ id }) => id)).toEqual([`bens-${session.id}`]);
});

test("C9 report, data, outcome and record are without them; the report says that one withdrew", async () => {
  const read = async (path: string) => (await session.act(fay, "GET", path)).text;
  const conversation = `/api/conversations/${session.circleId}`;
  const exports = await Promise.all(
    ["", "/export?format=md", "/export?format=csv", "/export?format=html", "/export?format=json"].map(
      async (path) => (await api.call("GET", conversation + path, { token: fay.token })).text,
    ),
  );
  const all = [
    ...(await Promise.all(["/results", "/report", "/export", "/record", "/people", "/back-channel"].map(read))),
    ...exports,
  ];
  for (const text of all) expect(text).not.toMatch(/\bPia\b|night bus number/);
  expect(await read("/report")).toContain("1 withdrew. Nothing they said is in here.");
  const results = JSON.parse(await read("/results")) as SessionResults;
  expect(results.people).toMatchObject({ participant: 1, withdrawn: 1 });
  expect(results.outcomes.flatMap(({ items }: Outcome) => items.map(({ content }) => content.text))).toEqual([
    "Walking home",
  ]);
  expect(results.pins.map(({ speakerName }) => speakerName)).toEqual(["Ben"]);
  const { items } = JSON.parse(await read("/record")) as { items: RecordEntry[] };
  expect(items.filter(({ action }) => action === "withdrew").map(({ actorName }) => actorName)).toEqual([""]);
  const people = (JSON.parse(await read("/people")) as { items: SessionPerson[] }).items;
  expect(people.find(({ status }) => status === "withdrawn")?.name).toBe("");
});

test("C9 they no longer read the session, and nobody else withdraws them", async () => {
  const conversation = `/api/conversations/${session.circleId}`;
  expect((await api.call("GET", conversation, { token: session.pia.token })).status).toBe(404);
  expect((await api.call("GET", conversation, { token: session.ben.token })).status).toBe(200);
  const nosy = await api.signIn("Nosy");
  expect((await session.act(nosy, "DELETE", "/seat")).status).toBe(404);
});
