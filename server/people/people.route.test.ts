import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createJoinLinkStore } from "./join-links.store.ts";
import { createPeopleStore } from "./people.store.ts";
import { peopleRoutes } from "./people.route.ts";
import { openChangeBus, type ChangeBus } from "../changes/open-change-bus.adapter.ts";
import type { PersonEvent } from "./person-event.ts";

let api: TestApi;
let changes: ChangeBus;
let admin: { token: string; userId: string };
const received: PersonEvent[] = [];

beforeAll(async () => {
  api = await startTestApi((database) =>
    peopleRoutes(createPeopleStore(database), createJoinLinkStore(database), database),
  );
  changes = await openChangeBus(api.databaseUrl, console.error);
  changes.subscribe("people", { onChange: (event) => void received.push(event), onGap: () => undefined });
  admin = await api.signIn("Ada", "admin");
});
afterAll(async () => {
  await changes.close();
  await api.close();
});

const ask = (method: string, path: string, body?: unknown, token = admin.token) =>
  api.call(method, `/api/${path}`, { token, body });
const me = (token: string) => api.call("GET", "/api/me", { token });
const lastEntry = async () => (await ask("GET", "audit?limit=1")).body.entries[0];
const makeLink = async (change: object = {}) =>
  (await ask("POST", "join-links", { role: "facilitator", hours: 1, uses: 1, ...change })).body;
const useLink = (token: string, signedInBy?: string, name?: string) =>
  api.call("POST", "/api/auth/join-link", { token: signedInBy, body: { token, ...(name && { name }) } });

describe("roles", () => {
  test("A1 A4 an admin gives a role, which applies at once, is sent to places and recorded in the audit log", async () => {
    const bob = await api.signIn("Bob");
    const answer = await ask("PUT", `people/${bob.userId}/role`, { role: "facilitator" });
    expect([answer.status, answer.body.role, (await me(bob.token)).body.role]).toEqual([
      200,
      "facilitator",
      "facilitator",
    ]);
    await expect.poll(() => received).toContainEqual({ type: "role-given", userId: bob.userId, role: "facilitator" });
    expect(await lastEntry()).toMatchObject({
      actorName: "Ada",
      action: "role-given",
      subjectName: "Bob",
      role: "facilitator",
    });
  });

  test.each([
    ["GET", "people"],
    ["PUT", "people/x/role", { role: "admin" }],
    ["PUT", "people/x/block", { isBlocked: true }],
    ["DELETE", "people/x/sign-ins"],
    ["DELETE", "people/x/presence"],
    ["GET", "join-links"],
    ["POST", "join-links", { role: "visitor", hours: 1, uses: 1 }],
    ["DELETE", "join-links/x"],
    ["GET", "audit"],
  ])("A1 nobody but an admin may: %s %s", async (method, path, body?: object) => {
    for (const role of ["guest", "visitor", "facilitator", "operator"])
      expect((await ask(method, path, body, (await api.signIn("Mallory", role)).token)).status, role).toBe(403);
    expect((await api.call(method, `/api/${path}`, { body })).status).toBe(401);
  });

  test("A1 of two last admins who take each other's role at once, one stays", async () => {
    const other = await api.signIn("Bea", "admin");
    const answers = await Promise.all([
      ask("PUT", `people/${other.userId}/role`, { role: "visitor" }),
      ask("PUT", `people/${admin.userId}/role`, { role: "visitor" }, other.token),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    const isAdaOut = (await me(admin.token)).body.role === "visitor";
    const stayed = isAdaOut ? other : admin;
    const alone = await ask("PUT", `people/${stayed.userId}/role`, { role: "visitor" }, stayed.token);
    expect([alone.status, alone.body.code]).toEqual([409, "last-admin"]);
    if (isAdaOut) await ask("PUT", `people/${admin.userId}/role`, { role: "admin" }, other.token);
    await ask("PUT", `people/${other.userId}/role`, { role: "visitor" });
  });

  test("A1 the user of the admin link is an admin at once, in places too", async () => {
    const token = await api.accounts.makeAdminLink();
    const bob = await api.signIn("Bob");
    await api.call("POST", "/api/auth/admin-link", { token: bob.token, body: { token } });
    await expect.poll(() => received).toContainEqual({ type: "role-given", userId: bob.userId, role: "admin" });
    await ask("PUT", `people/${bob.userId}/role`, { role: "visitor" });
  });

  test("A1 unknown roles and people are refused", async () => {
    const bob = await api.signIn("Bob");
    expect((await ask("PUT", `people/${bob.userId}/role`, { role: "guest" })).status).toBe(400);
    expect((await ask("PUT", "people/nobody/role", { role: "visitor" })).body.code).toBe("no-such-person");
  });
});

describe("who is not wanted", () => {
  test("A6 blocked people are out everywhere at once, and cannot log in until an admin unblocks them", async () => {
    const account = { name: "Mallory", email: "mallory@example.org", password: "correct horse" };
    const { body } = await api.call("POST", "/api/auth/register", { body: account });
    const id = body.user.id as string;
    expect((await ask("PUT", `people/${id}/block`, { isBlocked: true })).body).toMatchObject({
      isBlocked: true,
      signInCount: 0,
    });
    await expect.poll(() => received.filter(({ type }) => type === "sign-in-ended")).not.toEqual([]);
    expect((await me(body.token)).status).toBe(401);
    expect((await api.call("POST", "/api/auth/refresh", { body: { refreshToken: body.refreshToken } })).status).toBe(
      403,
    );
    const login = () => api.call("POST", "/api/auth/login", { body: account });
    expect([(await login()).status, (await login()).body.code]).toEqual([403, "blocked"]);
    await ask("PUT", `people/${id}/block`, { isBlocked: false });
    expect((await login()).status).toBe(200);
    expect((await lastEntry()).action).toBe("person-unblocked");
  });

  test("A6 a blocked guest learns why, and a browser that shows their earlier sign-in makes no new person", async () => {
    const guest = async (body: object) => api.call("POST", "/api/auth/guest", { body: { name: "Mallory", ...body } });
    const { body: mallory } = await guest({});
    const { refreshToken: formerToken } = mallory;
    const { token: link } = await makeLink();
    await ask("PUT", `people/${mallory.user.id}/block`, { isBlocked: true });
    const kinds = () =>
      received.flatMap((event) => ("userId" in event && event.userId === mallory.user.id ? [event.type] : []));
    await expect.poll(kinds).toEqual(["blocked"]);
    const account = { email: "mallory-too@example.org", password: "correct horse", formerToken };
    const attempts = () =>
      Promise.all([
        api.call("POST", "/api/auth/refresh", { body: { refreshToken: formerToken } }),
        guest({ formerToken }),
        api.call("POST", "/api/auth/register", { body: account }),
        api.call("POST", "/api/auth/join-link", { body: { token: link, formerToken } }),
      ]);
    for (const { status, body } of await attempts()) expect([status, body.code]).toEqual([403, "blocked"]);
    const { body: other } = await guest({});
    expect((await guest({ formerToken: other.refreshToken })).status).toBe(201);
    await ask("PUT", `people/${mallory.user.id}/block`, { isBlocked: false });
    expect((await attempts()).map(({ status }) => status)).toEqual([401, 201, 201, 200]);
  });

  test("A6 an admin is not blocked", async () => {
    const answer = await ask("PUT", `people/${admin.userId}/block`, { isBlocked: true });
    expect([answer.status, answer.body.code]).toEqual([409, "admin-not-blocked"]);
  });

  test("A1 signed out everywhere, no token of theirs works; others' do", async () => {
    const [bob, cleo] = [await api.signIn("Bob"), await api.signIn("Cleo")];
    expect((await ask("DELETE", `people/${bob.userId}/sign-ins`)).status).toBe(204);
    expect([(await me(bob.token)).status, (await me(cleo.token)).status]).toEqual([401, 200]);
  });

  test("A6 people sent out of a place stay signed in", async () => {
    const bob = await api.signIn("Bob");
    expect((await ask("DELETE", `people/${bob.userId}/presence`)).status).toBe(204);
    await expect.poll(() => received).toContainEqual({ type: "removed", userId: bob.userId });
    expect((await me(bob.token)).status).toBe(200);
  });
});

describe("links that give a role", () => {
  test("A1 of twenty people who use a link for three concurrently, three succeed", async () => {
    const { token, id } = await makeLink({ uses: 3 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => useLink(token, undefined, `Eve ${index}`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.every(({ status, body }) => status === 403 && body.code === "join-link-over")).toBe(true);
    expect((await ask("GET", "join-links")).body.links.some((link: { id: string }) => link.id === id)).toBe(false);
    const { people } = (await ask("GET", "people?search=eve")).body;
    expect(people.map(({ role }: { role: string }) => role)).toEqual(["facilitator", "facilitator", "facilitator"]);
  });

  test("A1 signed-in people keep their identity, and lose nothing by a link that gives less", async () => {
    const bob = await api.signIn("Bob", "facilitator");
    const { token } = await makeLink({ role: "visitor" });
    const answer = await useLink(token, bob.token);
    expect(answer.body.user).toMatchObject({ id: bob.userId, role: "facilitator" });
    const cleo = await api.signIn("Cleo");
    expect((await useLink(token, cleo.token)).body.user).toMatchObject({ id: cleo.userId, role: "visitor" });
  });

  test("A1 a withdrawn or expired link grants nothing", async () => {
    const [withdrawn, late] = [await makeLink(), await makeLink()];
    expect((await ask("DELETE", `join-links/${withdrawn.id}`)).status).toBe(204);
    expect((await ask("DELETE", `join-links/${withdrawn.id}`)).status).toBe(404);
    await api.database
      .em()
      .execute("update join_links set expires_at = now() - interval '1 second' where id = ?", [late.id]);
    for (const { token } of [withdrawn, late]) expect((await useLink(token)).body.code).toBe("join-link-over");
    expect((await useLink("guessed")).status).toBe(403);
  });

  test("A1 no link makes an admin, and its token is neither stored nor listed", async () => {
    expect((await ask("POST", "join-links", { role: "admin", hours: 1, uses: 1 })).status).toBe(400);
    const { token, id } = await makeLink({ uses: 2 });
    const listed = (await ask("GET", "join-links")).body.links.find((link: { id: string }) => link.id === id);
    expect(listed).toEqual({
      id,
      role: "facilitator",
      usesLeft: 2,
      createdBy: "Ada",
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
    });
    const stored = await api.database.em().execute("select row_to_json(l)::text as row from join_links l");
    expect(JSON.stringify(stored)).not.toContain(token);
  });
});

test("A1 a former admin cannot create or withdraw links, even with a request already in flight", async () => {
  const former = await api.signIn("Former", "admin");
  const { userId, token } = former;
  const { id } = await makeLink();
  const scope = principalOf("default", userId);
  await ask("PUT", `people/${userId}/role`, { role: "visitor" });
  const links = createJoinLinkStore(api.database);
  expect(await links.make(scope, "hash", { role: "visitor", hours: 1, uses: 1 })).toBe("not-admin-any-more");
  expect(await links.withdraw(scope, id)).toBe("not-admin-any-more");
  expect((await ask("DELETE", `join-links/${id}`, undefined, token)).status).toBe(403);
  expect((await ask("GET", "join-links")).body.links.map((link: { id: string }) => link.id)).toContain(id);
});

test("A4 the audit log pages newest first, and the database refuses to change or delete a line", async () => {
  for (let count = 0; count < 4; count++) await makeLink();
  const first = (await ask("GET", "audit?limit=2")).body;
  const second = (await ask("GET", `audit?limit=2&cursor=${first.next}`)).body;
  const ids = [...first.entries, ...second.entries].map(({ id }: { id: string }) => id);
  expect(ids).toEqual(ids.toSorted().toReversed());
  expect(new Set(ids).size).toBe(4);
  for (const change of ["update audit_log set actor_name = 'Bob'", "delete from audit_log"])
    await expect(api.database.em().execute(change)).rejects.toThrow("the audit log is only added to");
});

test("A1 people are found by a part of name or address, and listed by page", async () => {
  await api.call("POST", "/api/auth/register", {
    body: { name: "Zoë Quill", email: "quill@example.org", password: "correct horse" },
  });
  for (const search of ["zoë", "QUILL@"])
    expect((await ask("GET", `people?search=${encodeURIComponent(search)}`)).body.people).toMatchObject([
      {
        name: "Zoë Quill",
        kind: "account",
        role: "visitor",
        email: "quill@example.org",
        isBlocked: false,
        signInCount: 1,
      },
    ]);
  expect((await ask("GET", `people?search=${encodeURIComponent("%")}`)).body.people).toEqual([]);
  for (const name of ["Bob", "Cleo", "Dan"]) await api.signIn(name);
  const { people, next } = (await ask("GET", "people?limit=2")).body;
  const rest = (await ask("GET", `people?limit=2&cursor=${next}`)).body.people;
  expect(new Set([...people, ...rest].map(({ id }: { id: string }) => id)).size).toBe(4);
});
