/** C9 whoever withdraws disappears, also after the end: from every table, and from all that is made of them. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
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
import { branchConversation } from "../conversation/branch.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { createSessionHosting } from "./session-hosting.store.ts";

let api: TestApi;
let fay: Person;

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
});
afterAll(() => api.close());

/** In a database of its own, as all tables are searched for what a name and a sentence left. */
describe("in all tables and on all pages, once somebody has withdrawn", () => {
  let house: TestApi;
  let host: Person;
  let session: EndedSession;
  beforeAll(async () => {
    house = await startTestApi(sessionHouse);
    host = await house.signIn("Fay", "facilitator");
    session = await makeEndedSession(house, host);
    await remember(session);
    await session.run(
      `insert into reactions (turn_id, user_id, emoji, workspace_id, circle_id) values (?, ?, '👍', 'default', ?)`,
      [session.turnIds.ben, session.pia.userId, session.circleId],
    );
    await session.act(host, "POST", "/back-channel", { text: "Ask Pia again" });
    expect(await findInTables(house.databaseUrl, "night bus number nineteen")).not.toEqual([]);
    expect((await session.act(session.pia, "DELETE", "/seat")).status).toBe(204);
  });
  afterAll(() => house.close());

  test("C9 no table has what they said or their name, but for their account; nor what a persona repeated of it", async () => {
    expect(await findInTables(house.databaseUrl, "night bus number nineteen")).toEqual([]);
    expect(await findInTables(house.databaseUrl, "Pia")).toEqual(["users"]);
    const left = await session.run("select text from turns where circle_id = ? order by position", [session.circleId]);
    expect((left as { text: string }[]).map(({ text }) => text)).toEqual([
      SAID.ben,
      "[…], you […]; I would rather wait",
    ]);
  });

  test("C9 M4 what was remembered of them, and concluded from it, is gone; what others said is not", async () => {
    const memories = (await session.run("select id from memories where circle_id = ?", [session.circleId])) as {
      id: string;
    }[];
    expect(memories.map(({ id }) => id)).toEqual([`bens-${session.id}`]);
  });

  test("C9 report, data, outcome and record are without them; the report says that one withdrew", async () => {
    const read = async (path: string) => (await session.act(host, "GET", path)).text;
    const conversation = `/api/conversations/${session.circleId}`;
    const exports = await Promise.all(
      ["", "/export?format=md", "/export?format=csv", "/export?format=html", "/export?format=json"].map(
        async (path) => (await house.call("GET", conversation + path, { token: host.token })).text,
      ),
    );
    const all = [
      ...(await Promise.all(["/results", "/report", "/export", "/record", "/people", "/back-channel"].map(read))),
      ...exports,
    ];
    for (const text of all) expect(text).not.toMatch(/\bPia\b|night bus number/);
    const report = await read("/report");
    // A persona's turn that repeats single words of theirs stays, which the report does not deny.
    expect(report).toContain("[…], you […]; I would rather wait");
    expect(report).toContain("1 withdrew. Their turns, answers and votes are gone");
    expect(report).toContain("single words of theirs may be in it");
    expect(report).not.toContain("Nothing they said");
    const results = JSON.parse(await read("/results")) as SessionResults;
    expect(results.people).toMatchObject({ participant: 1, withdrawn: 1 });
    expect(results.outcomes.flatMap(({ items }: Outcome) => items.map(({ content }) => content.text))).toEqual([
      "Walking home",
    ]);
    expect(results.pins.map(({ speakerName }) => speakerName)).toEqual(["Participant 2"]);
    const { items } = JSON.parse(await read("/record")) as { items: RecordEntry[] };
    expect(items.filter(({ action }) => action === "withdrew").map(({ actorName }) => actorName)).toEqual([""]);
    const people = (JSON.parse(await read("/people")) as { items: SessionPerson[] }).items;
    expect(people.find(({ status }) => status === "withdrawn")?.name).toBe("");
  });

  test("C9 they no longer read the session, and nobody else withdraws them", async () => {
    const conversation = `/api/conversations/${session.circleId}`;
    expect((await house.call("GET", conversation, { token: session.pia.token })).status).toBe(404);
    expect((await house.call("GET", conversation, { token: session.ben.token })).status).toBe(200);
    const nosy = await house.signIn("Nosy");
    expect((await session.act(nosy, "DELETE", "/seat")).status).toBe(404);
  });
});

type Speaker = { userId: string; name: string };

async function say(run: EndedSession["run"], circleId: string, { userId, name }: Speaker, text: string): Promise<void> {
  await run(
    `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
       witnesses, started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
     select ?, 'default', ?, ?, max(position) + 1, ?, ?, 'person', ?, 'finished', '{}', clock_timestamp(), clock_timestamp(), 0, 0, 0, ''
     from turns where circle_id = ?`,
    [newId(), userId, circleId, userId, name, text, circleId],
  );
}

const textsOf = async ({ run }: EndedSession, circleId: string) =>
  ((await run("select text from turns where circle_id = ? order by position", [circleId])) as { text: string }[]).map(
    ({ text }) => text,
  );

const LEFT = [SAID.ben, "[…], you […]; I would rather wait"];

test("C9 quoting others, or another name since, destroys no words of theirs", async () => {
  const made = await makeEndedSession(api, fay);
  const { id, circleId, pia, run, act } = made;
  await say(run, circleId, { ...pia, name: "Pia" }, `${SAID.ben}, says Ben`);
  await run("update users set name = 'walk' where id = ?", [pia.userId]);
  await act(pia, "DELETE", "/seat");
  expect(await textsOf(made, circleId)).toEqual(LEFT);
  expect(await run("select id from outcome_items where circle_id = ?", [circleId])).toEqual([{ id: `walking-${id}` }]);
});

test("C9 C8 what they said goes from branches too, and what was made of it there; what they say there later stays", async () => {
  const made = await makeEndedSession(api, fay);
  const { id, circleId, pia, ben, oriel, turnIds, run, act } = made;
  const scope = principalOf("default", ben.userId);
  const [branch, twig] = [newId(), newId()];
  const sources = { [branch]: [circleId, turnIds.oriel], [twig]: [branch, `${turnIds.oriel}~${branch}`] } as const;
  for (const [copy, [from, turnId]] of Object.entries(sources)) {
    expect(
      await branchConversation(api.database, scope, { id: copy, circleId: from!, turnId: turnId! }),
    ).not.toBeNull();
    await run(
      `insert into memories (id, workspace_id, persona_id, kind, text, owner_id, circle_id, source_ids, importance, witnesses)
       values (?, 'default', ?, 'witnessed', ?, ?, ?, '{}', 0.5, '{}')`,
      [`of-${copy}`, oriel, SAID.pia, ben.userId, copy],
    );
  }
  await run(
    "insert into outcomes (circle_id, kind, workspace_id, covered_position) values (?, 'focus-group', 'default', 3)",
    [branch],
  );
  await run(
    `insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, witnesses, made_by)
     values (?, ?, 'focus-group', 'default', ?, '{}', '{}', 'model')`,
    [`copied-${id}`, branch, JSON.stringify({ type: "theme", text: SAID.pia, quotations: [] })],
  );
  await say(run, branch, { ...pia, name: "Pia" }, "Hello again");
  await act(pia, "DELETE", "/seat");
  expect(await textsOf(made, branch)).toEqual([...LEFT, "Hello again"]);
  expect(await textsOf(made, twig)).toEqual(LEFT);
  expect(await run("select id from memories where circle_id in (?, ?)", [branch, twig])).toEqual([]);
  expect(await run("select id from outcome_items where circle_id = ?", [branch])).toEqual([]);
});

test("C9 a question of theirs from the gallery, and an open answer, are struck where others said them", async () => {
  const made = await makeEndedSession(api, fay);
  const { id, circleId, pia, run, act } = made;
  await run(
    `insert into gallery_questions (id, circle_id, workspace_id, asker_id, asker_name, text, state)
     values (?, ?, 'default', ?, 'Pia', 'Could trams run through the night', 'taken')`,
    [`asked-${id}`, circleId, pia.userId],
  );
  await run(
    `insert into session_probes (id, session_id, workspace_id, owner_id, series_id, round, question, persona_ids, seed)
     values (?, ?, 'default', ?, ?, 1, '{"kind":"open","title":"Why"}', '{}', 1)`,
    [`probe-${id}`, id, fay.userId, `series-${id}`],
  );
  await run(
    `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer)
     values (?, ?, ?, 'default', 'person', 'Pia', 'answered', '"My mother drives one herself"')`,
    [`probe-${id}`, pia.userId, id],
  );
  await say(run, circleId, { ...fay, name: "Fay" }, "Asked: could trams run through the night?");
  await say(run, circleId, { ...fay, name: "Fay" }, "Written: my mother drives one herself.");
  await act(pia, "DELETE", "/seat");
  expect(await textsOf(made, circleId)).toEqual([...LEFT, "Asked: […]?", "Written: […]."]);
});

test("C9 their name is struck from the names of codes, which stay apart", async () => {
  const { id, pia, run, act } = await makeEndedSession(api, fay);
  const names = { [`${id}-1111`]: "Pia on buses", [`${id}-2222`]: "[…] on buses" };
  for (const [codeId, name] of Object.entries(names))
    await run(
      "insert into session_codes (id, session_id, workspace_id, owner_id, name) values (?, ?, 'default', ?, ?)",
      [codeId, id, fay.userId, name],
    );
  await act(pia, "DELETE", "/seat");
  expect(await run("select name from session_codes where session_id = ? order by id", [id])).toEqual([
    { name: "[…] on buses 1111" },
    { name: "[…] on buses" },
  ]);
});

test("C9 who was sent out withdraws what they said, once, and stays sent out", async () => {
  const made = await makeEndedSession(api, fay);
  const { id, circleId, pia, run, act } = made;
  await run("update session_people set status = 'dismissed' where session_id = ? and user_id = ?", [id, pia.userId]);
  for (const _ of ["once", "again"]) expect((await act(pia, "DELETE", "/seat")).status).toBe(204);
  expect(await textsOf(made, circleId)).toEqual(LEFT);
  const withdrew = "select action from session_records where session_id = ? and action = 'withdrew'";
  expect(await run(withdrew, [id])).toHaveLength(1);
  const people = (await act(fay, "GET", "/people")).body.items as SessionPerson[];
  expect(people.find(({ userId }) => userId === pia.userId)).toMatchObject({ status: "dismissed", name: "" });
  // So that the server that has its circle forgets them as well.
  const hosted = await createSessionHosting(api.database).read(id);
  expect(hosted?.people.find(({ userId }) => userId === pia.userId)?.status).toBe("withdrawn");
});

test.each([
  ["sessions", "id = :session", "session_people", "session_id = :session"],
  ["outcomes", "circle_id = :circle", "outcome_items", "circle_id = :circle"],
])("C9 withdrawing waits for %s before it holds what others lock next", async (first, which, next, whichNext) => {
  const { id, circleId, pia, act } = await makeEndedSession(api, fay);
  const only = (where: string) => where.replace(":session", `'${id}'`).replace(":circle", `'${circleId}'`);
  const withdrawing = await api.database.em().transactional(async (em) => {
    await em.execute(`select from ${first} where ${only(which)} for no key update`);
    const started = act(pia, "DELETE", "/seat");
    await vi.waitFor(async () => {
      const waiting =
        "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      expect(await api.database.em().execute(waiting)).toHaveLength(1);
    });
    await em.execute(`select from ${next} where ${only(whichNext)} for update nowait`);
    return { started };
  });
  expect((await withdrawing.started).status).toBe(204);
});

test("C9 C8 with them go the former wordings of what they said, and what others said in those words", async () => {
  const made = await makeEndedSession(api, fay);
  const { circleId, pia, ben, turnIds, run, act } = made;
  const editTurn = (who: Person, turnId: string, text: string, edits = 0) =>
    api.call("PUT", `/api/conversations/${circleId}/turns/${turnId}/text`, {
      token: who.token,
      body: { text, edits },
    });
  expect((await editTurn(ben, turnIds.ben, `${SAID.ben}, and Pia takes the night bus number nineteen`)).status).toBe(
    204,
  );
  expect((await editTurn(ben, turnIds.ben, SAID.ben, 1)).status).toBe(204);
  expect((await editTurn(pia, turnIds.pia, "I would rather not say")).status).toBe(204);
  await act(pia, "DELETE", "/seat");
  expect(await textsOf(made, circleId)).toEqual(LEFT);
  const kept = await run("select by_name, text from turn_wordings where circle_id = ? order by number", [circleId]);
  expect(kept).toMatchObject([
    { by_name: "Ben", text: SAID.ben },
    { by_name: "Ben" },
    { by_name: "Ben", text: SAID.ben },
  ]);
  expect(JSON.stringify(kept)).not.toMatch(/Pia|night bus number/);
});
