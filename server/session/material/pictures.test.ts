import { afterAll, beforeAll, expect, test } from "vitest";
import { randomBytes } from "node:crypto";
import type { Material } from "../../../schema/messages/session-material.ts";
import { SessionPlan, type Session } from "../../../schema/messages/session.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { pngOf, pngOfBytes } from "../../../test/session/picture-bytes.ts";
import { createBackChannelStore } from "../back-channel.store.ts";
import { createInvitationStore } from "../invitations.store.ts";
import { createSeatStore } from "../seats.store.ts";
import { createSessionActs } from "../session-acts.store.ts";
import { createSessionBudgets } from "../session-budget.store.ts";
import { createSessionHosting } from "../session-hosting.store.ts";
import { sessionRoutes } from "../session.route.ts";
import { createSessionStore } from "../session.store.ts";
import { createSessions } from "../sessions.ts";
import { sessionPictureRoutes } from "./pictures.route.ts";
import { createPictureStore, MAX_MEGABYTES_OF_PERSON, MAX_PICTURES } from "./pictures.store.ts";

type Person = { token: string; userId: string };
let api: TestApi;
let fay: Person;

beforeAll(async () => {
  api = await startTestApi((database) => {
    const sessions = createSessions({
      store: createSessionStore(database),
      acts: createSessionActs(database),
      budgets: createSessionBudgets(database),
      invitations: createInvitationStore(database),
      backChannel: createBackChannelStore(database),
      seats: createSeatStore(database),
      isPlace: () => true,
      makeToken: () => randomBytes(24).toString("base64url"),
    });
    return [...sessionRoutes(sessions), ...sessionPictureRoutes(sessions, createPictureStore(database))];
  });
  fay = await api.signIn("Fay", "facilitator");
});
afterAll(() => api.close());

const act = (who: Person, method: string, id: string, path: string, body?: unknown) =>
  api.call(method, `/api/sessions/${id}${path}`, { token: who.token, body });
const make = async (): Promise<Session> =>
  (
    await api.call("POST", "/api/sessions", {
      token: fay.token,
      body: { template: "debate", placeId: "plaza", language: "en" },
    })
  ).body;
async function send(who: Person, id: string, bytes: Uint8Array<ArrayBuffer>, type = "image/png") {
  const answer = await fetch(`${api.url}/api/sessions/${id}/pictures`, {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}`, "content-type": type },
    body: bytes,
  });
  return { status: answer.status, body: await answer.json() };
}
async function show(session: Session, materials: Material[]): Promise<Session> {
  const guide = session.plan.guide.map((section, index) => ({ ...section, material: materials[index] }));
  const { version } = (await act(fay, "GET", session.id, "")).body;
  const saved = await act(fay, "PUT", session.id, "", { version, plan: { ...session.plan, guide } });
  expect(saved.status, saved.text).toBe(200);
  return saved.body;
}
/** A participant who was let in. */
async function comeIn(id: string, name: string): Promise<Person> {
  const { token } = (await act(fay, "POST", id, "/invitations", { role: "participant", hours: 1, uses: 1 })).body;
  const { body } = await api.call("POST", "/api/auth/session-link", { body: { token, name } });
  const who = { token: body.token, userId: body.user.id };
  await act(who, "POST", id, "/consent", { version: 1 });
  await act(fay, "PUT", id, `/people/${who.userId}`, { status: "admitted" });
  return who;
}

test("C9 people of the session are shown what the running section shows, and no other picture, as long as it runs", async () => {
  const session = await make();
  // A chunk of text, as programs write it beside the pixels: it is not stored.
  const withText = Uint8Array.of(...pngOf(5, 5), 0, 0, 0, 1, ...new TextEncoder().encode("tEXt!"), 1, 2, 3, 4);
  const [first, second] = [await send(fay, session.id, pngOf(4, 4)), await send(fay, session.id, withText)];
  expect(first.status).toBe(201);
  const pictures = [first, second].map(({ body }) => ({
    kind: "picture" as const,
    pictureId: body.pictureId as string,
    description: "A bus at night",
  }));
  await show(session, pictures);
  const pia = await comeIn(session.id, "Pia");
  const seen = async (who: Person) =>
    Promise.all(
      pictures.map(async ({ pictureId }) => (await act(who, "GET", session.id, `/pictures/${pictureId}`)).status),
    );
  const shown = async () => (await act(pia, "GET", session.id, "/seat")).body.material;
  expect([await seen(pia), await shown()]).toEqual([[404, 404], null]);
  await act(fay, "POST", session.id, "/start");
  expect([await seen(pia), await shown()]).toEqual([[200, 404], pictures[0]]);
  await act(fay, "PUT", session.id, "/section", { from: 0, to: 1 });
  expect([await seen(pia), await shown()]).toEqual([[404, 200], pictures[1]]);
  const file = await act(pia, "GET", session.id, `/pictures/${pictures[1]!.pictureId}`);
  expect(file.bytes).toEqual(pngOf(5, 5));
  expect(file.headers.get("content-type")).toBe("image/png");
  expect(await seen(fay)).toEqual([200, 200]);
  expect(await seen(await api.signIn("Gus"))).toEqual([404, 404]);
  await act(fay, "POST", session.id, "/end");
  expect([await seen(pia), await shown()]).toEqual([[404, 404], null]);
});

test("C9 what an open session shows is seen by everybody of the workspace while it runs, as they may hear it", async () => {
  const made = await make();
  const { pictureId } = (await send(fay, made.id, pngOf(4, 4))).body;
  const material: Material = { kind: "picture", pictureId, description: "A bus at night" };
  await show({ ...made, plan: { ...made.plan, isOpen: true } }, [material]);
  const gus = await api.signIn("Gus");
  const seen = async () => (await act(gus, "GET", made.id, `/pictures/${pictureId}`)).status;
  expect(await seen()).toBe(404);
  await act(fay, "POST", made.id, "/start");
  expect(await seen()).toBe(200);
  await act(fay, "PUT", made.id, "/section", { from: 0, to: 1 });
  expect(await seen()).toBe(404);
});

test("C9 a picture is refused by its content, its size, and for who does not lead the session; an attempt keeps nothing", async () => {
  const { id } = await make();
  const svg = new TextEncoder().encode("<svg><script>alert(1)</script></svg>");
  expect(await send(fay, id, svg)).toMatchObject({ status: 422, body: { code: "no-picture" } });
  const large = new Uint8Array(2 * 1024 * 1024 + 1);
  large.set(pngOf(4, 4));
  expect(await send(fay, id, large)).toMatchObject({ status: 413, body: { code: "file-too-large" } });
  expect((await send(fay, id, large.slice(0, -1))).status).toBe(201);
  expect((await send(fay, id, pngOf(4, 4), "text/html")).status).toBe(415);
  expect((await send(await comeIn(id, "Ben"), id, pngOf(4, 4))).status).toBe(403);
  expect((await send(await api.signIn("Gus"), id, pngOf(4, 4))).status).toBe(404);
  const [{ count }] = await api.database
    .em()
    .execute<[{ count: number }]>("select count(*)::int as count from session_pictures where session_id = ?", [id]);
  expect(count).toBe(1);
});

test("C9 the limit of pictures holds for concurrent requests; unused ones go after a day, all with their session", async () => {
  const session = await make();
  const em = () => api.database.em();
  await em().execute(
    `insert into session_pictures (id, session_id, workspace_id, owner_id, content_type, content)
     select ? || n, ?, 'default', ?, 'image/png', '\\x89' from generate_series(1, ?) n`,
    [session.id, session.id, fay.userId, MAX_PICTURES - 1],
  );
  const answers = await Promise.all(Array.from({ length: 3 }, () => send(fay, session.id, pngOf(4, 4))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  await show(session, [{ kind: "picture", pictureId: `${session.id}1`, description: "Kept" }]);
  await em().execute("update session_pictures set added_at = now() - interval '2 days' where session_id = ?", [
    session.id,
  ]);
  expect((await send(fay, session.id, pngOf(4, 4))).status).toBe(201);
  const ids = async () =>
    (await em().execute<{ id: string }[]>("select id from session_pictures where session_id = ?", [session.id])).map(
      ({ id }) => id,
    );
  expect(await ids()).toHaveLength(2);
  expect(await ids()).toContain(`${session.id}1`);
  expect((await act(fay, "DELETE", session.id, "")).status).toBe(204);
  expect(await ids()).toEqual([]);
});

test("C9 a link leads to an address of the web, and nowhere else; personas are told what is shown in words", async () => {
  const session = await make();
  const plan = (url: string) => ({
    ...session.plan,
    guide: [{ title: "One", minutes: 1, material: { kind: "link", url, label: "The bus plan" } }],
  });
  for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "bus"])
    expect(SessionPlan.safeParse(plan(url)).success, url).toBe(false);
  expect(SessionPlan.safeParse(plan("https://example.org/plan")).success).toBe(true);
  await show(session, [{ kind: "link", url: "https://example.org/plan", label: "The bus plan" }]);
  await act(fay, "POST", session.id, "/start");
  const hosted = await createSessionHosting(api.database).read(session.id);
  expect(hosted!.section!.shown).toBe("The bus plan");
});

test("C9 a session is duplicated with its plan and pictures of its own, by those who lead it, and starts at no time by itself", async () => {
  const session = await make();
  const { pictureId } = (await send(fay, session.id, pngOf(4, 4))).body;
  const planned = await show({ ...session, plan: { ...session.plan, startsAt: "2100-01-01T00:00:00.000Z" } }, [
    { kind: "picture", pictureId, description: "A bus at night" },
  ]);
  const copy = (who: Person) =>
    api.call("POST", "/api/sessions", { token: who.token, body: { copyOf: session.id, title: "The same again" } });
  const { status, body } = await copy(fay);
  expect(status).toBe(201);
  const { material } = body.plan.guide[0];
  expect(material).toMatchObject({ kind: "picture", description: "A bus at night" });
  expect(material.pictureId).not.toBe(pictureId);
  expect(body.plan).toEqual({
    ...planned.plan,
    title: "The same again",
    startsAt: null,
    guide: [{ ...planned.plan.guide[0], material }, ...planned.plan.guide.slice(1)],
  });
  expect((await act(fay, "DELETE", session.id, "")).status).toBe(204);
  expect((await act(fay, "GET", body.id, `/pictures/${material.pictureId}`)).bytes).toEqual(pngOf(4, 4));
  expect((await copy(fay)).status).toBe(404);
  expect((await copy(await api.signIn("Gus"))).status).toBe(403);
});

test("C9 what one person adds is limited over all their sessions, also for concurrent requests and copies; of ended ones for 30 days", async () => {
  const gil = await api.signIn("Gil", "facilitator");
  const plan = async (body: object) => api.call("POST", "/api/sessions", { token: gil.token, body });
  const template = { template: "debate", placeId: "plaza", language: "en" };
  const sessions = [(await plan(template)).body as Session, (await plan(template)).body as Session];
  const [full, other] = sessions as [Session, Session];
  const execute = (sql: string, values: unknown[]) => api.database.em().execute(sql, values);
  const large = 2 * 1024 * 1024;
  // Two hundred megabytes, but for one picture.
  await execute(
    `insert into session_pictures (id, session_id, workspace_id, owner_id, content_type, content)
     select ? || n, ?, 'default', ?, 'image/png', decode(repeat('00', ?), 'hex') from generate_series(1, ?) n`,
    [full.id, full.id, gil.userId, large, MAX_MEGABYTES_OF_PERSON / 2 - 1],
  );
  const picture = pngOfBytes(large);
  const answers = await Promise.all([1, 2].map(() => send(gil, other.id, picture)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: "pictures-limit" });
  expect((await send(fay, (await make()).id, pngOf(4, 4))).status).toBe(201);

  const { pictureId } = answers.find(({ status }) => status === 201)!.body;
  const guide = [{ title: "One", minutes: 1, material: { kind: "picture", pictureId, description: "A bus" } }];
  const body = { version: other.version, plan: { ...other.plan, guide } };
  expect((await api.call("PUT", `/api/sessions/${other.id}`, { token: gil.token, body })).status).toBe(200);
  const copy = () => plan({ copyOf: other.id, title: "Again" });
  const before = (await execute("select id from sessions where owner_id = ?", [gil.userId])).length;
  expect((await copy()).body).toMatchObject({ status: 409, code: "pictures-limit" });
  expect(await execute("select id from sessions where owner_id = ?", [gil.userId])).toHaveLength(before);

  await execute("update sessions set status = 'ended' where id = ?", [full.id]);
  expect((await copy()).status).toBe(409);
  await execute("update session_pictures set added_at = now() - interval '31 days' where session_id = ?", [full.id]);
  expect((await copy()).status).toBe(201);
});

test("C9 in a duplicate a picture that is shown twice is there once, and one that is gone is shown as its description", async () => {
  const session = await make();
  const { pictureId } = (await send(fay, session.id, pngOf(4, 4))).body;
  const picture = { kind: "picture" as const, pictureId, description: "A bus at night" };
  const gone = { ...picture, pictureId: "gone", description: "The shelter" };
  const plan = {
    ...session.plan,
    guide: [picture, picture, gone].map((material, at) => ({ title: `${at}`, minutes: 1, material })),
  };
  expect((await act(fay, "PUT", session.id, "", { version: session.version, plan })).status).toBe(200);
  const copied = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { copyOf: session.id, title: "Again" },
  });
  const shown = (copied.body as Session).plan.guide.map(({ material }) => material);
  expect(shown[0]).toMatchObject({ kind: "picture", description: "A bus at night" });
  expect(shown[1]).toEqual(shown[0]);
  expect(shown[2]).toEqual({ kind: "text", text: "The shelter" });
  expect(
    await api.database.em().execute("select id from session_pictures where session_id = ?", [copied.body.id]),
  ).toEqual([{ id: (shown[0] as typeof picture).pictureId }]);
});
