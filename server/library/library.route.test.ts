import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import type { LibraryEntry } from "../../schema/messages/library.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { fixedEmbedding } from "../../test/memory/fixed-embedding.ts";
import { hasSmallEmbedding, openSmallEmbedding } from "../../test/small-embedding.ts";
import { newId } from "../database/new-id.adapter.ts";
import { createPersonaStore } from "../persona/persona.store.ts";
import { personaRoutes } from "../persona/persona.route.ts";
import { createPersonas } from "../persona/personas.ts";
import { createLibrary } from "./library.ts";
import { libraryRoutes } from "./library.route.ts";

type Who = { token: string; userId: string };

async function open(embedding: EmbeddingModel | null = null) {
  const api = await startTestApi(async (database) => {
    const store = createPersonaStore(database, () => undefined);
    const isPlace = (id: string) => id === "plaza";
    const personas = createPersonas({ store, changes: silentBus, newId, now: () => new Date(), isPlace });
    // It may still be embedding when the database is dropped.
    const report = () => undefined;
    return [
      ...personaRoutes(personas, []),
      ...libraryRoutes(createLibrary({ database, personas, embedding: fixedEmbedding(embedding), report })),
    ];
  });
  const make = async (who: Who, draft: object): Promise<string> => {
    const made = await api.call("POST", "/api/personas", { token: who.token, body: draft });
    expect(made.status, made.text).toBe(201);
    return made.body.id;
  };
  const publish = (who: Who, id: string) => api.call("PUT", `/api/library/${id}`, { token: who.token });
  const list = async (who: Who, query = "") =>
    (await api.call("GET", `/api/library${query}`, { token: who.token })).body;
  const names = async (who: Who, query = ""): Promise<string[]> =>
    (await list(who, query)).items.map(({ name }: LibraryEntry) => name);
  const rate = (who: Who, id: string, stars: number | null) =>
    api.call("PUT", `/api/library/${id}/rating`, { token: who.token, body: { stars } });
  return { api, make, publish, list, names, rate };
}

describe("the library", () => {
  let house: Awaited<ReturnType<typeof open>>;
  let api: TestApi;
  let ada: Who;
  let eve: Who;
  let admin: Who;
  beforeAll(async () => {
    house = await open();
    api = house.api;
    [ada, eve, admin] = await Promise.all([api.signIn("Ada"), api.signIn("Eve"), api.signIn("Root", "admin")]);
  });
  afterAll(() => api.close());

  const published = async (draft: object): Promise<string> => {
    const id = await house.make(ada, draft);
    expect((await house.publish(ada, id)).status).toBe(200);
    return id;
  };
  const hide = (who: Who, id: string, why: string | null) =>
    api.call("PUT", `/api/library/${id}/hidden`, { token: who.token, body: { why } });
  const entry = async (who: Who, id: string): Promise<LibraryEntry | null> =>
    (await api.call("GET", `/api/library/${id}`, { token: who.token })).body;

  test("M2 only who may change a persona publishes it, once, and withdraws it", async () => {
    const id = await house.make(ada, { name: "Kes Marlow" });
    expect((await house.publish(eve, id)).status).toBe(403);
    const [first, second] = [await house.publish(ada, id), await house.publish(ada, id)];
    expect(second.body).toEqual(first.body);
    expect((await api.call("DELETE", `/api/library/${id}`, { token: eve.token })).status).toBe(403);
    expect((await api.call("DELETE", `/api/library/${id}`, { token: ada.token })).status).toBe(204);
    expect(await entry(ada, id)).toBeNull();
    expect((await api.call("GET", `/api/personas/${id}`, { token: eve.token })).status).toBe(200);
  });

  test("M2 each person has one rating, changes it, takes it back; nobody rates what they published; others see the mean only", async () => {
    const id = await published({ name: "Una Reed" });
    expect((await house.rate(ada, id, 5)).body.code).toBe("own-rating");
    await Promise.all([1, 2, 3, 4].map((stars) => house.rate(eve, id, stars)));
    await house.rate(admin, id, 5);
    expect((await house.rate(eve, id, 2)).body).toMatchObject({ stars: 3.5, ratings: 2, myStars: 2 });
    expect(await entry(ada, id)).toMatchObject({ stars: 3.5, ratings: 2, myStars: null });
    expect((await house.rate(eve, id, null)).body).toMatchObject({ stars: 5, ratings: 1, myStars: null });
    expect((await house.rate(eve, id, 6)).status).toBe(400);
    const seen = await api.database.inScope(principalOf("default", eve.userId), (em) =>
      em.execute("select user_id from persona_ratings"),
    );
    expect(seen).toEqual([]);
  });

  test("M2 A2 the database refuses to publish, rate or withdraw for somebody else, and to unhide", async () => {
    const mine = await house.make(ada, { name: "Private Person" });
    const theirs = await published({ name: "Public Person" });
    const asEve = (sql: string) => api.database.inScope(principalOf("default", eve.userId), (em) => em.execute(sql));
    const refused = { code: "42501" };
    await expect(
      asEve(`insert into published_personas (id, persona_id, workspace_id, owner_id)
        values ('x', '${mine}', 'default', '${eve.userId}')`),
    ).rejects.toMatchObject(refused);
    await expect(
      asEve(`insert into persona_ratings (persona_id, user_id, workspace_id, stars)
        values ('${theirs}', '${ada.userId}', 'default', 1)`),
    ).rejects.toMatchObject(refused);
    await expect(asEve(`update published_personas set hidden_at = null`)).rejects.toMatchObject(refused);
    expect(await asEve(`delete from published_personas where persona_id = '${theirs}' returning id`)).toEqual([]);
  });

  test("M2 A4 an admin hides one with a reason that its publisher reads; nobody else sees it; both acts are in the audit log", async () => {
    const id = await published({ name: "Rude Person" });
    expect((await hide(eve, id, "rude")).status).toBe(403);
    expect((await hide(admin, id, "insults people")).body.hiddenWhy).toBe("insults people");
    expect(await entry(eve, id)).toBeNull();
    expect(await house.names(eve, "?q=rude")).toEqual([]);
    expect((await house.rate(eve, id, 1)).status).toBe(404);
    expect((await entry(ada, id))?.hiddenWhy).toBe("insults people");
    expect((await api.call("DELETE", `/api/library/${id}`, { token: ada.token })).body.code).toBe("hidden-by-admin");
    await house.publish(ada, id);
    expect(await entry(eve, id)).toBeNull();
    expect((await hide(admin, id, null)).body.hiddenWhy).toBeNull();
    expect((await entry(eve, id))?.name).toBe("Rude Person");
    const log = await api.database.em().execute("select action from audit_log where subject_id = ? order by id", [id]);
    expect(log).toEqual([{ action: "persona-hidden" }, { action: "persona-shown" }]);
  });

  test("M2 a copy and its copy keep whom they come from, also when one of them is deleted; a stranger's id is none", async () => {
    const first = await published({ name: "Old Salt" });
    const second = await house.make(eve, { name: "New Salt", originId: first });
    const third = await house.make(ada, { name: "Newest Salt", originId: second });
    await api.call("DELETE", `/api/personas/${second}`, { token: eve.token });
    const { body } = await api.call("GET", `/api/personas/${third}/lineage`, { token: eve.token });
    expect(body.items).toEqual([
      { personaId: second, name: "New Salt", ownerName: "Eve", isGone: true },
      { personaId: first, name: "Old Salt", ownerName: "Ada", isGone: false },
    ]);
    const unknown = await api.call("POST", "/api/personas", {
      token: eve.token,
      body: { name: "Nobody", originId: "nowhere" },
    });
    expect(unknown.status).toBe(404);
    expect((await entry(eve, first))?.copies).toBe(0);
    await house.make(eve, { name: "Other Salt", originId: first });
    expect(await entry(eve, first)).toMatchObject({ copies: 1, origin: null });
  });

  test("M2 found by the beginnings of words, in any part that describes it, the best match first; without an embedding model it says so", async () => {
    await published({ name: "Ottoline", description: "Repairs clocks.", background: { expertise: ["escapements"] } });
    await published({ name: "Clockwork Clara", description: "Builds clocks and clockwork birds." });
    const found = await house.list(eve, "?q=clock");
    expect(found.ranking).toBe("words");
    expect(found.items.map(({ name }: LibraryEntry) => name)).toEqual(["Clockwork Clara", "Ottoline"]);
    expect(await house.names(eve, "?q=escapem")).toEqual(["Ottoline"]);
    expect(await house.names(eve, "?q=%27%3A*%20%26%20%7C!%3C-%3E")).toContain("Ottoline");
    expect(await house.names(eve, "?q=zyzzyva")).toEqual([]);
  });

  test("M2 pages by cursor, newest first and by rank, each entry once", async () => {
    for (let count = 0; count < 5; count++) await published({ name: `Twin ${count}`, description: "A twin." });
    for (const query of ["?limit=2", "?limit=2&q=twin"]) {
      const seen: string[] = [];
      for (let cursor = ""; ;) {
        const page = await house.list(eve, `${query}&cursor=${cursor}`);
        seen.push(...page.items.map(({ id }: LibraryEntry) => id));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(5);
    }
  });

  test("A1 another workspace's library does not exist for one", async () => {
    const id = await published({ name: "Local Person" });
    const em = api.database.em();
    await em.execute("insert into workspaces (id, name) values ('elsewhere', 'Elsewhere') on conflict do nothing");
    const stranger = await api.signIn("Stranger", "admin");
    await em.execute("update users set workspace_id = 'elsewhere' where id = ?", [stranger.userId]);
    expect((await house.list(stranger)).items).toEqual([]);
    expect(await entry(stranger, id)).toBeNull();
    expect((await house.publish(stranger, id)).status).toBe(404);
    expect((await hide(stranger, id, "why")).status).toBe(404);
  });
});

describe.skipIf(!hasSmallEmbedding)("with an embedding model", () => {
  test("M2 a search finds by meaning what shares no word with it, also after the persona changed", async () => {
    const embedding = await openSmallEmbedding();
    const { api, make, publish, list, names } = await open(embedding);
    const ada = await api.signIn("Ada");
    const baker = await make(ada, { name: "Bruno", description: "Bakes bread before dawn." });
    for (const id of [baker, await make(ada, { name: "Sela", description: "Studies distant galaxies." })])
      await publish(ada, id);
    const first = () => names(ada, "?q=astronomer").then(([name]) => name);
    await expect.poll(first, { timeout: 20_000 }).toBe("Sela");
    expect((await list(ada, "?q=astronomer")).ranking).toBe("words-and-meaning");
    await api.call("PATCH", `/api/personas/${baker}`, {
      token: ada.token,
      body: { name: "Bruno", description: "An astronomer's telescope builder who watches stars and planets." },
    });
    await expect.poll(() => names(ada, "?q=observing%20the%20night%20sky"), { timeout: 20_000 }).toContain("Bruno");
    await api.close();
    await embedding.close();
  });
});
