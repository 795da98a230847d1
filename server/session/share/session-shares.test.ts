/** C9 a link that shows what a session left: to whoever has it, as the consent forms say, until it is withdrawn or expires. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { shareOf } from "../../../engine/scope/scope.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { makeEndedSession, sessionHouse, type EndedSession, type Person } from "../../../test/session/ended-session.ts";
import { secretHash } from "../../account/secret-hash.ts";

let api: TestApi;
let fay: Person;

beforeAll(async () => {
  api = await startTestApi(sessionHouse);
  fay = await api.signIn("Fay", "facilitator");
});
afterAll(() => api.close());

/** Everybody in it agreed that it may be shown. */
const makeShareable = () => makeEndedSession(api, fay, { mayShare: true });
const share = async (of: EndedSession, days = 7) => (await of.act(fay, "POST", "/shares", { days })).body;
const open = (token: string) => api.call("POST", "/api/shared-sessions", { body: { token } });
const scopeOf = (token: string) => shareOf(secretHash(token).toString("base64url"));
const rowsSeenBy = (token: string, table: string, where = "true") =>
  api.database.inScope(scopeOf(token), (em) => em.execute<object[]>(`select 1 from ${table} where ${where}`));

test("C9 whoever has the link reads the report without an account, and no costs", async () => {
  const session = await makeShareable();
  const { token } = await share(session);
  const { status, text } = await open(token);
  expect(status, text).toBe(200);
  for (const part of ["Riding late", "Walking home", "the night bus number nineteen"]) expect(text).toContain(part);
  expect(text).not.toMatch(/<h2>Costs|0\.7 ¢/);
  expect((await session.act(fay, "GET", "/shares")).text).not.toContain(token);
});

test("C9 a private session is shown only where everybody whose words are in it agreed that it may be", async () => {
  const kept = await makeEndedSession(api, fay);
  expect((await kept.act(fay, "POST", "/shares", { days: 7 })).body.code).toBe("session-not-shareable");
  const session = await makeShareable();
  const { token } = await share(session);
  const dropConsent = `update session_consents set may_share = ? where session_id = ? and user_id = ?`;
  await session.run(dropConsent, [false, session.id, session.ben.userId]);
  expect((await open(token)).status).toBe(404);
  expect((await session.act(fay, "GET", "/shares")).body.mayShare).toBe(false);
  await session.run(dropConsent, [true, session.id, session.ben.userId]);
  expect((await open(token)).status).toBe(200);
});

const ANSWERS = "session_probe_answers";

test("C9 a link to an open session, which nobody had to agree to, shows what everybody heard, and no answers to questions", async () => {
  const asked = async (of: EndedSession) => {
    await of.run(
      `insert into session_probes (id, session_id, workspace_id, owner_id, series_id, round, question, persona_ids, seed)
       values (?, ?, 'default', ?, ?, 1, '{"kind": "open", "title": "In confidence?", "introduction": [], "options": [], "isOrdinal": false, "min": null, "max": null}', '{}', 1)`,
      [`q-${of.id}`, of.id, fay.userId, `q-${of.id}`],
    );
    await of.run(
      `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer)
       values (?, ?, ?, 'default', 'person', 'Pia', 'answered', '"My boss must not know"')`,
      [`q-${of.id}`, of.pia.userId, of.id],
    );
    const { token } = await share(of);
    const rows = (await rowsSeenBy(token, "session_probes")).length + (await rowsSeenBy(token, ANSWERS)).length;
    return { token, rows, text: (await open(token)).text };
  };
  const inOpen = await asked(await makeEndedSession(api, fay, { isOpen: true }));
  expect(inOpen.text).toContain("night bus number nineteen");
  expect(inOpen.text).not.toContain("My boss must not know");
  expect(inOpen.rows).toBe(0);
  const agreed = await makeShareable();
  const { token, rows, text } = await asked(agreed);
  expect(text).toContain("My boss must not know");
  expect(rows).toBe(2);
  // Declining to answer asks for nobody's consent, so that it is shown of those only who gave it.
  await agreed.run(
    `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict)
     values (?, 'ida', ?, 'default', 'person', 'Ida', 'refused')`,
    [`q-${agreed.id}`, agreed.id],
  );
  expect((await open(token)).status).toBe(200);
  expect(await rowsSeenBy(token, ANSWERS)).toHaveLength(1);
});

test("C9 C10 a spectator whose question was taken onto the stage is asked too: without their consent nothing is shown", async () => {
  const session = await makeShareable();
  const { token } = await share(session);
  const olaf = await api.signIn("Olaf");
  await session.run(
    `insert into session_people (session_id, user_id, workspace_id, role, status) values (?, ?, 'default', 'spectator', 'admitted')`,
    [session.id, olaf.userId],
  );
  const asked = (state: string) =>
    session.run(
      `insert into gallery_questions (id, circle_id, workspace_id, asker_id, asker_name, text, state)
       values (?, ?, 'default', ?, 'Olaf', 'Who pays for it', ?)`,
      [state, session.circleId, olaf.userId, state],
    );
  await asked("dismissed");
  expect((await open(token)).status).toBe(200);
  await asked("taken");
  expect((await open(token)).status).toBe(404);
  await session.run(
    `insert into session_consents (session_id, user_id, workspace_id, version, text, may_share)
     values (?, ?, 'default', 1, '', true)`,
    [session.id, olaf.userId],
  );
  expect((await open(token)).status).toBe(200);
});

test("C9 it shows nothing once it is withdrawn or has expired; the database keeps no token", async () => {
  const session = await makeShareable();
  const [one, other] = [await share(session), await share(session)];
  expect((await session.act(fay, "DELETE", `/shares/${one.id}`)).status).toBe(204);
  expect((await open(one.token)).body.code).toBe("session-share-over");
  expect((await open(other.token)).status).toBe(200);
  await session.run("update session_shares set expires_at = now() where id = ?", [other.id]);
  expect((await open(other.token)).status).toBe(404);
  const [row] = (await session.run("select t::text as text from session_shares t where id = ?", [one.id])) as {
    text: string;
  }[];
  expect(row!.text).not.toContain(one.token);
});

test("C9 only facilitators make, list and withdraw links, of sessions that have ended", async () => {
  const session = await makeShareable();
  const { id } = await share(session);
  for (const [method, path, body] of [
    ["GET", "/shares"],
    ["POST", "/shares", { days: 1 }],
    ["DELETE", `/shares/${id}`],
  ] as const)
    expect((await session.act(session.pia, method, path, body)).status, method).toBe(403);
  const { body: planned } = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { template: "debate", placeId: "plaza", language: "en" },
  });
  const early = await api.call("POST", `/api/sessions/${planned.id}/shares`, { token: fay.token, body: { days: 1 } });
  expect(early.body.code).toBe("session-not-ended");
  const acts = (await session.act(fay, "GET", "/record")).body.items as { action: string }[];
  expect(acts.some(({ action }) => action === "shared")).toBe(true);
});

test("A2 C9 under its own actor a link reads its session and nothing else, and writes nothing", async () => {
  const session = await makeShareable();
  const { token } = await share(session);
  expect(await rowsSeenBy(token, "sessions")).toHaveLength(1);
  expect(await rowsSeenBy(token, "turns")).toHaveLength(3);
  expect(await rowsSeenBy(token, "session_records", "action not in ('pinned', 'section-changed')")).toEqual([]);
  const closed = ["users", "personas", "memories", "memberships", "ledger", "budgets", "session_invitations"];
  for (const table of [...closed, "session_notes", "session_consents", "session_shares", "surveys"])
    expect(await rowsSeenBy(token, table), table).toEqual([]);
  const write = (statement: string) => api.database.inScope(scopeOf(token), (em) => em.execute<object[]>(statement));
  for (const statement of [
    "update sessions set section = 9 returning id",
    "update outcome_items set version = 9 returning id",
    "update turns set text = 'no' returning id",
  ])
    expect(await write(statement).catch(() => []), statement).toEqual([]);
  await expect(
    write(`insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, made_by)
      values ('x', '${session.circleId}', 'focus-group', 'default', '{}', '{}', 'person')`),
  ).rejects.toThrow(/policy/);
  for (const wrong of ["", "guess", `${token}x`]) expect(await rowsSeenBy(wrong, "turns"), wrong).toEqual([]);
});

test("C9 what somebody said who withdraws is not in it either", async () => {
  const session = await makeShareable();
  const { token } = await share(session);
  await session.act(session.pia, "DELETE", "/seat");
  const { text } = await open(token);
  expect(text).not.toMatch(/\bPia\b|night bus number/);
  expect(text).toContain("Walking home");
});

test("C9 a form that begins to allow showing, or to show names, is another version, to be agreed to again", async () => {
  const { body: made } = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { template: "debate", placeId: "plaza", language: "en" },
  });
  expect(made.plan).toMatchObject({ mayShare: false, showsNames: false });
  const plan = { ...made.plan, mayShare: true };
  const changed = await api.call("PUT", `/api/sessions/${made.id}`, { token: fay.token, body: { version: 1, plan } });
  expect(changed.body).toMatchObject({ consentVersion: 2, plan: { mayShare: true } });
  const named = { version: 2, plan: { ...plan, showsNames: true } };
  const again = await api.call("PUT", `/api/sessions/${made.id}`, { token: fay.token, body: named });
  expect(again.body).toMatchObject({ consentVersion: 3, plan: { showsNames: true } });
});
