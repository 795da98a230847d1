import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatRequest, EmbeddingModel, RoutedModel } from "../../../engine/model/language-model.ts";
import { NO_USAGE } from "../../../engine/model/usage/add-usage.ts";
import { principalOf } from "../../../engine/scope/scope.ts";
import type { BackstoryPage, BackstoryView } from "../../../schema/messages/backstory.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { fixedEmbedding } from "../../../test/memory/fixed-embedding.ts";
import { hasSmallEmbedding, openSmallEmbedding } from "../../../test/small-embedding.ts";
import type { Database } from "../../database/open-database.store.ts";
import { PROJECT_FOLDER } from "../../run-process.process.ts";
import { openChangeBus } from "../../changes/open-change-bus.adapter.ts";
import { keepPoolsSeeded, readAuthoredBackstories, seedBackstories } from "./authored-backstories.process.ts";
import { createBackstoryPool } from "./backstory-pool.store.ts";
import { createBackstories } from "./backstories.ts";
import { backstoryRoutes } from "./backstory.route.ts";

const FOLDER = `${PROJECT_FOLDER}/backstories`;
const seed = (database: Database, workspaceIds: string[]) =>
  seedBackstories(createBackstoryPool(database), FOLDER, workspaceIds);
type Reply = (prompt: string) => string;
/** A model that answers by `reply`; its provider is named so. */
const modelOf = (provider: string, reply: Reply): RoutedModel => {
  const route = { provider, model: "test", local: false };
  return {
    route,
    async *stream(request) {
      const { messages } = typeof request === "function" ? request(route) : (request as ChatRequest);
      yield { type: "text-delta", text: reply(messages.at(-1)!.content) };
      yield { type: "finish", reason: "stop", usage: NO_USAGE, route };
    },
  };
};
let voice = modelOf("rehearsal", () => "");
const open = (embedding: EmbeddingModel | null = null) =>
  startTestApi(async (database) => {
    await seed(database, ["default"]);
    const pool = createBackstoryPool(database);
    // It may still be embedding when the database is dropped.
    const report = () => undefined;
    const backstories = createBackstories({ pool, embedding: fixedEmbedding(embedding), report });
    return backstoryRoutes({ backstories, pool, voices: { modelFor: () => voice } });
  });

describe("the pool of backstories", () => {
  let api: TestApi;
  let ada: { token: string; userId: string };
  let authored: Awaited<ReturnType<typeof readAuthoredBackstories>>;
  beforeAll(async () => {
    authored = await readAuthoredBackstories(FOLDER);
    api = await open();
    ada = await api.signIn("Ada", "facilitator");
  });
  afterAll(() => api.close());

  const list = async (query = "", token = ada.token): Promise<BackstoryPage> =>
    (await api.call("GET", `/api/backstories${query}`, { token })).body;

  test("S2 the authored ones are in the pool of each workspace once, however often servers start, at the same time too", async () => {
    const em = api.database.em();
    await em.execute("insert into workspaces (id, name) values ('other', 'Other')");
    await Promise.all([1, 2, 3].map(() => seed(api.database, ["default", "other"])));
    const counts = await em.execute(
      `select workspace_id as id, count(*)::int as count from backstories
       where workspace_id in ('default', 'other') group by 1 order by 1`,
    );
    expect(counts).toEqual(["default", "other"].map((id) => ({ id, count: authored.length })));
  });

  test("S2 a workspace that is made while the server runs has the authored ones at once", async () => {
    const { database, databaseUrl } = api;
    const reported: unknown[] = [];
    const changes = await openChangeBus(databaseUrl, (error) => reported.push(error));
    const stop = await keepPoolsSeeded({ pool: createBackstoryPool(database), folder: FOLDER, database, changes });
    await database.em().execute("insert into workspaces (id, name) values ('new', 'New')");
    const count = async () => {
      const [row] = await database
        .em()
        .execute<{ count: number }[]>("select count(*)::int as count from backstories where workspace_id = 'new'");
      return row!.count;
    };
    await expect.poll(count, { timeout: 30_000 }).toBe(authored.length);
    await stop();
    await changes.close();
    expect(reported).toEqual([]);
  });

  test("S2 listed newest first by cursor, each once, with labels; read in full with ten answers and where it comes from", async () => {
    const seen: string[] = [];
    for (let cursor = ""; ;) {
      const page = await list(`?limit=20&cursor=${cursor}`);
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
    expect(seen).toHaveLength(authored.length);
    const { body } = await api.call("GET", `/api/backstories/${seen.at(-1)}`, { token: ada.token });
    const view = body as BackstoryView;
    const [file] = authored;
    expect(view).toMatchObject({ title: file!.title, provenance: "authored", model: null, setIn: file!.setIn });
    expect(view.answers).toEqual(file!.answers);
    expect(view.labels).toEqual(file!.labels);
    expect(view.nearest!.share).toBeLessThan(0.1);
    expect((await list("?provenance=generated")).items).toEqual([]);
    expect((await api.call("GET", "/api/backstories/nowhere", { token: ada.token })).body.code).toBe(
      "no-such-backstory",
    );
  });

  test("S2 S3 the pool's demographics are expected shares of each standard trait, Unknown among them", async () => {
    const { body } = await api.call("GET", "/api/backstories/demographics", { token: ada.token });
    expect(body.backstories).toBe(authored.length);
    const women = authored.filter(({ labels }) => labels["gender"]!.distribution["woman"] === 1).length;
    expect(body.traits.gender.woman).toBeCloseTo(women / authored.length, 10);
    for (const shares of Object.values(body.traits as Record<string, Record<string, number>>))
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  test("S2 a search finds words in any answer, by their stems and beginnings, and shows the passage", async () => {
    const { ranking, items } = await list("?q=beekeep");
    expect(ranking).toBe("words");
    expect(items[0]).toMatchObject({ title: expect.stringContaining("Darnell Pruitt") });
    expect((await list("?q=logarithm")).items[0]!.excerpt).toContain("logarithms");
    expect((await list("?q=zyzzyva")).items).toEqual([]);
    expect((await list("?q=%27%3A*%20%26%20%7C!bees%3C-%3E")).items.length).toBeGreaterThan(0);
  });

  test("S3 of several labels of a trait, what the text states comes first, then a model's estimate, then that it states nothing", async () => {
    const id = (await list("?q=beekeep")).items[0]!.id;
    const add = (trait: string) =>
      api.database.em().execute(
        `insert into backstory_labels (backstory_id, trait_id, source, model, workspace_id, distribution, count)
         values (?, ?, 'sampled', 'test/model', 'default', '{"conservative": 1}', 40)`,
        [id, trait],
      );
    await Promise.all([add("ideology"), add("party")]);
    const { labels } = (await api.call("GET", `/api/backstories/${id}`, { token: ada.token })).body as BackstoryView;
    expect(labels["party"]).toMatchObject({ source: "explicit", distribution: { republican: 1 } });
    expect(labels["ideology"]).toEqual({
      source: "sampled",
      model: "test/model",
      count: 40,
      distribution: { conservative: 1 },
    });
  });

  test("S3 a trait is labelled on demand, with progress; once by each model; by the rehearsal voice not at all", async () => {
    const id = (await list("?q=walked%20logs")).items[0]!.id;
    const label = async (body: object = { traitId: "ideology" }) => {
      const answer = await api.call("POST", `/api/backstories/${id}/labels`, { token: ada.token, body });
      return {
        ...answer,
        lines: answer.text
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line)),
      };
    };
    expect((await label()).lines[0].code).toBe("rehearsal-labels-nothing");
    let asked = 0;
    voice = modelOf("test", (prompt) => {
      asked++;
      return prompt.includes("Quote: ")
        ? "Quote: none\nAnswer: (D)"
        : asked % 2
          ? "(A)"
          : "(B) Moderate, middle of the road";
    });
    const { lines } = await label();
    expect(lines.slice(0, -1).map(({ done }) => done)).toEqual(lines.slice(0, -1).map((_, place) => place + 1));
    const made = { distribution: { liberal: 0.5, moderate: 0.5 }, source: "sampled", count: 10, model: "test/test" };
    expect(lines.at(-1)).toEqual({ label: made, refused: {} });
    const { labels } = (await api.call("GET", `/api/backstories/${id}`, { token: ada.token })).body as BackstoryView;
    expect(labels["ideology"]).toEqual(made);
    const before = asked;
    expect((await label()).lines).toEqual([{ label: made, refused: {} }]);
    expect(asked).toBe(before);
    expect((await label({ traitId: "shoe-size" })).status).toBe(400);
    const eve = await api.signIn("Eve");
    const refused = await api.call("POST", `/api/backstories/${id}/labels`, {
      token: eve.token,
      body: { traitId: "age" },
    });
    expect(refused.status).toBe(403);
  });

  test("A2 S2 only facilitators and admins read the pool, of their own workspace; nobody changes a text", async () => {
    const eve = await api.signIn("Eve");
    expect((await api.call("GET", "/api/backstories", { token: eve.token })).status).toBe(403);
    const asEve = api.database.inScope(principalOf("default", eve.userId), (em) =>
      em.execute("select id from backstories union all select trait_id from backstory_labels"),
    );
    expect(await asEve).toEqual([]);
    const nora = await api.signIn("Nora", "admin");
    const id = (await list()).items[0]!.id;
    await api.database.em().execute("insert into workspaces (id, name) values ('elsewhere', 'Elsewhere')");
    await api.database.em().execute("update users set workspace_id = 'elsewhere' where id = ?", [nora.userId]);
    expect((await list("", nora.token)).items).toEqual([]);
    expect((await api.call("GET", `/api/backstories/${id}`, { token: nora.token })).status).toBe(404);
    await expect(
      api.database.inScope(principalOf("default", ada.userId), (em) => em.execute("update backstories set title = ''")),
    ).rejects.toMatchObject({ code: "42501" });
  });
});

describe.skipIf(!hasSmallEmbedding)("with an embedding model", () => {
  test("S2 a search finds by meaning what shares no word with it", { timeout: 120_000 }, async () => {
    const embedding = await openSmallEmbedding();
    const api = await open(embedding);
    const { token } = await api.signIn("Ada", "facilitator");
    const find = async () => (await api.call("GET", "/api/backstories?q=dentistry", { token })).body as BackstoryPage;
    await expect
      .poll(
        () =>
          find().then(({ items }) =>
            items
              .slice(0, 3)
              .map(({ title }) => title)
              .join(),
          ),
        { timeout: 90_000 },
      )
      .toContain("dental hygienist");
    expect((await find()).ranking).toBe("words-and-meaning");
    await api.close();
    await embedding.close();
  });
});
