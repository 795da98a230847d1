import { afterAll, beforeAll, expect, test } from "vitest";
import { randomBytes } from "node:crypto";
import type { Session } from "../../../schema/messages/session.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { openChangeBus } from "../../changes/open-change-bus.adapter.ts";
import { newId } from "../../database/new-id.adapter.ts";
import { createPersonaStore } from "../../persona/persona.store.ts";
import { personaRoutes } from "../../persona/persona.route.ts";
import { createPersonas } from "../../persona/personas.ts";
import { PROJECT_FOLDER } from "../../run-process.process.ts";
import { seedBackstories } from "../../survey/backstory/authored-backstories.process.ts";
import { createBackstoryPool } from "../../survey/backstory/backstory-pool.store.ts";
import { createBackChannelStore } from "../back-channel.store.ts";
import { createInvitationStore } from "../invitations.store.ts";
import { createSeatStore } from "../seats.store.ts";
import { createSessionActs } from "../session-acts.store.ts";
import { createSessionBudgets } from "../session-budget.store.ts";
import { sessionRoutes } from "../session.route.ts";
import { createSessionStore } from "../session.store.ts";
import { createSessions } from "../sessions.ts";
import { sessionPanelRoutes } from "./panel.route.ts";
import { createPanelStore } from "./panel.store.ts";
import { createSessionPanel } from "./session-panel.ts";

let api: TestApi;
let fay: { token: string; userId: string };
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  api = await startTestApi(async (database, _accounts, url) => {
    const pool = createBackstoryPool(database);
    await seedBackstories(pool, `${PROJECT_FOLDER}/backstories`, ["default"]);
    const changes = await openChangeBus(url, () => undefined);
    closing.push(() => changes.close());
    const isPlace = (placeId: string) => placeId === "plaza";
    const store = createPersonaStore(database, () => undefined);
    const personas = createPersonas({ store, changes, newId, now: () => new Date(), isPlace });
    const sessions = createSessions({
      store: createSessionStore(database),
      acts: createSessionActs(database),
      budgets: createSessionBudgets(database),
      invitations: createInvitationStore(database),
      backChannel: createBackChannelStore(database),
      seats: createSeatStore(database),
      isPlace,
      makeToken: () => randomBytes(24).toString("base64url"),
    });
    const panel = createSessionPanel({ sessions, panels: createPanelStore(database), pool });
    return [...sessionRoutes(sessions), ...sessionPanelRoutes(panel), ...personaRoutes(personas, [])];
  });
  fay = await api.signIn("Fay", "facilitator");
  const em = api.database.em();
  await em.execute(
    `insert into targets (id, workspace_id, owner_id, name, definition) values
       ('drivers', 'default', ?, 'People on the bus', '{"kind": "people"}'), ('empty', 'default', ?, 'Nobody yet', '{"kind": "people"}')`,
    [fay.userId, fay.userId],
  );
  await em.execute(
    `insert into target_matches (id, target_id, workspace_id, owner_id, wish, definition, pairs)
     select 'match', 'drivers', 'default', ?, '{}', '{"kind": "people"}', jsonb_agg(jsonb_build_object(
       'backstoryId', b.id, 'weight', 1, 'rakingWeight', 1, 'wanted', '{"income": ["20-30k"]}'::jsonb))
     from (select id from backstories order by id limit 3) b`,
    [fay.userId],
  );
});
afterAll(async () => {
  for (const close of closing) await close();
  await api.close();
});

const plan = async (): Promise<Session> =>
  (
    await api.call("POST", "/api/sessions", {
      token: fay.token,
      body: { template: "focus-group", placeId: "plaza", language: "en" },
    })
  ).body;
const standUp = ({ id, version }: Session, size: number, targetId = "drivers", token = fay.token) =>
  api.call("POST", `/api/sessions/${id}/panel`, {
    token,
    body: { from: { kind: "target", id: targetId }, size, version },
  });
const personaOf = async (id: string) => (await api.call("GET", `/api/personas/${id}`, { token: fay.token })).body;

test("S8 respondents of a target's panel stand up as personas of the session, with their interview as backstory, labelled as simulated", async () => {
  const session = await plan();
  const stood = await standUp(session, 2);
  expect(stood.status, stood.text).toBe(200);
  expect(stood.body).toMatchObject({ version: session.version + 1 });
  const personas = await Promise.all(stood.body.plan.personaIds.map(personaOf));
  expect(personas).toHaveLength(2);
  for (const persona of personas) {
    expect(persona).toMatchObject({ ownerId: fay.userId, credit: "Simulated respondent, People on the bus" });
    expect(persona.backstory.length).toBeGreaterThan(1_000);
    expect(persona.demographics.more).toHaveProperty("Age");
  }
  const again = await standUp(stood.body, 3);
  expect(again.body.plan.personaIds).toHaveLength(3);
  expect(await standUp(again.body, 1)).toMatchObject({ status: 409, body: { code: "nobody-left-to-stand-up" } });
});

test("S8 of two who press at once one has them stand up, and the other makes nobody", async () => {
  const session = await plan();
  const count = async () =>
    (await api.database.em().execute<[{ count: number }]>("select count(*)::int as count from personas"))[0].count;
  const before = await count();
  const answers = await Promise.all([standUp(session, 2), standUp(session, 2)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(await count()).toBe(before + 2);
});

test("S8 nobody stands up of a target without a finished panel, nor beyond the seats of a session, nor for a guest", async () => {
  const session = await plan();
  expect(await standUp(session, 1, "empty")).toMatchObject({ status: 404, body: { code: "no-finished-panel" } });
  expect((await standUp(session, 13)).status).toBe(400);
  const gus = await api.signIn("Gus");
  expect((await standUp(session, 1, "drivers", gus.token)).status).toBe(403);
});

test("S8 those who were asked in a completed run stand up; of one in progress nobody does", async () => {
  const em = api.database.em();
  const session = await plan();
  const [{ id: backstoryId }] = await em.execute<[{ id: string }]>("select id from backstories limit 1");
  await em.execute(
    `insert into runs (id, workspace_id, owner_id, name, survey_id, survey_version, survey_name, survey, target_id,
       target_version, target_name, target, settings) values ('run', 'default', ?, 'Wave one', 's', 1, 'S', '{}', 'drivers', 1, 'D', '{}', '{}')`,
    [fay.userId],
  );
  await em.execute(
    `insert into run_respondents (run_id, ordinal, workspace_id, owner_id, backstory_id, weight, raking_weight, traits, arms, seed)
     values ('run', 0, 'default', ?, ?, 1, 1, '{"gender": ["woman"]}', '{}', 1)`,
    [fay.userId, backstoryId],
  );
  const ask = () =>
    api.call("POST", `/api/sessions/${session.id}/panel`, {
      token: fay.token,
      body: { from: { kind: "run", id: "run" }, size: 4, version: session.version },
    });
  expect((await ask()).status).toBe(404);
  await em.execute("update runs set status = 'COMPLETED', ended_at = now() where id = 'run'");
  const stood = await ask();
  expect(stood.status, stood.text).toBe(200);
  expect(await personaOf(stood.body.plan.personaIds[0])).toMatchObject({
    credit: "Simulated respondent, Wave one",
  });
});
