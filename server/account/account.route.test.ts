import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockRow } from "../database/lock-row.store.ts";
import { AdminLink } from "../../schema/tables/account.table.ts";
import type { PersonEvent } from "../people/person-event.ts";
import { openChangeBus } from "../changes/open-change-bus.adapter.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const guest = async (name = "Ada") => (await api.call("POST", "/api/auth/guest", { body: { name } })).body;
const me = (token: string | undefined) => api.call("GET", "/api/me", { token });

describe("guests", () => {
  test("A1 a name is enough, and the token identifies the guest", async () => {
    const answer = await api.call("POST", "/api/auth/guest", { body: { name: "  Ada " } });
    expect(answer.status).toBe(201);
    expect(answer.body.user).toMatchObject({ name: "Ada", role: "guest", kind: "guest", workspaceId: "default" });
    expect(answer.body.user.colour).toMatch(/^#[0-9a-f]{6}$/);
    expect((await me(answer.body.token)).body).toEqual(answer.body.user);
    const claims = JSON.parse(Buffer.from(answer.body.token.split(".")[1], "base64url").toString());
    expect(claims).toMatchObject({ sub: answer.body.user.id, role: "guest", workspaceId: "default" });
  });

  test("A5 no answer ever holds a hash", async () => {
    const text = JSON.stringify(await guest());
    expect(text).not.toMatch(/hash/i);
  });

  test.each([
    {},
    { name: "" },
    { name: "   " },
    { name: 7 },
    { name: "a".repeat(41) },
    { name: "Ada", colour: "red" },
    [],
    "Ada",
    null,
  ])("A5 %j is refused, naming the field", async (body) => {
    const answer = await api.call("POST", "/api/auth/guest", { body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.body).toMatchObject({ status: 400, title: "Bad request", detail: expect.any(String) });
  });

  test("A1 name and colour can be changed", async () => {
    const { token } = await guest();
    const changed = await api.call("PATCH", "/api/me", { token, body: { name: "Grace", colour: "#112233" } });
    expect(changed.body).toMatchObject({ name: "Grace", colour: "#112233" });
    expect((await me(token)).body).toMatchObject({ name: "Grace", colour: "#112233" });
  });
});

describe("signing out", () => {
  test("A1 every process is notified which sign-in has ended, and only of that one", async () => {
    const changes = await openChangeBus(api.databaseUrl, console.error);
    const received: PersonEvent[] = [];
    changes.subscribe("people", { onChange: (event) => void received.push(event), onGap: () => undefined });
    const [ada, bob] = [await guest("Ada"), await guest("Bob")];
    const signInOf = ({ token }: { token: string }) =>
      JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()).sid as string;
    await api.call("POST", "/api/auth/logout", { token: ada.token });
    await expect.poll(() => received).toEqual([{ type: "sign-in-ended", signInId: signInOf(ada) }]);
    expect((await me(bob.token)).status).toBe(200);
    await changes.close();
  });
});

describe("names of the cast", () => {
  const names = ["Oriel Vance", "oriel  vance", "Оriel Vance"];

  test.each(names)("A5 a guest who would be taken for a persona is asked to choose another name: %s", async (name) => {
    const answer = await api.call("POST", "/api/auth/guest", { body: { name } });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ detail: expect.stringContaining("(guest)"), errors: [{ path: "name" }] });
    const suggested = /"([^"]+ \(guest\))"/.exec(answer.body.detail)![1];
    expect((await api.call("POST", "/api/auth/guest", { body: { name: suggested } })).status).toBe(201);
  });

  test("A5 nor may anybody rename themselves, or register, as one", async () => {
    const { token } = await guest();
    const renamed = await api.call("PATCH", "/api/me", { token, body: { name: "ORIEL VANCE" } });
    expect([renamed.status, (await me(token)).body.name]).toEqual([409, "Ada"]);
    const account = { name: "Oriel Vance", email: "vance@example.org", password: "correct horse" };
    expect((await api.call("POST", "/api/auth/register", { body: account })).status).toBe(409);
  });

  test("A5 nor register with an address that begins with one, or take the admin link as one", async () => {
    const account = { email: "oriel.vance@example.org", password: "correct horse" };
    const registered = await api.call("POST", "/api/auth/register", { body: account });
    expect([registered.status, registered.body.code]).toEqual([409, "name-taken"]);
    // The name is checked before the link, so uses of it by other tests do not matter.
    const claimed = await api.call("POST", "/api/auth/admin-link", { body: { token: "any", name: "0riel Vance" } });
    expect([claimed.status, claimed.body.code]).toEqual([409, "name-taken"]);
  });

  test("A5 a name taken from a long address stays within the length of names", async () => {
    const account = { email: `${"long.winded".repeat(5)}.name@example.org`, password: "correct horse" };
    const { body } = await api.call("POST", "/api/auth/register", { body: account });
    expect(body.user.name).toBe("long.winded".repeat(5).slice(0, 40));
  });

  test("A1 of two who register the same address at once, one does", async () => {
    const account = { name: "Twin", email: "twin@example.org", password: "correct horse" };
    const both = await Promise.all([1, 2].map(() => api.call("POST", "/api/auth/register", { body: account })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});

describe("tokens", () => {
  test("A1 without, with a broken, a foreign and an unsigned token: 401 and what to do", async () => {
    const { user } = await guest();
    const claims = { role: "admin", workspaceId: "default", sid: "made-up" };
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("dramatis")
      .setSubject(user.id)
      .setExpirationTime("1h")
      .sign(Buffer.alloc(32, 1));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify({ ...claims, sub: user.id })).toString("base64url")}.`;
    for (const token of [undefined, "nonsense", foreign, unsigned]) {
      const answer = await me(token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
      expect(answer.body.detail).toContain("POST /api/auth/guest");
    }
  });

  test("A1 refreshing gives a working token, again and again", async () => {
    const { refreshToken, user } = await guest();
    for (let time = 0; time < 2; time += 1) {
      const renewed = await api.call("POST", "/api/auth/refresh", { body: { refreshToken } });
      expect(renewed.status).toBe(200);
      expect((await me(renewed.body.token)).body.id).toBe(user.id);
    }
  });

  test("A1 signing out ends token and refresh token at once, and only this sign-in", async () => {
    const one = await guest();
    const other = await guest();
    expect((await api.call("POST", "/api/auth/logout", { token: one.token })).status).toBe(204);
    expect((await me(one.token)).status).toBe(401);
    expect(await api.accounts.verifyToken(one.token)).toBeNull();
    expect((await api.call("POST", "/api/auth/refresh", { body: { refreshToken: one.refreshToken } })).status).toBe(
      401,
    );
    expect((await me(other.token)).status).toBe(200);
  });

  test("A1 a wrong refresh secret for a right sign-in is refused", async () => {
    const { refreshToken } = await guest();
    const guessed = `${refreshToken.split(".")[0]}.${"A".repeat(43)}`;
    expect((await api.call("POST", "/api/auth/refresh", { body: { refreshToken: guessed } })).status).toBe(401);
  });
});

describe("accounts", () => {
  const password = "correct horse";

  test("A1 register, log in with the address in any case, and not with a wrong password", async () => {
    const registered = await api.call("POST", "/api/auth/register", {
      body: { name: "Ada", email: "Ada@Example.org", password },
    });
    expect(registered.status).toBe(201);
    expect(registered.body.user).toMatchObject({ kind: "account", role: "visitor", email: "ada@example.org" });
    expect(
      (await api.call("POST", "/api/auth/login", { body: { email: "ADA@example.org", password } })).body.user.id,
    ).toBe(registered.body.user.id);
    for (const wrong of [
      { email: "ada@example.org", password: "wrong horse" },
      { email: "nobody@example.org", password },
    ]) {
      expect((await api.call("POST", "/api/auth/login", { body: wrong })).status).toBe(401);
    }
    expect(
      (await api.call("POST", "/api/auth/register", { body: { name: "Eve", email: "ada@example.org", password } }))
        .status,
    ).toBe(409);
  });

  test("A1 a guest who registers keeps identity and name", async () => {
    const { token, user } = await guest("Grace");
    const registered = await api.call("POST", "/api/auth/register", {
      token,
      body: { email: "grace@example.org", password },
    });
    expect(registered.body.user).toMatchObject({ id: user.id, name: "Grace", kind: "account", role: "visitor" });
  });

  test("A5 guessing a password is slowed down, and says until when", async () => {
    const body = { email: "target@example.org", password: "guess" };
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt += 1) answers.push(await api.call("POST", "/api/auth/login", { body }));
    expect(answers.map((answer) => answer.status)).toEqual([...Array(10).fill(401), 429]);
    expect(Number(answers.at(-1)!.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("the admin link", () => {
  test("A1 of servers that start together each prints one that works; the first to be used makes an admin, once", async () => {
    const tokens = await Promise.all([api, api, api].map(({ accounts }) => accounts.makeAdminLink()));
    const [first, second, third] = tokens.map((token) => token!);

    const { token: mine, user } = await guest("Owner");
    const claims = await Promise.all([
      api.call("POST", "/api/auth/admin-link", { token: mine, body: { token: first } }),
      api.call("POST", "/api/auth/admin-link", { body: { token: first } }),
      api.call("POST", "/api/auth/admin-link", { body: { token: second } }),
    ]);
    expect(claims.map((claim) => claim.status).sort()).toEqual([200, 403, 403]);
    const winner = claims.find((claim) => claim.status === 200)!.body;
    expect(winner.user.role).toBe("admin");
    expect((await me(winner.token)).body.role).toBe("admin");
    if (winner.user.id === user.id) expect((await me(mine)).body.role).toBe("admin");

    for (const token of [first, second, third])
      expect((await api.call("POST", "/api/auth/admin-link", { body: { token } })).status).toBe(403);
    expect(await api.accounts.makeAdminLink()).toBeNull();
  });
  test("A1 a server that starts while it is being used makes no second one", async () => {
    const other = await startTestApi();
    const user = await other.signIn("Owner");
    await other.accounts.makeAdminLink();
    let renewed: Promise<string | null> = Promise.resolve(null);
    await other.database.em().transactional(async (em) => {
      await lockRow(em, "workspaces", "default");
      await em.nativeUpdate(AdminLink, { usedAt: null }, { usedAt: new Date(), usedBy: user.userId });
      renewed = other.accounts.makeAdminLink();
      const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      await expect.poll(() => other.database.em().execute(waiting)).toHaveLength(1);
    });
    expect(await renewed).toBeNull();
    expect(await other.database.em().count(AdminLink, { usedAt: null })).toBe(0);
    await other.close();
  });
});
